"""A single test beside the profiling: one marker, one method, and what it showed (PRECISION 1).

A negative result is a result. A test that was not done has none, and is never shown as negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from domain.identity import checked_text
from domain.origins import Origin
from domain.quality import Outcome, decimal_of
from domain.single_test_rules import check
from domain.single_test_words import MMR, Method, Result, Unit

_FIELDS = {
    "marker": "The marker",
    "what": "What exactly was found",
    "value_text": "The value",
    "kit": "The antibody or kit",
    "comment": "The comment",
}


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one single test showed of one marker.

    Raises ``Refused`` for what the method cannot say (``domain.single_test_rules``).
    """

    # pytest takes a class whose name begins so for tests of its own.
    __test__: ClassVar[bool] = False

    marker: str
    """HGNC symbol of a gene, or a protein or marker such as ``MMR``, ``PD-L1``, ``HER2``, ``1p/19q``."""
    gene: str | None
    """HGNC symbol of the gene that the marker stands for; ``None`` where it stands for several."""
    method: Method
    result: Result
    what: str | None = None
    """What exactly: HGVS, or in words, e.g. ``ALK rearranged``, ``1p/19q codeleted``."""
    value_text: str | None = None
    """The value verbatim, e.g. ``2.4``, ``<1``, ``2+``."""
    unit: Unit | None = None
    kit: str | None = None
    """Antibody, probe, kit or panel, e.g. ``22C3``."""
    origin: Origin = Origin.UNKNOWN
    tumour_cell_percent: float | None = None
    lost_proteins: tuple[str, ...] = ()
    """Mismatch-repair proteins whose expression is lost."""
    comment: str | None = None

    def __post_init__(self) -> None:
        for name, label in _FIELDS.items():
            text = checked_text(getattr(self, name), label)
            object.__setattr__(self, name, None if text is None else " ".join(text.split()))
        if self.method is Method.GERMLINE_PANEL and self.origin is Origin.UNKNOWN:
            object.__setattr__(self, "origin", Origin.GERMLINE)
        check(self)

    @classmethod
    def as_recorded(cls, **values: Any) -> "TestResult":
        """A result out of the record, whatever has been asked of new ones since."""
        made = object.__new__(cls)
        for one in fields(cls):
            object.__setattr__(made, one.name, values.get(one.name, one.default))
        return made

    @property
    def variant_key(self) -> str:
        """The key by which the same result is recognised again; the value is no part of it."""
        what = (self.what or "").casefold()
        return ":".join(("test", self.method, self.gene or self.marker, what, self.unit or "", self.result))

    @property
    def value(self) -> float | None:
        """The value as a number; ``None`` for a score such as ``2+``, a bound such as ``<1``, or none."""
        number = decimal_of(self.value_text)
        return None if number is None else float(number)

    @property
    def result_words(self) -> str:
        """The result as it is shown: ``Not detected``, ``Deficient (MLH1, PMS2 lost)``."""
        if self.marker == MMR and self.method is Method.IHC:
            if self.result is Result.DETECTED:
                return f"Deficient ({', '.join(self.lost_proteins)} lost)"
            if self.result is Result.NOT_DETECTED:
                return "Proficient"
        return self.result.label

    @property
    def value_words(self) -> str | None:
        """The value with its unit: ``TPS 60 %``; ``None`` where there is none."""
        if self.value_text is None or self.unit is None:
            return None
        words = self.unit.words(self.value_text)
        return f"HER2/CEP17 {words}" if self.unit is Unit.RATIO and self.gene == "ERBB2" else words

    @property
    def said(self) -> str:
        """What was shown, in one line: what exactly, the result, the value."""
        result = self.result_words[:1].lower() + self.result_words[1:]
        told = f"{self.what}: {result}" if self.what else result
        return f"{told}, {self.value_words}" if self.value_words else told

    @property
    def short(self) -> str:
        """The same where there is little room: of what was detected, what it is and its value."""
        if self.result is not Result.DETECTED or not (self.what or self.value_words):
            return self.said
        return ", ".join(part for part in (self.what, self.value_words) if part)

    @property
    def label(self) -> str:
        """Marker, method and what was shown, as a recommendation names it."""
        return f"{self.marker} by {self.method.label}, {self.said}"


def outcome_of_tests(results: Sequence[TestResult]) -> tuple[Outcome, str]:
    """Success where a marker has a result, else failed with what is said of it in one sentence."""
    if any(one.result is not Result.FAILED for one in results):
        return Outcome.SUCCESS, ""
    said = "; ".join(dict.fromkeys(f"{one.marker}: {one.comment or 'no reason given'}" for one in results))
    return Outcome.FAILED, f"The test gave no result ({said})."


def name_of_test(specimen: str, method: Method, marker: str, reported_on: date) -> str:
    """The name under which the results of one test go: specimen, method and marker, day of the report."""
    return f"{specimen} / {method.label} {marker} / {reported_on.isoformat()}"


def named_in(name: str) -> tuple[str, date] | None:
    """The specimen and the day in a name that ``name_of_test`` made; ``None`` for any other name."""
    before, _, day = name.rpartition(" / ")
    specimen, _, test = before.rpartition(" / ")
    if not specimen or not any(test.startswith(one.label + " ") for one in Method):
        return None
    try:
        return specimen, date.fromisoformat(day)
    except ValueError:
        return None


def taken_from(pseudonym: str, collected_on: date) -> str:
    """How a specimen is called that has no sample id: whose it is, and the day it was taken."""
    return f"{pseudonym} of {collected_on.isoformat()}"


def taken_from_whom(specimen: str) -> tuple[str, date] | None:
    """Pseudonym and day in what ``taken_from`` made; ``None`` for anything else, such as a sample id."""
    pseudonym, _, day = specimen.rpartition(" of ")
    try:
        return (pseudonym, date.fromisoformat(day)) if pseudonym else None
    except ValueError:
        return None
