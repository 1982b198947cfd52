"""A board in a fresh MTB_HOME, and pages opened on it as one of its users."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from session import opening
from session.pages import PAGES
from tests.builders import Board, new_board
from tests.sources import ROOT

OpenPage = Callable[..., AppTest]
_REGISTERED: dict[str, Any] = {}
"""The pages that the app registered for each user, as Streamlit's tester keeps them."""


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """A board whose store is the one the pages open; use ``board.store`` to look and to act."""
    home = tmp_path / "home"
    monkeypatch.setenv("MTB_HOME", str(home))
    monkeypatch.setenv("MTB_AUTH", "demo")
    opening.close()
    yield new_board(home, opened=opening.the_store)
    opening.close()


@pytest.fixture
def open_page(board: Board) -> OpenPage:
    """Opens a page by its address as a user: ``open_page("chair", "case", case=case_id)``."""

    def open_it(user: str, address: str, **query: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=30)
        app.user = {"id": user}
        # A page is known once the app has run: of each user once, else every test would run two pages.
        if user not in _REGISTERED:
            _REGISTERED[user] = app.run()._registered_pages
        app._registered_pages = _REGISTERED[user]
        app.switch_page(next(page.script for page in PAGES if page.address == address))
        for name, value in query.items():  # switch_page clears the address's parameters
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_it


def files_offered(app: AppTest) -> list[str]:
    """The labels of the buttons that take a file."""
    return [one.proto.label for one in app.get("download_button")]
