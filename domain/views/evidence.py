"""What is known of a case's findings, and the releases it comes from, as the screen shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.knowledge.evidence import Source
from domain.knowledge.hits import Hit, Relation
from domain.recommendations import CitedEvidence

SOURCE_LABELS = {
    Source.STARTER: "Starter table",
    Source.CIVIC: "CIViC",
    Source.ONCOKB: "OncoKB",
    Source.OWN: "Own table",
}
"""The sources as they are shown."""
WEAKER = 100
"""A strength from here on: nothing that holds speaks for or against a drug."""


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """One release without its items."""

    release_id: str
    """SHA-256 of the file it was read from."""
    source: Source
    name: str
    version: str
    released_on: date | None
    licence: str
    items: int
    rows: int | None
    """Data rows of the file; ``None`` for the table that ships."""
    left_over: int
    """Lines of the file that are not wholly understood."""
    loaded_by: str | None
    """``None`` for the table that ships."""
    loaded_at: datetime | None
    in_force: bool

    @property
    def title(self) -> str:
        """``CIViC 2026-05-26``."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class SourceView:
    """The releases of one table of a source, the newest first, and which of them is in force.

    Own tables of several laboratories are several; each has one release in force.
    """

    source: Source
    name: str | None
    """What the table is called; ``None`` for a source of which nothing is loaded, and the starter table."""
    label: str
    version: int
    """How often it was switched: what a form about it was drawn from."""
    releases: tuple[ReleaseView, ...]
    reason: str | None
    """Why the release in force is in force, as it was said; ``None`` where nobody ever switched it."""
    switched_by: str | None
    switched_at: datetime | None

    @property
    def key(self) -> str:
        """Names the table among all."""
        return f"{self.source}:{self.name or ''}"

    @property
    def in_force(self) -> ReleaseView | None:
        """The release in force, ``None`` where none is."""
        return next((one for one in self.releases if one.in_force), None)


@dataclass(frozen=True, slots=True)
class SwitchView:
    """One time that a table was switched."""

    label: str
    """The table, or its source where the act named none."""
    release: str | None
    """The release that was in force from then on; ``None`` for none."""
    reason: str
    recorded_by: str
    recorded_at: datetime


class Group(StrEnum):
    """What an item says to a finding, in the order in which it is read."""

    AGAINST = "against"
    SUPPORTING = "supporting"
    OTHER_TYPES = "other_types"
    """Prognostic, diagnostic and the like."""
    UNDETERMINED = "undetermined"
    """It would hold if something were known that is not."""
    NOT_SUPPORTING = "not_supporting"
    """Its study did not support what it is about: never shown as support."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One item of evidence that meets a finding, in the words of a table."""

    group: Group
    hit: Hit
    level: str
    """With its scheme: ``CIViC A``."""
    release: str
    """``CIViC 2026-05-26``."""
    released_on: date | None
    relation: str
    resolution: str
    drugs: str
    """With how they belong together: ``encorafenib + cetuximab``, ``afatinib or erlotinib``."""
    proposed: str | None
    """``AMP I-A, ESCAT at most I-A``; ``None`` where the crosswalk proposes nothing."""

    @property
    def key(self) -> str:
        """Names the item among all releases in force."""
        return f"{self.hit.source}:{self.hit.name}:{self.hit.release}:{self.hit.item.item_id}"

    @property
    def near(self) -> bool:
        """Whether it speaks of this very tumour, or of any."""
        return self.hit.relation in {Relation.SAME, Relation.AGNOSTIC}

    @property
    def cited(self) -> CitedEvidence:
        """The item as a recommendation cites it."""
        item = self.hit.item
        what = None if self.group is Group.SUPPORTING else item.significance.lower()
        said = [item.profile_text, self.drugs, what, item.scope.text, self.level, item.citation]
        # Tables of two laboratories may be of the same day: the name tells them apart.
        release = self.release if self.hit.source in {Source.OWN, Source.ONCOKB} else self.hit.release
        return CitedEvidence(
            self.hit.source,
            release,
            self.released_on,
            item.item_id,
            item.level_scheme,
            item.level,
            item.effect,
            ", ".join(part for part in said if part),
        )


@dataclass(frozen=True, slots=True)
class FindingEvidence:
    """All that is known of one finding of a case, in the order in which it is read."""

    finding_id: str
    label: str
    words: str
    """For the table: ``Resistance CIViC A, same tumour: cetuximab and 3 more items``."""
    strength: int
    """For sorting: the smaller, the stronger."""
    lines: tuple[EvidenceLine, ...]
    doubt: str | None = None
    """Why the call itself is not to be relied on: its class counts as not assessed in its profile."""


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """All that the releases in force say of a case's findings. Every match is proposed by the program."""

    key: str
    """Names this answer for caches."""
    releases: tuple[ReleaseView, ...]
    """Those in force."""
    by_finding: Mapping[str, FindingEvidence]
    of_case: tuple[FindingEvidence, ...]
    """Of what stands in no table of findings: TMB, MSI and other signatures."""
    asked: int
    """How many findings were matched."""
