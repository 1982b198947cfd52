"""The table that puts the levels of several evidence schemes in one order and proposes tiers for them."""

from functools import cache

from data.reference.codes import code
from data.reference.table import BrokenTable, read_table, require_unique, whole_number
from domain.knowledge.crosswalk import Crosswalk, CrosswalkRow, Nearness, crosswalk_of

TABLE = "level_crosswalk.tsv"
COLUMNS = ("scheme", "level", "nearness", "order", "proposed_amp", "escat_ceiling", "note")


@cache
def level_crosswalk() -> Crosswalk:
    """The crosswalk that ships. Raises ``BrokenTable`` on a damaged table."""
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "scheme", [f"{row['scheme']} {row['level']} {row['nearness']}" for row in rows])
    return crosswalk_of(_row(row) for row in rows)


def _row(row: dict[str, str]) -> CrosswalkRow:
    for system, column in (("amp_asco_cap", "proposed_amp"), ("escat", "escat_ceiling")):
        if row[column] and code(system, row[column]) is None:
            raise _broken(f"{row[column]!r} is no level of {system}")
    if row["nearness"] not in set(Nearness):
        raise _broken(f"{row['nearness']!r} is no nearness of tumours")
    return CrosswalkRow(
        scheme=row["scheme"],
        level=row["level"],
        nearness=Nearness(row["nearness"]),
        order=whole_number(TABLE, "order", row["order"]),
        amp=row["proposed_amp"] or None,
        escat_ceiling=row["escat_ceiling"] or None,
    )


def _broken(what: str) -> BrokenTable:
    return BrokenTable(
        f"The reference table {TABLE} cannot be used: {what}. Put back the file that came with the program."
    )
