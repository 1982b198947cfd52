"""Every page, light and dark, full and empty, has no violation of WCAG 2.2 AA that axe can find."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from domain.people import Act
from session.pages import PAGES, PageOffer
from tests.browser.conftest import Visit
from tests.browser.serving import Server, ready
from tests.builders import USERS, Board, actor, new_store

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_LIKELY = ("oncologist-north", "chair", "coordinator", "administrator")
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
THEMES = ("light", "dark")
LOOKS = 5
WATCH = """() => {
  const look = () => { window.__stirred ||= document.querySelector("[data-stale='true']") !== null; };
  window.__watch?.disconnect();
  window.__stirred = false;
  look();
  window.__watch = new MutationObserver(look);
  window.__watch.observe(document.body, {subtree: true, attributes: true, attributeFilter: ["data-stale"]});
}"""


def whose(page: PageOffer) -> str:
    """Somebody who is offered the page; an oncologist before others."""
    return next(user for user in MOST_LIKELY if page.act is None or actor(user).may(page.act))


def violations(page: Page, within: str | None = None, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds on a page, or within a selector, each with its rule and where.

    A list that refreshes itself is paler while it does, which takes long on a busy machine; what axe saw then
    is nobody's screen, so it looks again.
    """
    for _ in range(LOOKS):
        page.evaluate(WATCH)
        found: list[dict[str, Any]] = Axe().run(page, within, rules).response["violations"]
        if not found or not page.evaluate("window.__stirred"):
            break
        ready(page, 500)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['target']}"
        for one in found
        for node in one["nodes"]
    ]


def background(page: Page) -> str:
    """The colour behind the page, to know which theme is drawn."""
    script = "getComputedStyle(document.querySelector(\"[data-testid='stApp']\")).backgroundColor"
    return str(page.evaluate(script))


def violations_in_both_themes(page: Page, within: str | None = None) -> dict[str, list[str]]:
    """What axe finds on a page that is open, light and then dark; in the dark only colours are others."""
    found, seen = {}, set()
    for theme, rules in zip(THEMES, (RULES, COLOURS), strict=True):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.wait_for_timeout(250)
        ready(page)
        seen.add(background(page))
        if problems := violations(page, within, rules):
            found[theme] = problems
    assert len(seen) == len(THEMES), "both themes must have been drawn"
    return found


def address_with_subject(page: PageOffer, board: Board) -> str:
    """The address of a page, about the board's case or recommendation where it is about one."""
    query = {
        "case": f"?case={board.north.case_id}",
        "answer": f"?recommendation={board.recommendation_ids[0]}",
    }
    return f"/{page.address}{query.get(page.address, '')}"


class Profiles:
    """One browser profile for each user, kept for the module: the program is loaded once, not every time."""

    def __init__(self, browser: Browser, server: Server) -> None:
        """Profiles on this server."""
        self._browser, self._server = browser, server
        self._open: dict[str, Page] = {}

    def page(self, user: str, path: str) -> Page:
        """The user's page, at this address."""
        if user not in self._open:
            context = self._browser.new_context(
                base_url=self._server.url, viewport={"width": 1280, "height": 720}
            )
            context.request.post("/sign-in", form={"user": user, "next": "/"}, max_redirects=0)
            self._open[user] = context.new_page()
        self._open[user].goto(path)
        return ready(self._open[user])

    def close(self) -> None:
        """Close them all."""
        for page in self._open.values():
            page.context.close()


@pytest.fixture(scope="module")
def full(browser: Browser, server: Server) -> Iterator[Profiles]:
    """Profiles on the module's server, which has data."""
    profiles = Profiles(browser, server)
    yield profiles
    profiles.close()


@pytest.fixture(scope="module")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """Profiles on a server over a store with users and nothing else."""
    store = new_store(tmp_path_factory.mktemp("empty") / "home")
    store.close()
    served = Server(store.home).start()
    profiles = Profiles(browser, served)
    yield profiles
    profiles.close()
    served.stop()


@pytest.mark.parametrize("offer", PAGES, ids=lambda page: page.address)
def test_a_page_with_data_is_accessible_in_both_themes(
    offer: PageOffer, board: Board, full: Profiles
) -> None:
    page = full.page(whose(offer), address_with_subject(offer, board))
    assert violations_in_both_themes(page) == {}


@pytest.mark.parametrize("offer", PAGES, ids=lambda page: page.address)
def test_an_empty_page_is_accessible_in_both_themes(offer: PageOffer, empty: Profiles) -> None:
    page = empty.page(whose(offer), f"/{offer.address}")
    assert violations_in_both_themes(page) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_sign_in_is_accessible(visit: Visit, theme: str) -> None:
    page = visit(None, dark=theme == "dark")
    page.goto("/sign-in")
    assert page.get_by_role("button").count() == len(USERS)
    assert violations(page) == []


def test_axe_finds_a_violation_where_there_is_one(visit: Visit, tmp_path: Path) -> None:
    page = visit(None)
    page.goto("/sign-in")
    page.evaluate("document.querySelector('.banner').style.color = '#cccccc'")
    assert any(one.startswith("color-contrast") for one in violations(page))


def test_every_page_of_ours_is_looked_at_by_somebody_who_may_open_it() -> None:
    assert {whose(page) for page in PAGES} <= set(USERS)
    assert whose(next(page for page in PAGES if page.act is Act.SEE_AUDIT)) == "administrator"
