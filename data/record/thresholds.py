"""Reference values: the administrator sets a threshold for a laboratory or for all."""

from datetime import date

from data.journal import Event
from data.record.act import add, append, content, permitted, projects, reached, reading_as
from data.store import Store, Writer
from domain.people import Act, Actor
from domain.threshold_settings import ThresholdSetting, title_of, value_words


def subject_of(name: str) -> str:
    """The id under which the acts on a threshold count their versions; no user or place can have it."""
    return f"threshold:{name}"


def record_threshold(
    store: Store, actor: Actor, value: ThresholdSetting, seen_version: int, token: str
) -> Event:
    """Set a threshold; ``seen_version`` is how many times it had been set.

    Its version is the default's and the number of the setting, e.g. ``1.2``.  Raises ``Refused`` for
    who may not, ``Unreachable`` for a laboratory that is not registered, and ``Stale`` when somebody
    set it meanwhile.
    """
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    whose = "all laboratories"
    if value.laboratory_id is not None:
        with reading_as(store, now) as reader:
            found = reached(reader, "laboratory", "laboratory", laboratory_id=value.laboratory_id)
        whose = str(found["name"])
    threshold = value.threshold(f"{value.default.version}.{seen_version + 1}")
    payload = {
        "name": value.name,
        "laboratory_id": value.laboratory_id,
        "value": threshold.value,
        "upper": threshold.upper,
        "unit": threshold.unit,
        "source": threshold.source,
        "version": threshold.version,
        "valid_from": value.valid_from,
        "audit_reason": (
            f"{title_of(threshold)}, {whose}: {value_words(threshold)} from {value.valid_from.isoformat()}"
        ),
    }
    subject = ("threshold", subject_of(value.name))
    return append(store, now, "threshold_set", subject, seen_version, token, payload)


@projects("threshold_set")
def project_threshold(writer: Writer, event: Event) -> None:
    """A threshold's value from a day on."""
    it = content(event)
    add(
        writer,
        event,
        "threshold",
        name=it["name"],
        laboratory_id=it["laboratory_id"],
        value_text=it["value"],
        upper_text=it["upper"],
        unit=it["unit"],
        source=it["source"],
        threshold_version=it["version"],
        valid_from=date.fromisoformat(it["valid_from"]),
    )
