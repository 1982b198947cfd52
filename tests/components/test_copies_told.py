"""Tests of components.copies_told: which changes of a gene lie on one copy."""

from streamlit.testing.v1 import AppTest


def page(*haplotypes: str) -> None:
    from components.copies_told import copies_told
    from domain.findings import FindingClass, Origin
    from domain.phase import Phase
    from domain.views.findings import FindingRow, Links

    rows = [
        FindingRow(
            change, number, "p", 1, FindingClass.SMALL_VARIANT, "EGFR", change, f"EGFR {change}",
            Origin.SOMATIC, False, (), None, Links(), phase=Phase("p:7:PS:9", told) if told else None,
        )
        for number, (change, told) in enumerate(zip(("T790M", "C797S", "L858R"), haplotypes, strict=True))
    ]  # fmt: skip
    copies_told(rows[:1], rows)


def told(*haplotypes: str) -> list[str]:
    return [one.value for one in AppTest.from_function(page, args=haplotypes).run().markdown]


def test_what_lies_on_one_copy_and_on_the_other_is_told_beside_the_chosen_finding() -> None:
    assert told("0|1", "0|1", "1|0") == [
        "**EGFR T790M** lies on one copy with EGFR C797S and on another copy than EGFR L858R, "
        r"as the phase in its file says\."
    ]


def test_nothing_is_told_where_no_phase_compares() -> None:
    assert told("", "0|1", "1|0") == []
    assert told("0|1", "", "") == []
