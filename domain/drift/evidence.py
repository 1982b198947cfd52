"""What a newer release of evidence says otherwise of advice that was given by an older one."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.knowledge.crosswalk import LAST, Crosswalk
from domain.knowledge.evidence import Direction, EvidenceItem, Interaction, Release, Source
from domain.recommendations import CitedEvidence

WATCHED = {
    "profile_text": "what it is about",
    "profile": "how it is read",
    "scope": "tumour",
    "type": "kind of evidence",
    "direction": "direction",
    "effect": "effect",
    "drugs": "drugs",
    "interaction": "how the drugs are given",
    "level": "level",
    "flagged": "doubted by its source",
}
"""Fields of an item whose change matters to advice, and their names; its wording and citation do not."""
TOGETHER = {Interaction.COMBINATION, Interaction.SEQUENTIAL}

DrugName = Callable[[str], str]
"""A drug's name in one spelling."""
LevelWords = Callable[[str, str], str]
"""Scheme and level as they are shown: ``CIViC A``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How items are read and told: the order of levels, the spelling of drugs, the words of levels."""

    crosswalk: Crosswalk
    drug: DrugName
    level: LevelWords


@dataclass(frozen=True, slots=True)
class Advised:
    """What a recommendation says of drugs, and on what it rests."""

    drugs: frozenset[str]
    """In one spelling."""
    findings: frozenset[str]
    cited: tuple[CitedEvidence, ...] = ()
    level: tuple[str, str] | None = None
    """The board's own scheme and level."""


@dataclass(frozen=True, slots=True)
class Switched:
    """A table of a source whose release in force is another one than when the advice was given."""

    label: str
    """What its table is called: ``CIViC``."""
    then: Release | None
    now: Release | None
    since: date
    """The day of the last switch."""

    @property
    def both(self) -> tuple[Release, ...]:
        """The releases of then and now that are known."""
        return tuple(one for one in (self.then, self.now) if one is not None)


def subject_of(source: Source, name: str, item_id: str) -> str:
    """An item among those of all tables."""
    return f"{source}:{name}:{item_id}"


def title(release: Release) -> str:
    """``CIViC 2026-05-26``."""
    return f"{release.name} {release.version}"


def words(item: EvidenceItem, read: Reading) -> str:
    """An item in a line: what it is about, drugs, tumour, effect, level."""
    joined = " + " if item.interaction in TOGETHER else ", "
    said = [item.profile_text, joined.join(item.drugs), item.scope.text, _effect(item)]
    said += [read.level(item.level_scheme, item.level), "doubted by its source" if item.flagged else ""]
    return ", ".join(part for part in said if part)


def _effect(item: EvidenceItem) -> str:
    told = item.significance.lower() or item.effect.value.replace("_", " ")
    return f"does not support {told}" if item.direction is Direction.DOES_NOT_SUPPORT else told


def state_of(item: EvidenceItem) -> str:
    """How an item stands, for the program."""
    values = (item.level_scheme, item.level, item.effect, item.direction, item.type, item.flagged)
    return "|".join(map(str, (*values, *item.drugs, item.interaction, item.scope.text, item.profile_text)))


def changed_fields(old: EvidenceItem, new: EvidenceItem) -> tuple[str, ...]:
    """The watched fields in which two readings of an item differ, in the order of the item."""
    names = [one.name for one in fields(EvidenceItem) if one.name in WATCHED]
    found = [name for name in names if getattr(old, name) != getattr(new, name)]
    if "profile_text" in found and "profile" in found:
        found.remove("profile")
    return tuple(found)


def severity_of(old: EvidenceItem, new: EvidenceItem, crosswalk: Crosswalk) -> Severity:
    """What the change of an item means: turned, weaker, stronger, or only said otherwise.

    Of an item that speaks against its drugs a higher level is *stronger evidence against*, never *stronger*;
    so it is of one whose study did not support that they work.
    """
    supports = new.direction is Direction.SUPPORTS
    if old.effect.against != new.effect.against:
        if new.effect.against:
            return Severity.AGAINST
        return Severity.LESS_AGAINST if supports else Severity.OTHERWISE
    supported = (old.direction is Direction.SUPPORTS, supports)
    if supported == (True, False) or (new.flagged and not old.flagged):
        how = Severity.WEAKER
    else:
        how = _by_level(
            crosswalk.order(old.level_scheme, old.level), crosswalk.order(new.level_scheme, new.level)
        )
        if how is Severity.OTHERWISE and (supported == (False, True) or (old.flagged and not new.flagged)):
            how = Severity.STRONGER
    denied = supported == (False, False) and new.direction is Direction.DOES_NOT_SUPPORT
    return against_words(how) if new.effect.against != denied else how


