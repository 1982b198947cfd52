"""Tests of data.ingest.cvo_columns: a table read by columns says what its rows say."""

from hypothesis import given
from hypothesis import strategies as st

from data.ingest.cells import BadCell
from data.ingest.cvo_columns import small_variants_at_once
from data.ingest.cvo_rows import SMALL_VARIANT, small_variant
from data.ingest.problems import ProblemList
from data.ingest.sections import Row
from data.ingest.tables import Columns, Fields
from domain.findings import SmallVariant

# Mostly what such a table holds, now and then what it must not hold.
_CELLS = {
    "Gene": ["", "TP53", "MLL2", "EGFR;EGFR-AS1", "1-Mar"],
    "Chromosome": ["chr7", "chrX", "7", "chr7", "chr7", "", "chr 7", "chr7:1"],
    "Genomic Position": ["55249071", "1", "55249071", "7", "0", "-4", "1e3", "", "9" * 19, "\u0664"],
    "Reference Call": ["A", "acg", "AT", "N", "", "-", "A>"],
    "Alternative Call": ["C", "g", "CT", "C", "<DEL>"],
    "Allele Frequency": ["0.1234", "1", "0", "9.5e-3", "NA", "1.5", "0,1"],
    "Depth": ["1200", "0", "NA", "", "-3", "many"],
    "P-Dot Notation": ["", "NP_000537.3:p.(Arg248Gln)", "NA"],
    "C-Dot Notation": ["", "NM_000546.5:c.743G>A", "c.743G>A", "ENST(1):c.1A>C", ":c.1A>C"],
    "Consequence(s)": ["", "missense_variant", "missense_variant:splice_region_variant", "a & b"],
    "Affected Exon(s)": ["", "7/11", "NA"],
}


def _rows(often: int) -> st.SearchStrategy[list[Row]]:
    """Rows whose cells are one of the first ``often`` of their column, trailing empty cells left out."""
    cells = st.tuples(*(st.sampled_from(_CELLS[name][:often]) for name in SMALL_VARIANT))
    return st.lists(cells, min_size=1, max_size=6).map(
        lambda found: [Row(number, _shortened(one)) for number, one in enumerate(found, start=1)]
    )


def _shortened(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _one_by_one(rows: list[Row], columns: Columns) -> tuple[list[SmallVariant], bool]:
    """What each row says by itself, and whether one was refused or noted."""
    problems = ProblemList("file.tsv")
    made = []
    for row in rows:
        try:
            made.append(small_variant(Fields(row, columns), "Small Variants", problems))
        except BadCell:
            return made, True
    return made, bool(problems.all())


@given(st.one_of(_rows(3), _rows(20)))
def test_columns_say_what_rows_say_or_leave_it_to_them(rows: list[Row]) -> None:
    columns = Columns(SMALL_VARIANT)
    said, told = _one_by_one(rows, columns)
    made = small_variants_at_once(rows, columns)
    assert made == (None if told else said) or (made is None and not told and _unusual(rows))


def _unusual(rows: list[Row]) -> bool:
    """Whether a row has a position that is a whole number in another writing, such as ``+7``."""
    return any(not row.cells[2].isascii() or not row.cells[2].isdigit() for row in rows)


def test_the_usual_table_is_read_by_columns() -> None:
    row = Row(
        1, ("TP53", "chr17", "7577539", "G", "A", "0.25", "812", "p.(R248Q)", "NM_1:c.7G>A", "x", "7/11")
    )
    made = small_variants_at_once([row] * 3, Columns(SMALL_VARIANT))
    assert made is not None
    assert [(one.gene, one.pos, one.vaf_text, one.transcript) for one in made] == [
        ("TP53", 7577539, "0.25", "NM_1")
    ] * 3


def test_a_table_without_one_of_the_columns_is_left_to_the_rows() -> None:
    columns = Columns(SMALL_VARIANT[:-1])
    assert small_variants_at_once([Row(1, ("TP53",))], columns) is None
