"""Every uploader of the program: the limit that it says is the limit that holds."""

import tomllib

import pytest

from data.ingest import limits
from data.ingest.trials import nodes, registry
from pages.cohort.loading_panel import MOST_MIB
from tests.pages.conftest import OpenPage
from tests.pages.test_case import plain
from tests.sources import ROOT, called, calls, name_of, python_files, tree

SERVER = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]["maxUploadSize"]
UPLOADERS = {
    "pages/intake/uploading.py": ("laboratory-a", "intake", SERVER),
    "pages/intake/bringing_list.py": ("coordinator", "clinical-list", limits.MAX_WORKBOOK_BYTES >> 20),
    "pages/intake/bringing_tool_report.py": (
        "laboratory-a",
        "tool-reports",
        limits.MAX_WORKBOOK_BYTES >> 20,
    ),
    "pages/trials/importing.py": ("coordinator", "trials", registry.MAX_BYTES >> 20),
    "pages/cohort/loading_panel.py": ("administrator", "panels", MOST_MIB),
    "pages/administration/loading_release.py": (
        "administrator",
        "knowledge",
        limits.MAX_RELEASE_BYTES >> 20,
    ),
}
"""Where each stands, who uses it on which page, and the MiB that one file may hold."""
QUICK_MIB = 32


def drawing(function: str) -> list[str]:
    """The files in which a function is called, once for each call."""
    found = python_files("app.py", "session", "pages", "components")
    return [name_of(path) for path in found for call in calls(tree(path)) if called(call) == function]


def test_every_uploader_is_known_to_these_tests_and_drawn_by_the_one_component() -> None:
    assert sorted(drawing("uploader")) == sorted(UPLOADERS)
    assert drawing("file_uploader") == ["components/uploader.py"]


@pytest.mark.parametrize(("user", "address", "most"), UPLOADERS.values(), ids=UPLOADERS)
def test_label_and_line_say_the_limit_of_the_reader(
    open_page: OpenPage, user: str, address: str, most: int
) -> None:
    (field,) = open_page(user, address).file_uploader
    assert f"{most} MB" in field.label
    assert field.label.endswith("at most")
    assert field.proto.max_upload_size_mb == most


@pytest.mark.parametrize(
    ("user", "address", "most"), [one for one in UPLOADERS.values() if one[2] <= QUICK_MIB]
)
def test_a_larger_file_is_refused_in_a_sentence_and_nothing_of_it_is_at_hand(
    open_page: OpenPage, user: str, address: str, most: int
) -> None:
    app = open_page(user, address)
    app.file_uploader[0].upload("large.csv", bytes((most << 20) + 1), "text/csv").run()
    assert not app.exception
    told = [plain(one.value) for one in app.error]
    assert told == [
        f"large.csv was not taken: one file may hold at most {most} MB here. Bring it in smaller parts; "
        "nothing else is changed."
    ]
    assert not [one for one in app.button if "away" in one.label]


def test_the_uploader_of_trials_says_that_their_text_may_hold_less_than_a_record(open_page: OpenPage) -> None:
    (field,) = open_page("coordinator", "trials").file_uploader
    assert f"Trials (YAML, JSON; {nodes.MAX_BYTES >> 20} MB at most)" in field.label
