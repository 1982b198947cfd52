"""Findings as the frame a grid shows: columns, filter and sort of a ``TableView``, applied once and kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa

from components.single_test_frames import columns_of_tests
from domain.findings import Origin
from domain.quality import decimal_of
from domain.table_view import Filter, TableView
from domain.views.evidence import WEAKER
from domain.views.findings import Classified, FindingRow, FindingTable

REPORTED, CALLED, RECORDED = "\N{CHECK MARK} Reported", "Called", "Recorded"
WITHDRAWN = "\N{MULTIPLICATION SIGN} Withdrawn"
NON_CODING = frozenset(
    {
        "synonymous_variant", "stop_retained_variant", "start_retained_variant", "intron_variant",
        "5_prime_UTR_variant", "3_prime_UTR_variant", "non_coding_transcript_exon_variant",
        "non_coding_transcript_variant", "NMD_transcript_variant",
    }
)  # fmt: skip
"""Hidden at first where a call has no other consequence. Upstream ones stay: the TERT promoter is one."""

LABELS = {
    "reported": "Reported", "gene": "Gene", "change": "Change", "vaf": "VAF (depth)", "fold": "Fold change",
    "copies": "Copies", "reads": "Supporting reads", "references": "Reference reads",
    "classes": "Classification", "evidence": "Evidence, proposed",
    "coding": "Coding change", "consequence": "Consequence",
    "origin": "Origin", "seen": "Seen in cohort",
    "exon": "Exon", "transcript": "Transcript", "position": "Position", "molecule": "From",
    "civic": "CIViC", "clinvar": "ClinVar", "oncokb": "OncoKB", "gnomad": "gnomAD", "igv": "IGV",
    "marker": "Marker", "method": "Method", "result": "Result", "what": "What exactly", "value": "Value",
    "dated": "Reported on", "laboratory": "Laboratory", "specimen": "Specimen", "kit": "Antibody or kit",
    "tumour_cells": "Tumour cells, %", "comment": "Comment",
}  # fmt: skip
HEADINGS = LABELS | {"vaf": "VAF", "depth": "Depth", "assessed": "Of patients"}
"""What stands over each column of the grid."""
DRAWN_AS = {"vaf": ("vaf", "depth"), "seen": ("seen", "assessed")}
"""A column that is chosen as one and drawn as several: a VAF never stands without its depth, a count never
without those it is of."""
LINKS = ("civic", "clinvar", "oncokb", "gnomad", "igv")
NUMBERS = ("vaf", "depth", "fold", "copies", "reads", "seen", "assessed", "tumour_cells")
"""Columns of numbers, so that a click on their heading sorts them as numbers."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "small_variants": (
        "reported", "gene", "change", "vaf", "classes", "evidence", "coding", "consequence", "origin", "seen",
        "exon", "transcript", "position", *LINKS,
    ),
    "copy_number": (
        "reported", "gene", "change", "fold", "copies", "classes", "evidence", "origin", "seen", "civic",
        "oncokb",
    ),
    "fusions": (
        "reported", "change", "gene", "reads", "references", "classes", "evidence", "molecule", "exon",
        "seen", "position", "civic", "oncokb", "igv",
    ),
    "rearrangements": (
        "reported", "gene", "change", "fold", "classes", "evidence", "exon", "seen", "position", "civic",
        "oncokb", "igv",
    ),
    "single_tests": (
        "reported", "marker", "method", "result", "what", "value", "classes", "evidence", "origin", "dated",
        "laboratory", "specimen", "kit", "tumour_cells", "comment", "civic", "oncokb",
    ),
}  # fmt: skip
"""The columns a table can show; what a board reads first stands first."""

SORTS = {
    "board": "Reported, classified, evidence, then VAF falling",
    "file": "As in the file",
    "gene": "Gene",
    "vaf": "VAF falling",
    "seen": "Seen in cohort, rarest first",
    "evidence": "Evidence, strongest first",
}


