"""One Chromium for all stories, one server for each module, a signed-in page for whoever asks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.serving import READY_MS, Server
from tests.browser.serving import ready as wait_until_ready
from tests.builders import Board, new_board

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE = (1920, 1080)
# Two browsers share a small machine; what never comes is still missed, only later.
expect.set_options(timeout=READY_MS)


class SignIn(Protocol):
    """Signs a user in on a page's browser and goes to an address."""

    def __call__(self, page: Page, user: str, path: str = "/") -> Page:
        """Return the page, ready."""


class Visit(Protocol):
    """A page in a browser profile of its own."""

    def __call__(
        self, user: str | None, path: str = "/", *, dark: bool = False, size: tuple[int, int] = WIDE
    ) -> Page:
        """Return the page, ready, with ``user`` signed in; with ``None`` nobody is, and nothing is opened."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium_path: Path) -> dict[str, Any]:
    """The Chromium that was found; it asks nobody for updates while a story listens for requests."""
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium_path),
        "headless": True,
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The size of a meeting room's screen."""
    return {**browser_context_args, "viewport": {"width": WIDE[0], "height": WIDE[1]}}


@pytest.fixture(scope="module")
def calls() -> int:
    """How many small variants the northern case has; a module may say another number."""
    return 12


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, calls: int) -> Board:
    """What the module's server serves: its ids. The store itself is closed, the server holds it."""
    made = new_board(tmp_path_factory.mktemp("served") / "home", calls)
    made.store.close()
    return made


@pytest.fixture(scope="module")
def server(board: Board) -> Iterator[Server]:
    """The real server over ``board``; ``server.restart()`` starts it anew over the same home.

    A page of it that ended with an error fails the module, whether or not a story looked at it.
    """
    served = Server(board.store.home).start()
    yield served
    served.stop()
    said = served.log.read_text(errors="replace")
    assert "Traceback" not in said, said[-6_000:]


@pytest.fixture
def ready() -> Callable[..., Page]:
    """``ready(page)`` waits until the page's script has run."""
    return wait_until_ready


@pytest.fixture
def sign_in(server: Server) -> SignIn:
    """``sign_in(page, user, path)``: the demo's sign-in, then that address."""

    def go(page: Page, user: str, path: str = "/") -> Page:
        page.context.request.post(f"{server.url}/sign-in", form={"user": user, "next": "/"}, max_redirects=0)
        page.goto(server.url + path)
        return wait_until_ready(page)

    return go


@pytest.fixture(scope="module")
def profiles(browser: Browser) -> Iterator[dict[tuple[str, bool], BrowserContext]]:
    """The browser profiles of a module's users: each loads the program's scripts once."""
    kept: dict[tuple[str, bool], BrowserContext] = {}
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(
    browser: Browser, server: Server, sign_in: SignIn, profiles: dict[tuple[str, bool], BrowserContext]
) -> Iterator[Visit]:
    """``visit(user, path, dark=..., size=...)``: a page in that user's profile, closed at the end.

    The profile is the user's for the module, as a browser is at home; whom nobody signs in gets a new one.
    """
    pages: list[Page] = []
    strangers: list[BrowserContext] = []

    def profile(user: str | None, dark: bool) -> BrowserContext:
        if user is not None and (user, dark) in profiles:
            return profiles[user, dark]
        made = browser.new_context(
            base_url=server.url, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        if user is None:
            strangers.append(made)
        else:
            profiles[user, dark] = made
        return made

    def go(user: str | None, path: str = "/", *, dark: bool = False, size: tuple[int, int] = WIDE) -> Page:
        page = profile(user, dark).new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page if user is None else sign_in(page, user, path)

    yield go
    for page in pages:
        page.close()
    for context in strangers:
        context.close()
