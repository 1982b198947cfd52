"""Drafts and saved views: found again after a restart, per user and form, and never in the way."""

from pathlib import Path

from data.desk import Desk


def test_what_was_typed_is_found_again_after_a_restart(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.save_draft("chair", "advice:case-1", {"rationale": "BRAF V600E"})
    desk.close()
    assert Desk(tmp_path / "desk.sqlite").draft("chair", "advice:case-1") == {"rationale": "BRAF V600E"}


def test_a_draft_belongs_to_its_user_and_its_form(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.save_draft("chair", "advice:case-1", {"rationale": "for case 1"})
    assert desk.draft("chair", "advice:case-2") == {}
    assert desk.draft("member", "advice:case-1") == {}


def test_a_view_and_a_draft_of_the_same_name_are_two_things(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.save_view("chair", "small_variants", {"sort": "vaf"})
    desk.save_draft("chair", "small_variants", {"text": "x"})
    desk.forget_draft("chair", "small_variants")
    assert desk.view("chair", "small_variants") == {"sort": "vaf"}
    assert desk.draft("chair", "small_variants") == {}


def test_a_damaged_desk_is_set_aside_and_keeps_nobody_from_working(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"no database at all" * 200)
    desk = Desk(path)
    desk.save_draft("chair", "f", {"a": 1})
    assert desk.draft("chair", "f") == {"a": 1}
    assert path.with_suffix(".damaged").exists()
    assert path.stat().st_mode & 0o077 == 0
