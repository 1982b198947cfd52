"""What the columns of a clinical list hold: suggested by the headings, decided by a person, remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.identity import checked_text
from domain.refused import Refused


class ListField(StrEnum):
    """What a column can hold."""

    PSEUDONYM = "pseudonym"
    SEX = "sex"
    YEAR_OF_BIRTH = "year_of_birth"
    CENTRE = "centre"
    TUMOUR_TYPE = "tumour_type"
    SITE = "site"
    STAGE = "stage"
    HISTOLOGY = "histology"
    DIAGNOSED_ON = "diagnosed_on"
    QUESTION = "question"
    OPENED_ON = "opened_on"
    ECOG = "ecog"
    PREVIOUS_LINES = "previous_lines"
    PREVIOUS_THERAPY = "previous_therapy"
    LABORATORY = "laboratory"
    SPECIMEN_KIND = "specimen_kind"
    SPECIMEN_ORIGIN = "specimen_origin"
    SPECIMEN_SITE = "specimen_site"
    SAMPLE_ID = "sample_id"
    COLLECTED_ON = "collected_on"
    RECEIVED_ON = "received_on"
    FIXATION = "fixation"
    DECALCIFIED = "decalcified"
    TUMOUR_CELL_PERCENT = "tumour_cell_percent"
    DNA_NG = "dna_ng"
    RNA_NG = "rna_ng"
    DCQ = "dcq"
    DV200_PERCENT = "dv200_percent"

    @property
    def label(self) -> str:
        """The field as it is shown."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


_LABELS = {
    ListField.TUMOUR_TYPE: "Tumour type (OncoTree)",
    ListField.SITE: "Site of the tumour",
    ListField.DIAGNOSED_ON: "Date of diagnosis",
    ListField.OPENED_ON: "Date of the request",
    ListField.ECOG: "ECOG",
    ListField.PREVIOUS_LINES: "Number of previous lines",
    ListField.PREVIOUS_THERAPY: "Previous therapies in words",
    ListField.SPECIMEN_KIND: "Specimen: kind",
    ListField.SPECIMEN_ORIGIN: "Specimen: primary or metastasis",
    ListField.SPECIMEN_SITE: "Specimen: site",
    ListField.SAMPLE_ID: "Specimen: sample id",
    ListField.COLLECTED_ON: "Specimen: date taken",
    ListField.RECEIVED_ON: "Specimen: date received",
    ListField.FIXATION: "Specimen: fixation",
    ListField.DECALCIFIED: "Specimen: bone, decalcified",
    ListField.TUMOUR_CELL_PERCENT: "Specimen: tumour cells (%)",
    ListField.DNA_NG: "Specimen: DNA (ng)",
    ListField.RNA_NG: "Specimen: RNA (ng)",
    ListField.DCQ: "Specimen: dCq",
    ListField.DV200_PERCENT: "Specimen: DV200 (%)",
}

FREE_TEXT = frozenset({ListField.HISTOLOGY, ListField.QUESTION, ListField.PREVIOUS_THERAPY})
"""Fields whose cells are a person's own words; none of them is shown before the rows are read."""
DATES = frozenset(
    {ListField.DIAGNOSED_ON, ListField.OPENED_ON, ListField.COLLECTED_ON, ListField.RECEIVED_ON}
)
PERCENTS = frozenset({ListField.TUMOUR_CELL_PERCENT, ListField.DV200_PERCENT})
MEASURES = PERCENTS | {ListField.DNA_NG, ListField.RNA_NG, ListField.DCQ}
"""Numbers that may have decimals."""
WORDED: Mapping[ListField, str] = {
    ListField.SEX: "sex",
    ListField.CENTRE: "centre",
    ListField.TUMOUR_TYPE: "oncotree",
    ListField.SITE: "site",
    ListField.STAGE: "stage",
    ListField.LABORATORY: "laboratory",
    ListField.SPECIMEN_KIND: "specimen_kind",
    ListField.SPECIMEN_ORIGIN: "specimen_origin",
    ListField.SPECIMEN_SITE: "site",
    ListField.FIXATION: "fixation",
    ListField.DECALCIFIED: "yes_no",
}
"""Fields whose cells are words of a coded list, and which."""
OF_SPECIMEN = frozenset(
    {
        ListField.SPECIMEN_KIND, ListField.SPECIMEN_ORIGIN, ListField.SPECIMEN_SITE, ListField.SAMPLE_ID,
        ListField.COLLECTED_ON, ListField.FIXATION, ListField.DECALCIFIED, *MEASURES,
    }
)  # fmt: skip
"""A row in which one of these is given has a specimen."""
DEFAULTED = (
    ListField.CENTRE,
    ListField.QUESTION,
    ListField.LABORATORY,
    ListField.SPECIMEN_KIND,
)
"""What a person may say once for every row in which the list does not."""
REPEATED = frozenset({ListField.SAMPLE_ID})
"""Several columns may hold it (a DNA and an RNA sample)."""


