"""Withdrawing a single test that was recorded by mistake: it stays in the record and stands no longer."""

from data.journal import Event
from data.record.act import add, append, content, permitted, projects, reached, reading_as
from data.store import Store, Writer
from domain.people import Act, Actor
from domain.refused import Refused
from domain.single_test_withdrawal import SingleTestWithdrawal

_SUBJECT = ("profile_id", "profile_no", "patient_id", "centre_id", "laboratory_id")


def record_test_withdrawal(
    store: Store, actor: Actor, value: SingleTestWithdrawal, seen_version: int, token: str
) -> Event:
    """Withdraw a single test, by who may enter one; ``seen_version`` is its profile's.

    What it had replaced does not come back, and either may be entered again. Raises ``Refused`` for a test
    that was withdrawn or corrected already.
    """
    now = permitted(store, actor, Act.BRING_RUN_IN)
    with store.exclusive():
        if (earlier := store.journal.by_token(token)) is not None:
            return earlier
        with reading_as(store, now) as reader:
            row = reached(reader, "single test", "single_test", profile_id=value.profile_id)
        if row["withdrawn"]:
            raise Refused("This single test was withdrawn already; nothing was recorded.")
        if row["gone"]:
            raise Refused(
                "This single test was corrected meanwhile; nothing was recorded. Withdraw the result that "
                "took its place."
            )
        payload = {
            **{name: row[name] for name in _SUBJECT},
            "reason": value.reason,
            "audit_reason": value.reason,
        }
        subject = ("profile", value.profile_id)
        return append(store, now, "single_test_withdrawn", subject, seen_version, token, payload)


@projects("single_test_withdrawn")
def project_test_withdrawal(writer: Writer, event: Event) -> None:
    """A single test that no longer stands, and why."""
    it = content(event)
    add(writer, event, "test_withdrawal", reason=it["reason"], **{name: it[name] for name in _SUBJECT})
