"""How a person looks at a table: columns, order, sort and filter as one value (DESIGN 6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown. A reported finding is hidden by none of the two switches that hide."""

    reported_only: bool = False
    hide_non_coding: bool = False
    """Hide synonymous, intronic and untranslated-region changes; upstream ones stay (TERT promoter)."""
    hide_germline_database: bool = False
    """Hide calls that the file recognised in a germline database."""
    min_vaf_percent: float = 0.0
    """Per cent; a row without a VAF is shown only at 0."""
    origins: tuple[str, ...] = ()
    """Codes of ``Origin``; empty for all."""
    consequences: tuple[str, ...] = ()
    """Sequence Ontology terms; empty for all."""
    gene: str = ""
    """Part of a gene's symbol, upper or lower case."""


@dataclass(frozen=True, slots=True)
class TableView:
    """Columns in their order, the sort and the filter in force."""

    columns: tuple[str, ...]
    sort: str = "file"
    filter: Filter = Filter()

    def to_plain(self) -> dict[str, Any]:
        """As plain values, for keeping."""
        told = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self.filter).items()}
        return {"columns": list(self.columns), "sort": self.sort, "filter": told}

    @property
    def words(self) -> str:
        """The filter in force in sentences; empty where nothing is hidden."""
        it, hides, keeps = self.filter, [], []
        if it.hide_non_coding:
            hides.append("synonymous, intronic and untranslated-region changes")
        if it.hide_germline_database:
            hides.append("calls found in a germline database")
        if it.reported_only:
            keeps.append("reported")
        if it.min_vaf_percent:
            keeps.append(f"VAF at least {it.min_vaf_percent:g} %")
        if it.origins:
            keeps.append("origin " + " or ".join(it.origins))
        if it.consequences:
            keeps.append("consequence " + " or ".join(c.replace("_", " ") for c in it.consequences))
        if it.gene:
            keeps.append(f"gene with {it.gene!r}")
        parts = [f"Hidden unless reported: {'; '.join(hides)}."] if hides else []
        return " ".join([*parts, *([f"Only {', '.join(keeps)}."] if keeps else [])])


def table_view(plain: Mapping[str, Any], default: TableView, known: tuple[str, ...]) -> TableView:
    """The view that was kept, with what is not known any longer left out; the default where none was.

    ``known`` are the table's columns.  Values of another type than they should be fall back to the
    default's: a kept view must never keep anybody from seeing a table.
    """
    if not isinstance(plain, Mapping) or not plain:
        return default
    kept = plain.get("columns")
    columns = tuple(dict.fromkeys(c for c in kept if c in known)) if isinstance(kept, list) else ()
    sort = plain.get("sort")
    return TableView(
        columns or default.columns,
        sort if isinstance(sort, str) and sort else default.sort,
        _filter(plain.get("filter"), default.filter),
    )


def _filter(plain: Any, default: Filter) -> Filter:
    if not isinstance(plain, Mapping):
        return default
    found: dict[str, Any] = {}
    for one in fields(Filter):
        value, start = plain.get(one.name), getattr(default, one.name)
        if isinstance(start, tuple) and isinstance(value, list | tuple):
            found[one.name] = tuple(str(v) for v in value)
        elif isinstance(start, float) and isinstance(value, int | float) and not isinstance(value, bool):
            found[one.name] = min(max(float(value), 0.0), 100.0)
        elif type(value) is type(start):
            found[one.name] = value
    return replace(default, **found)