def default_view(name: str) -> TableView:
    """How a table is looked at before anybody has chosen."""
    hides = name == "small_variants"
    return TableView(COLUMNS[name], "board", Filter(hide_non_coding=hides, hide_germline_database=hides))


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows a grid shows, in its order. The frame is shared: nobody changes it."""

    frame: pa.Table
    rows: tuple[FindingRow, ...]
    version: str
    """Names these rows in this order, so that a selected position cannot land on another row."""


@dataclass(frozen=True, slots=True, eq=False)
class _ByKey:
    """A table, told apart by its key alone: comparing its rows would cost more than it saves."""

    table: FindingTable

    def __hash__(self) -> int:
        return hash(self.table.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByKey) and other.table.key == self.table.key


def shown(table: FindingTable, view: TableView) -> Shown:
    """The rows that a view shows of a table, in its order, with its columns."""
    return _shown(_ByKey(table), view)


def consequences(table: FindingTable) -> tuple[str, ...]:
    """The consequences that occur in a table, by name."""
    return _consequences(_ByKey(table))


@lru_cache(maxsize=64)
def _consequences(keyed: _ByKey) -> tuple[str, ...]:
    return tuple(sorted({one for row in keyed.table.rows for one in row.consequences}))


@lru_cache(maxsize=128)
def _shown(keyed: _ByKey, view: TableView) -> Shown:
    facts = _facts(keyed)
    kept = facts[_mask(facts, view.filter)]
    places = _in_order(kept, view.sort)["place"].to_numpy()
    columns = [drawn for name in view.columns if name in LABELS for drawn in DRAWN_AS.get(name, (name,))]
    frame = _whole(keyed).select(columns).take(pa.array(places, type=pa.int64()))
    rows = tuple(keyed.table.rows[place] for place in places)
    version = hashlib.sha256("\n".join(row.finding_id for row in rows).encode()).hexdigest()[:16]
    return Shown(frame, rows, version)


@lru_cache(maxsize=64)
def _facts(keyed: _ByKey) -> pd.DataFrame:
    """What filters and sorts compare, one line a row."""
    rows = keyed.table.rows
    columns: dict[str, tuple[list[Any], str]] = {
        "place": (list(range(len(rows))), "int64"),
        "reported": ([row.reported for row in rows], "bool"),
        "classified": ([bool(row.classifications) for row in rows], "bool"),
        "non_coding": (
            [bool(row.consequences) and NON_CODING.issuperset(row.consequences) for row in rows],
            "bool",
        ),
        "database": ([row.germline_database for row in rows], "bool"),
        "percent": ([vaf_percent(row.vaf) for row in rows], "Float64"),
        "origin": ([row.origin.value for row in rows], "str"),
        "consequence": (["\n" + "\n".join(row.consequences) + "\n" for row in rows], "str"),
        "gene": ([(row.gene or "").upper() for row in rows], "str"),
        "text": (
            [f"{row.gene or ''} {row.change or ''} {row.label if row.test else ''}".upper() for row in rows],
            "str",
        ),
        "seen": ([row.seen_in for row in rows], "Int64"),
        "strength": ([row.strength for row in rows], "Int64"),
        "telling": ([row.strength if (row.strength or 0) < WEAKER else None for row in rows], "Int64"),
    }
    # The kind of each column is said, for that of an empty table cannot be told from its values.
    return pd.DataFrame({name: pd.Series(values, dtype=kind) for name, (values, kind) in columns.items()})


def _mask(facts: pd.DataFrame, it: Filter) -> pd.Series:
    mask = pd.Series(True, index=facts.index)
    if it.hide_non_coding:
        mask &= ~facts["non_coding"] | facts["reported"]
    if it.hide_germline_database:
        mask &= ~facts["database"] | facts["reported"]
    if it.reported_only:
        mask &= facts["reported"]
    if it.min_vaf_percent > 0:
        mask &= facts["percent"].ge(it.min_vaf_percent).fillna(False).astype(bool)
    if it.origins:
        mask &= facts["origin"].isin(it.origins)
    if it.consequences:
        found = [facts["consequence"].str.contains(f"\n{one}\n", regex=False) for one in it.consequences]
        mask &= pd.concat(found, axis=1).any(axis=1)
    if it.gene.strip():
        mask &= facts["text"].str.contains(it.gene.strip().upper(), regex=False)
    return mask


def _in_order(facts: pd.DataFrame, sort: str) -> pd.DataFrame:
    by: dict[str, tuple[list[str], list[bool]]] = {
        "board": (
            ["reported", "classified", "telling", "percent", "place"],
            [False, False, True, False, True],
        ),
        "evidence": (["strength", "place"], [True, True]),
        "gene": (["gene", "place"], [True, True]),
        "vaf": (["percent", "place"], [False, True]),
        "seen": (["seen", "place"], [True, True]),
    }
    columns, rising = by.get(sort, (["place"], [True]))
    return facts.sort_values(columns, ascending=rising, na_position="last", kind="stable")


@lru_cache(maxsize=64)
def _whole(keyed: _ByKey) -> pa.Table:
    """Every row with every column, as a person reads it; null where a value is missing."""
    table = keyed.table
    texts: dict[str, list[str | None]] = {
        "reported": [_said_of(row) for row in table.rows],
        "gene": [row.gene for row in table.rows],
        "change": [row.change for row in table.rows],
        "references": [row.reference_reads for row in table.rows],
        "classes": ["; ".join(map(_class_words, row.classifications)) or None for row in table.rows],
        "evidence": [row.evidence for row in table.rows],
        "coding": [row.coding for row in table.rows],
        "consequence": [", ".join(row.consequences).replace("_", " ") or None for row in table.rows],
        "origin": [_ORIGINS[row.origin] for row in table.rows],
        "exon": [row.exon for row in table.rows],
        "transcript": [row.transcript for row in table.rows],
        "position": [row.position for row in table.rows],
        "molecule": [row.molecule for row in table.rows],
    }
    links = {name: [getattr(row.links, name) for row in table.rows] for name in LINKS}
    columns = {name: pa.array(values, type=pa.string()) for name, values in (texts | links).items()}
    columns["vaf"] = pa.array([vaf_percent(row.vaf) for row in table.rows], type=pa.float64())
    columns["depth"] = pa.array([row.depth for row in table.rows], type=pa.int64())
    folds = [decimal_of(row.fold_change) for row in table.rows]
    columns["fold"] = pa.array([None if one is None else float(one) for one in folds], type=pa.float64())
    counted = [row if row.seen_in is not None and row.assessed_in else None for row in table.rows]
    columns["seen"] = pa.array([row and row.seen_in for row in counted], type=pa.int64())
    columns["assessed"] = pa.array([row and row.assessed_in for row in counted], type=pa.int64())
    columns["copies"] = pa.array([row.copies for row in table.rows], type=pa.float64())
    columns["reads"] = pa.array([row.reads for row in table.rows], type=pa.int64())
    return pa.table(columns | columns_of_tests(table.rows))


_ORIGINS = {Origin.GERMLINE: "Germline", Origin.SOMATIC: "Somatic", Origin.UNKNOWN: "Unknown"}


def _class_words(one: Classified) -> str:
    """A classification in a cell; the longest name of a scheme by its last letters."""
    return one.words.replace("ClinGen/CGC/VICC", "VICC")


def _said_of(row: FindingRow) -> str:
    """Reported, or what else is said of a finding."""
    if row.test:
        return WITHDRAWN if row.test.withdrawn else REPORTED if row.reported else RECORDED
    return REPORTED if row.reported else CALLED


def vaf_percent(vaf: float | None) -> float | None:
    """An allele fraction (0-1) in per cent, with every digit that its file gave: 0.0005 is 0.05."""
    # Moved in decimals: in binary 0.29 times 100 is less than 29.
    return None if vaf is None else float(Decimal(repr(vaf)).scaleb(2))


def fold_decimals(rows: Sequence[FindingRow]) -> int | None:
    """How many decimals the file gave every fold change of a table; ``None`` where it did not give all alike.

    A number has no zeros at its end: ``2.10`` is drawn as the file wrote it only when this is known.
    """
    given = {
        -int(one.as_tuple().exponent) for row in rows if (one := decimal_of(row.fold_change)) is not None
    }
    return max(given.pop(), 0) if len(given) == 1 else None
