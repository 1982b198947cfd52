"""A Chromium is one that starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.chromium import find, starts


def a_program(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


def from_here(*paths: Path) -> Iterator[Path]:
    yield from paths


def test_a_browser_that_lacks_a_library_is_passed_over_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MTB_CHROMIUM", raising=False)
    broken = a_program(tmp_path / "broken", "exit 127")
    whole = a_program(tmp_path / "whole", "echo '<html></html>'")
    assert find((lambda: from_here(broken), lambda: from_here(whole))) == whole


def test_without_any_browser_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTB_CHROMIUM", raising=False)
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        find((lambda: from_here(),))


def test_a_named_browser_that_does_not_start_is_told_and_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = a_program(tmp_path / "whole", "echo '<html></html>'")
    monkeypatch.setenv("MTB_CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit, match="nowhere"):
        find((lambda: from_here(whole),))


def test_a_program_that_is_not_there_does_not_start(tmp_path: Path) -> None:
    assert not starts(tmp_path / "nowhere")
