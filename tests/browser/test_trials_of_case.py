"""A chair reads why a trial fits, puts it into the recommendation by one click, and records the advice."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations
from tests.browser.test_evidence import choose_row, recorded
from tests.builders import Board, new_board
from tests.trials import KRAS, keep, trial

RATIONALE = "BRAF V600E after one line; the trial has two places in Ghent."


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, calls: int) -> Board:
    """A case with BRAF V600E, a trial that asks for it and one that asks for another change."""
    made = new_board(tmp_path_factory.mktemp("served") / "home", calls)
    keep(made.store, trial())
    keep(made.store, trial(2, KRAS))
    made.store.close()
    return made


def test_an_arm_that_fits_is_put_into_the_recommendation_and_recorded_with_its_findings(
    visit: Visit, board: Board
) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    expect(page.get_by_text("1 of 2 arms failed")).to_be_hidden()
    choose_row(page, 1)
    expect(page.get_by_text("Pass: Example trial 1, ARM 1")).to_be_visible()
    page.get_by_role("button", name="Put into the recommendation").click()
    ready(page)
    expect(page.get_by_text("EXAMPLE-001, ARM 1, stands in the recommendation form above")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Go to the form").click()
    expect(page.get_by_role("radio", name="Clinical trial", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("radio", name="Clinical trial", exact=True)).to_be_checked()
    expect(page.get_by_label("Number in the registry")).to_have_value("NCT00000001")
    expect(page.get_by_label("Title of the trial")).to_have_value("Example trial 1")
    page.get_by_label("Rationale", exact=True).fill(RATIONALE)
    page.wait_for_timeout(1_300)
    ready(page)
    assert violations(page) == []
    page.get_by_role("button", name="Record recommendation").click()
    ready(page)
    expect(page.get_by_text("The recommendation was recorded.")).to_be_visible()
    kept = recorded(board.store.home)
    assert (kept["kind"], kept["trial_id"], kept["trial_title"], kept["drugs"], kept["rationale"]) == (
        "clinical_trial", "NCT00000001", "Example trial 1", ["dabrafenib"], RATIONALE,
    )  # fmt: skip
    assert [one["finding_id"] for one in kept["supporting"]] == [f"{board.profile_id}.5"]
