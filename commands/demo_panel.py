"""The demonstration's panel list: the EXAMPLE that ships, so that its comparison can be looked at."""

from data.journal import new_id
from data.record.panels import record_panel_in_force
from data.reference.panel_example import example_panel
from data.store import Store
from domain.panels import EXAMPLE, PanelInForce
from domain.people import Actor

REASON = f"{EXAMPLE} for the demonstration: nobody's list."


def compare_with_example(store: Store, actor: Actor) -> None:
    """Put the EXAMPLE in force as the administrator would; it says everywhere that it is nobody's list."""
    record_panel_in_force(store, actor, PanelInForce(example_panel().panel_id, REASON), 0, new_id())
