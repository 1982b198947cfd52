"""A reason that the technical outcome gives is pointed to where it is needed again."""

from streamlit.testing.v1 import AppTest

from components.finding_tables import part_words
from components.reasons import told_above
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.views.findings import ClassSeen

LIMIT = "COVERAGE is 92, the limit is at least 150."


def test_only_the_very_reason_of_the_outcome_counts_as_told() -> None:
    assert told_above(LIMIT, f"Small variants and TMB: {LIMIT}")
    assert not told_above(LIMIT, "RNA: INSERT is 61.")
    assert not told_above(LIMIT, None)
    assert not told_above(None, LIMIT)
    assert not told_above("", LIMIT)


def test_a_class_that_was_not_assessed_points_to_the_outcome_or_says_why() -> None:
    part = ClassSeen(FindingClass.FUSION, "Fusions", Assessment.NOT_ASSESSED, LIMIT, None)
    assert part_words(part, 0) == f"Fusions: not assessed. {LIMIT}"
    assert part_words(part, 2, told=True) == (
        "Fusions: not assessed, as the technical outcome says. What the file calls all the same (2) is not "
        "to be relied on."
    )


def test_a_gauge_without_a_value_points_to_the_outcome_or_says_why() -> None:
    def page(outcome_reason: str | None) -> None:
        from dataclasses import replace

        from components.gauge import gauges
        from domain.findings import BiomarkerState
        from tests.components.test_gauge import TMB

        reason = "COVERAGE is 92, the limit is at least 150."
        gauges([replace(TMB, state=BiomarkerState.NOT_EVALUABLE, reason=reason)], "p-1", outcome_reason)

    def said(outcome_reason: str | None) -> list[str]:
        app = AppTest.from_function(page, args=(outcome_reason,)).run()
        assert not app.exception
        return [str(one.value) for one in app.text]

    assert said(f"Small variants and TMB: {LIMIT}") == ["As the technical outcome says."]
    assert said("RNA: INSERT is 61.") == [LIMIT]