class DateOrder(StrEnum):
    """In which order a column's dates are written."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Share(StrEnum):
    """How a column's percentages are written: ``60`` or ``0.6`` for the same."""

    PERCENT = "percent"
    FRACTION = "fraction"


class ListSource(StrEnum):
    """Who keeps a list: a mapping is remembered for a centre or a laboratory, never for a person."""

    CENTRE = "centre"
    LABORATORY = "laboratory"


@dataclass(frozen=True, slots=True)
class ListMapping:
    """What each column holds and how its cells are written. Raises ``Refused`` for what cannot be."""

    fields: Mapping[str, ListField]
    """By heading; a column that is not taken is not there."""
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    """By heading, where a person was asked."""
    shares: Mapping[str, Share] = field(default_factory=dict)
    """By heading, where a person was asked."""
    words: Mapping[ListField, Mapping[str, str]] = field(default_factory=dict)
    """By field: what a word of the list stands for, as a code."""
    defaults: Mapping[ListField, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held = [one for one in self.fields.values() if one not in REPEATED]
        doubled = sorted({one.label for one in held if held.count(one) > 1})
        if doubled:
            raise Refused(
                f"Two columns are said to hold the same: {', '.join(doubled)}. Nothing was recorded; choose "
                "one of them and leave the other out."
            )
        for words in self.words.values():
            for word in words:
                checked_text(word, "A word of the list")
        checked_text(self.defaults.get(ListField.QUESTION), "The question")

    def heading_of(self, wanted: ListField) -> str | None:
        """The first column that holds a field, ``None`` when none does."""
        return next((heading for heading, one in self.fields.items() if one is wanted), None)

    def code_of(self, of: ListField, word: str) -> str | None:
        """What a person said a word stands for."""
        return self.words.get(of, {}).get(word)


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping as it is remembered for the lists of a centre or a laboratory with these headings."""

    source: ListSource
    source_id: str
    fingerprint: str
    """Of the headings, whatever their order, capitals and punctuation."""
    mapping: ListMapping
    version: int = 0
    """How often it was kept; 0 for one that never was."""
    kept_by: str = ""
    kept_on: str = ""
    """The day, as ISO text."""

    @property
    def mapping_id(self) -> str:
        """Names the subject in the journal."""
        return f"{self.source.value}.{self.source_id}.{self.fingerprint[:24]}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the list does not say and a person has to."""

    heading: str
    """Of the column; empty where no column holds it."""
    of: ListField
    word: str = ""
    """The word whose code is asked; empty for a date order or a way to write percentages."""
    key: str = ""
    """The word as a mapping keeps it: small letters, no accents."""
    rows: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListQuestions:
    """All that has to be asked before every row can be read."""

    orders: tuple[Asked, ...] = ()
    shares: tuple[Asked, ...] = ()
    words: tuple[Asked, ...] = ()
    defaults: tuple[Asked, ...] = ()

    def unread(self, mapping: ListMapping) -> tuple[str, ...]:
        """The columns whose dates or percentages nobody has said how to read."""
        return tuple(
            one.heading
            for asked, answered in ((self.orders, mapping.orders), (self.shares, mapping.shares))
            for one in asked
            if one.heading not in answered
        )

    def unanswered(self, mapping: ListMapping) -> int:
        """How many of them a mapping does not answer."""
        return sum(
            (
                sum(one.heading not in mapping.orders for one in self.orders),
                sum(one.heading not in mapping.shares for one in self.shares),
                sum(mapping.code_of(one.of, one.key) is None for one in self.words),
                sum(one.of not in mapping.defaults for one in self.defaults),
            )
        )
