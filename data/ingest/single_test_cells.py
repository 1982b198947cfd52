"""Turns the cells of a list of single tests into values, or says what was expected; never guesses."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TypeVar

from data.ingest.cells import BadCell, day, number
from data.ingest.gene_names import gene_name
from data.reference.genes import is_known
from domain.findings import Origin
from domain.identity import checked_pseudonym, checked_text
from domain.refused import Refused
from domain.single_test_rules import HER2_SCORES
from domain.single_test_words import HER2, MMR, Marker, Method, Result, Unit, marker_named
from domain.single_tests import TestResult, taken_from

Word = TypeVar("Word", bound=StrEnum)

_EMPTY = frozenset({"", "-", "\N{EN DASH}", "na", "n/a", "."})
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9@._-]{0,29}")
_NOTHING = re.compile(r"; (?:nothing was|it was not) recorded\.")
_IN_WORDS = {"what": "What", "value": "The value", "kit": "The kit", "comment": "The comment"}

_METHODS: dict[str, Method] = {
    "ish": Method.FISH, "cish": Method.FISH, "rtpcr": Method.RT_PCR, "rtqpcr": Method.RT_PCR,
    "array": Method.SNP_ARRAY, "snp": Method.SNP_ARRAY, "ngs": Method.NGS_PANEL,
    "localngspanel": Method.NGS_PANEL, "panel": Method.NGS_PANEL, "immunohistochemistry": Method.IHC,
    "germline": Method.GERMLINE_PANEL, "germlinepanel": Method.GERMLINE_PANEL,
    "sangersequencing": Method.SANGER,
}  # fmt: skip
_RESULTS: dict[str, Result] = {
    "positive": Result.DETECTED, "pos": Result.DETECTED, "present": Result.DETECTED,
    "negative": Result.NOT_DETECTED, "neg": Result.NOT_DETECTED, "absent": Result.NOT_DETECTED,
    "borderline": Result.EQUIVOCAL, "indeterminate": Result.EQUIVOCAL,
    "noresult": Result.FAILED, "notevaluable": Result.FAILED,
}  # fmt: skip
_MMR_RESULTS: dict[str, Result] = {
    "deficient": Result.DETECTED, "dmmr": Result.DETECTED,
    "proficient": Result.NOT_DETECTED, "pmmr": Result.NOT_DETECTED,
    "equivocal": Result.EQUIVOCAL, "failed": Result.FAILED, "notevaluable": Result.FAILED,
}  # fmt: skip
_UNITS: dict[str, Unit] = {
    "tps%": Unit.TPS, "ic%": Unit.IC, "tc%": Unit.TC, "her2cep17": Unit.RATIO, "her2cep17ratio": Unit.RATIO,
    "copiespercell": Unit.COPIES, "%cells": Unit.PERCENT_CELLS, "%tumourcells": Unit.PERCENT_CELLS,
    "%tumorcells": Unit.PERCENT_CELLS, "%oftumourcells": Unit.PERCENT_CELLS,
    "%oftumorcells": Unit.PERCENT_CELLS,
    "vaf": Unit.VAF, "vaf%": Unit.VAF, "ct": Unit.CYCLES, "hscore": Unit.H_SCORE,
}  # fmt: skip
_PERCENT = {
    Method.IHC: Unit.PERCENT_CELLS,
    Method.FISH: Unit.PERCENT_CELLS,
    Method.NGS_PANEL: Unit.VAF,
    Method.PCR: Unit.VAF,
    Method.GERMLINE_PANEL: Unit.VAF,
}
_PERCENTAGES = frozenset({Unit.TPS, Unit.IC, Unit.TC, Unit.PERCENT_CELLS, Unit.VAF})


class BadColumn(BadCell):
    """A cell that is not what its column holds, told with the column's name."""

    def __init__(self, column: str, seen: str, expected: str) -> None:
        told = f"{seen} (column {column})" if seen.strip() else f"nothing in column {column}"
        super().__init__(told, expected)


@contextmanager
def of_column(column: str) -> Iterator[None]:
    """Name the column of what is refused within; text that could name a person is not repeated."""
    try:
        yield
    except BadColumn:
        raise
    except BadCell as bad:
        raise BadColumn(column, bad.seen, bad.expected) from bad
    except Refused as refused:
        raise BadColumn(
            column, "what is not shown", f"what names nobody: {_expected_by(refused)}"
        ) from refused


def _bare(text: str) -> str:
    """A word without case, spaces and marks."""
    return re.sub(r"[\s_/.-]+", "", text.casefold())


def text_of(text: str) -> str | None:
    """A cell's text; ``None`` where it says that there is none."""
    kept = " ".join(text.split())
    return None if kept.casefold() in _EMPTY else kept


def _one_of(text: str, words: type[Word], more: Mapping[str, Word], expected: str) -> Word:
    known = {_bare(one.value): one for one in words} | dict(more)
    found = known.get(_bare(text))
    if found is None:
        raise BadCell(text, expected)
    return found


def method_of(text: str) -> Method:
    """The method. Raises ``BadCell``."""
    expected = "a method: " + ", ".join(one.label for one in Method)
    return _one_of(text, Method, _METHODS, expected)


