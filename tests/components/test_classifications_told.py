"""Tests of components.classifications_told: what a cell would cut is told in full."""

from streamlit.testing.v1 import AppTest


def page(count: int = 1, said: bool = True) -> None:
    from components.classifications_told import classifications_told
    from domain.findings import FindingClass, Origin
    from domain.views.findings import Classified, FindingRow, Links

    words = (
        Classified("escat", "I-A", "ESCAT I-A", "board", "Seen twice, *both* times"),
        Classified("oncogenicity", "oncogenic", "ClinGen/CGC/VICC oncogenic", "laboratory"),
    )
    classifications_told(
        [
            FindingRow(
                f"p.{number}", number, "p", 1, FindingClass.SMALL_VARIANT, "BRAF", "p.(Val600Glu)",
                f"BRAF V{number}E", Origin.SOMATIC, False, words if said else (), None, Links(),
            )
            for number in range(count)
        ]
    )  # fmt: skip


def test_every_classification_of_a_chosen_finding_is_told_with_its_comment() -> None:
    (told,) = AppTest.from_function(page).run().markdown
    assert told.value == (
        r"**BRAF V0E** ESCAT I\-A \(board\), “Seen twice, \*both\* times”; "
        r"ClinGen/CGC/VICC oncogenic \(laboratory\)"
    )


def test_of_many_chosen_findings_the_rest_is_counted() -> None:
    at = AppTest.from_function(page, kwargs={"count": 9}).run()
    assert len(at.markdown) == 6
    assert at.caption[0].value == (r"3 more findings classified; choose fewer to read what is said of them\.")


def test_a_finding_of_which_nothing_is_said_is_not_named() -> None:
    at = AppTest.from_function(page, kwargs={"said": False}).run()
    assert not at.markdown and not at.caption