def against_words(how: Severity) -> Severity:
    """What a change means where the item speaks against its drugs, so that it cannot be read as good news."""
    return _AGAINST.get(how, how)


_AGAINST = {
    Severity.STRONGER: Severity.STRONGER_AGAINST,
    Severity.WEAKER: Severity.LESS_AGAINST,
    Severity.GONE: Severity.LESS_AGAINST,
}


def _by_level(before: int, now: int) -> Severity:
    if before == now or LAST in (before, now):
        return Severity.OTHERWISE
    return Severity.WEAKER if now > before else Severity.STRONGER


def order_of(item: EvidenceItem, read: Reading) -> int:
    """Where an item's level stands in the common order, the strongest 1."""
    return read.crosswalk.order(item.level_scheme, item.level)


def cited_drift(
    cited: CitedEvidence,
    old: EvidenceItem | None,
    switched: Switched,
    new: EvidenceItem | None,
    read: Reading,
) -> Drift | None:
    """What became of a cited item; ``None`` where the release in force says the same.

    ``old`` is the item in the release it was cited from, where that is still known; without it, level and
    effect are compared as they were cited.
    """
    release = (
        cited.release if cited.release.startswith(switched.label) else f"{switched.label} {cited.release}"
    )
    was = Side(cited.words, release, cited.released_on)
    subject = subject_of(cited.source, switched.label, cited.item_id)
    if switched.now is None or new is None:
        return gone(subject, cited.item_id, was, switched, cited.effect.against)
    if old is not None:
        return changed(subject, old, new, was, switched, read)
    if (cited.level_scheme, cited.level, cited.effect) == (new.level_scheme, new.level, new.effect):
        return None
    if cited.effect.against != new.effect.against:
        how = Severity.AGAINST if new.effect.against else Severity.LESS_AGAINST
    else:
        how = _by_level(read.crosswalk.order(cited.level_scheme, cited.level), order_of(new, read))
        how = against_words(how) if new.effect.against else how
    told = f"level {read.level(cited.level_scheme, cited.level)} to {read.level(new.level_scheme, new.level)}"
    sentence = f"{cited.item_id}: {told}."
    return drift_of(subject, how, state_of(new), (was, side_now(new, switched, read)), switched, sentence)


def gone(subject: str, item_id: str, was: Side, switched: Switched, against: bool = False) -> Drift:
    """An item that the release in force does not have; ``against``: it spoke against its drugs."""
    how = against_words(Severity.GONE) if against else Severity.GONE
    release = switched.now
    if release is None:
        now = Side(f"No release of {switched.label} is in force")
        return drift_of(subject, how, "none in force", (was, now), switched, f"{now.words}.")
    now = Side(f"{item_id} is not in it", title(release), release.released_on)
    called = f"{item_id}, which spoke against," if against else item_id
    sentence = f"{called} is no longer in {title(release)}."
    return drift_of(subject, how, f"gone:{release.name}", (was, now), switched, sentence)


def changed(
    subject: str, old: EvidenceItem, new: EvidenceItem, was: Side, switched: Switched, read: Reading
) -> Drift | None:
    """An item that the release in force says otherwise; ``None`` where nothing that matters differs."""
    names = changed_fields(old, new)
    if not names:
        return None
    how = severity_of(old, new, read.crosswalk)
    sentence = f"{new.item_id}: {'; '.join(_told(name, old, new, read) for name in names)}."
    return drift_of(subject, how, state_of(new), (was, side_now(new, switched, read)), switched, sentence)


def _told(name: str, old: EvidenceItem, new: EvidenceItem, read: Reading) -> str:
    if name == "flagged":
        return "doubted by its source" if new.flagged else "no longer doubted by its source"
    if name == "profile":
        return "what it is about is read otherwise"
    before, now = (_value(name, one, read) for one in (old, new))
    return f"{WATCHED[name]} {before} to {now}"


def _value(name: str, item: EvidenceItem, read: Reading) -> str:
    if name == "level":
        return read.level(item.level_scheme, item.level)
    if name == "scope":
        return item.scope.text
    if name == "drugs":
        return ", ".join(item.drugs) or "none"
    return str(getattr(item, name)).replace("_", " ")


def side_now(item: EvidenceItem, switched: Switched, read: Reading) -> Side:
    """An item as the release in force says it."""
    release = switched.now
    if release is None:
        return Side(words(item, read))
    return Side(words(item, read), title(release), release.released_on)


def drift_of(
    subject: str, how: Severity, state: str, sides: tuple[Side, Side], switched: Switched, sentence: str
) -> Drift:
    """A change of evidence since a source was switched."""
    return Drift(DriftKind.EVIDENCE, how, subject, state, *sides, switched.since, sentence)
