"""A board in a fresh MTB_HOME, and pages opened on it as one of its users."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from session import opening
from session.pages import PAGES
from tests.builders import Board, new_board
from tests.sources import ROOT

OpenPage = Callable[..., AppTest]


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """A board whose store is the one the pages open; use ``board.store`` to look and to act."""
    home = tmp_path / "home"
    made = new_board(home)
    made.store.close()
    monkeypatch.setenv("MTB_HOME", str(home))
    monkeypatch.setenv("MTB_AUTH", "demo")
    opening.close()
    made.store = opening.the_store()
    yield made
    opening.close()


@pytest.fixture
def open_page(board: Board) -> OpenPage:
    """Opens a page by its address as a user: ``open_page("chair", "case", case=case_id)``."""

    def open_it(user: str, address: str, **query: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=30)
        app.user = {"id": user}
        app.run()
        app.switch_page(next(page.script for page in PAGES if page.address == address))
        for name, value in query.items():  # switch_page clears the address's parameters
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_it