def marker_of(text: str, method: Method) -> tuple[Marker, bool]:
    """The marker, and whether it is known: a gene outside the reference is kept as it is written.

    Raises ``BadCell`` for a date that a spreadsheet made of a gene, and for what is no symbol.
    """
    name = text_of(text)
    if name is None:
        raise BadCell(text, "a gene, or a marker such as MMR, PD-L1 or HER2")
    if (marker := marker_named(name, method)) is not None:
        return marker, True
    gene = gene_name(name)
    if gene.spoilt:
        raise BadCell(name, "a gene; a spreadsheet has made a date of it")
    if gene.current is None or not _SYMBOL.fullmatch(name):
        raise BadCell(name, "one gene symbol, or a marker such as MMR, PD-L1 or HER2")
    return Marker(gene.current, gene.current), is_known(name)


def _result_of(text: str, marker: Marker, method: Method, value: str | None) -> Result:
    said = text_of(text)
    if said is None and marker.name == HER2 and method is Method.IHC and value in HER2_SCORES:
        return HER2_SCORES[value]
    if said is None or _bare(said) in {"notdone", "nd", "nottested"}:
        raise BadCell(text, "a result; a test that was not done has no row")
    if marker.name == MMR and method is Method.IHC:
        found = _MMR_RESULTS.get(_bare(said))
        if found is None:
            # Positive staining of the proteins is proficient, a positive test deficient.
            raise BadCell(said, "deficient, proficient, equivocal or failed for MMR, so that nobody guesses")
        return found
    return _one_of(said, Result, _RESULTS, "detected, not detected, equivocal or failed")


def _unit_of(text: str, method: Method) -> Unit | None:
    said = text_of(text)
    if said is None:
        return None
    if said == "%":
        if (percent := _PERCENT.get(method)) is None:
            raise BadCell(said, "a unit that says of what it is a percentage")
        return percent
    return _one_of(said, Unit, _UNITS, "a unit: " + ", ".join(one.value for one in Unit))


def _origin_of(text: str) -> Origin:
    said = text_of(text)
    return Origin.UNKNOWN if said is None else _one_of(said, Origin, {}, "germline, somatic or unknown")


def specimen_of(cells: Mapping[str, str]) -> str:
    """What the specimen is called: its sample id, else whose it is and the day it was taken.

    Raises ``BadCell`` where neither is told, and without repeating it for what could name a person.
    """
    with of_column("sample_id"):
        sample = checked_text(text_of(cells.get("sample_id", "")), "The sample id")
    if sample is not None:
        return sample
    with of_column("specimen_date"):
        collected_on = day_of(cells.get("specimen_date", ""), "The specimen date")
    written = text_of(cells.get("pseudonym", ""))
    with of_column("pseudonym"):
        pseudonym = None if written is None else checked_pseudonym(written)
    if pseudonym is None or collected_on is None:
        lacking = "sample_id and pseudonym" if pseudonym is None else "specimen_date"
        raise BadCell(
            f"nothing in column {lacking}",
            "a sample_id, or a pseudonym with the specimen_date on which it was taken",
        )
    return taken_from(pseudonym, collected_on)


def day_of(text: str, what: str) -> date | None:
    """A day that is not in the future, ``None`` for an empty cell. Raises ``BadCell``."""
    found = day(text_of(text) or "")
    if found is not None and found > date.today():
        raise BadCell(text, f"{what[0].lower()}{what[1:]} that is not in the future")
    return found


def result_of(cells: Mapping[str, str]) -> tuple[TestResult, bool]:
    """The result of one row, and whether its marker is known.

    Raises ``BadCell``, for a cell with its column, for what the method cannot say with the test.
    """
    with of_column("method"):
        method = method_of(cells.get("method", ""))
    with of_column("marker"):
        marker, known = marker_of(cells.get("marker", ""), method)
    with of_column("unit"):
        unit = _unit_of(cells.get("unit", ""), method)
    texts = {name: _text(cells, name) for name in _IN_WORDS}
    if texts["value"] is not None and unit in _PERCENTAGES:
        texts["value"] = texts["value"].removesuffix("%").rstrip()
    with of_column("tumour_cell_percent"):
        percent, _ = number((text_of(cells.get("tumour_cell_percent", "")) or "").removesuffix("%").rstrip())
    with of_column("result"):
        result = _result_of(cells.get("result", ""), marker, method, texts["value"])
    with of_column("origin"):
        origin = _origin_of(cells.get("origin", ""))
    proteins = re.split(r"[\s,;+/]+", text_of(cells.get("lost_proteins", "")) or "")
    try:
        made = TestResult(
            marker=marker.name,
            gene=marker.gene,
            method=method,
            result=result,
            what=texts["what"],
            value_text=texts["value"],
            unit=unit,
            kit=texts["kit"],
            origin=origin,
            tumour_cell_percent=percent,
            lost_proteins=tuple(sorted({one.upper() for one in proteins if one})),
            comment=texts["comment"],
        )
    except Refused as refused:
        seen = f"{marker.name} by {method.label}, {result.label.lower()}"
        raise BadCell(seen, f"a test as its method gives it: {_expected_by(refused)}") from refused
    return made, known


def _text(cells: Mapping[str, str], name: str) -> str | None:
    with of_column(name):
        return checked_text(text_of(cells.get(name, "")), _IN_WORDS[name])


def _expected_by(refused: Refused) -> str:
    """A refusal as what a reader expected: nothing is said of recording, for a file is only read."""
    return _NOTHING.sub(".", refused.sentence).rstrip(".")
