"""Records the demonstration's best responses by the acts that a physician uses."""

from commands.demo_cohort.plan import DemoRecommendation
from data.journal import new_id
from data.record.responses import record_response
from data.store import Store
from domain.people import Actor
from domain.responses import BestResponse


def respond(
    store: Store, actor: Actor, recommendation_id: str, one: DemoRecommendation, assessed_by: str
) -> None:
    """Record each assessment under a recommendation that was followed, the first one first."""
    for version, seen in enumerate(one.responses):
        response = BestResponse(seen.value, seen.criteria, seen.assessed_on, assessed_by)
        record_response(store, actor, (recommendation_id, response), version, new_id())
