"""The environment is made once, from pinned lists that name no address."""

import re
import shutil
from pathlib import Path

import pytest

from commands.environment import Part, environment_python, fingerprint, is_ready, main, stamp, uv_sources
from tests.sources import ROOT

LISTS = ("requirements.txt", "requirements-dev.txt")


def a_checkout(place: Path, installed: Part) -> Path:
    for name in LISTS:
        shutil.copy(ROOT / name, place)
    environment_python(place).parent.mkdir(parents=True)
    environment_python(place).touch()
    stamp(installed, place).write_text(fingerprint(installed, place))
    return place


def test_an_environment_is_used_again_while_the_lists_stay(tmp_path: Path) -> None:
    assert is_ready(Part.RUN, a_checkout(tmp_path, Part.RUN))


def test_an_environment_is_made_anew_when_a_pin_changes(tmp_path: Path) -> None:
    place = a_checkout(tmp_path, Part.RUN)
    with (place / "requirements.txt").open("a") as pins:
        pins.write("plotly==0.0.0\n")
    assert not is_ready(Part.RUN, place)


def test_an_environment_for_developing_also_runs_but_not_the_other_way(tmp_path: Path) -> None:
    for_developing, for_running = tmp_path / "a", tmp_path / "b"
    for_developing.mkdir()
    for_running.mkdir()
    assert is_ready(Part.RUN, a_checkout(for_developing, Part.DEVELOP))
    assert not is_ready(Part.DEVELOP, a_checkout(for_running, Part.RUN))


def test_an_environment_that_was_removed_is_not_ready(tmp_path: Path) -> None:
    place = a_checkout(tmp_path, Part.RUN)
    environment_python(place).unlink()
    assert not is_ready(Part.RUN, place)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="everything"):
        main(["everything"])


def test_a_hospitals_own_index_is_asked_by_uv_as_by_pip() -> None:
    said = (
        ":env:.index-url='https://packages.hospital.example/simple'\n"
        "global.index-url='https://another.example/simple'\n"
        "global.extra-index-url='\\nfile:///srv/one\\nfile:///srv/two'\n"
        "user.cert='/etc/hospital.pem'\nglobal.timeout='60'"
    )
    assert uv_sources(said) == (
        [
            "--default-index", "https://packages.hospital.example/simple",
            "--index", "file:///srv/one", "--index", "file:///srv/two",
            "--index-strategy", "unsafe-best-match",
        ],
        "/etc/hospital.pem",
    )  # fmt: skip


def test_where_pip_was_told_nothing_uv_is_told_of_no_place() -> None:
    assert uv_sources("") == (["--index-strategy", "unsafe-best-match"], "")


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_is_pinned_and_names_no_address(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; [\w'. <>=!]+)?", line)] == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_direct_requirement_says_why_it_is_there(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    direct = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert direct
    assert [line for line in direct if not re.search(r"\S +# \S", line)] == []
