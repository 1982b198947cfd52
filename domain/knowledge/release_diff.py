"""What a newer release of a source says otherwise than the older one, item by item."""

from dataclasses import dataclass, fields

from domain.knowledge.evidence import EvidenceItem, Release


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """One item that both releases have and of which they say different things."""

    old: EvidenceItem
    new: EvidenceItem
    changed: tuple[str, ...]
    """Names of the fields of ``EvidenceItem`` that differ, in its order; ``profile`` only where the text is
    the same and is read otherwise."""

    @property
    def item_id(self) -> str:
        """The source's own id."""
        return self.new.item_id


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """Everything in which two releases differ, by the items' ids."""

    old_version: str
    new_version: str
    added: tuple[EvidenceItem, ...]
    """In the order of the new release."""
    removed: tuple[EvidenceItem, ...]
    """In the order of the old one."""
    changed: tuple[ChangedItem, ...]
    """In the order of the new release."""
    same: int
    """Items of which both say the same."""


def diff(old: Release, new: Release) -> ReleaseDiff:
    """What was added, removed and changed between two releases of one source.

    Raises ``ValueError`` for releases of two sources or two tables, whose ids have nothing to do with each
    other.
    """
    if (old.source, old.name) != (new.source, new.name):
        raise ValueError(f"{old.name} and {new.name} are not releases of one table")
    before = {item.item_id: item for item in old.items}
    after = {item.item_id: item for item in new.items}
    both = [(before[one], item) for one, item in after.items() if one in before]
    changed = tuple(ChangedItem(was, now, _fields(was, now)) for was, now in both if was != now)
    return ReleaseDiff(
        old_version=old.version,
        new_version=new.version,
        added=tuple(item for one, item in after.items() if one not in before),
        removed=tuple(item for one, item in before.items() if one not in after),
        changed=changed,
        same=len(both) - len(changed),
    )


def _fields(old: EvidenceItem, new: EvidenceItem) -> tuple[str, ...]:
    names = [one.name for one in fields(EvidenceItem) if getattr(old, one.name) != getattr(new, one.name)]
    if "profile_text" in names and "profile" in names:
        names.remove("profile")
    return tuple(names)
