"""What was seen to go wrong on such screens, looked for in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from domain.findings import Findings
from session.pages import PAGES, offered
from tests.browser.conftest import Visit
from tests.browser.serving import READY_MS, Server, ready
from tests.builders import (
    USERS,
    Board,
    accept_run,
    actor,
    biomarkers,
    new_store,
    open_case,
    plan_meeting,
    recommend,
    small_variant,
    supporting,
)

CALLS = 1_223
STARS = "DPYD*2A / DPYD*13 and *TPMT*3A*"
IMAGE = "![tumour](http://foreign.example/x.png)"
MARKUP = "<img src=http://foreign.example/y.png> [link](http://foreign.example/z)"
FIRST, SECOND = "Question of the first", "Question of the second"
CASES = (("H-0001", FIRST, SECOND, "TP53"), ("H-0002", SECOND, FIRST, "EGFR"))
JUMPS = 5
ADVICE = {"first": "Rationale of the first", "second": "Rationale of the second"}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """Two cases of one centre, each with 1,223 calls: the first's in BRAF and TP53, the second's in EGFR."""
    store = new_store(tmp_path_factory.mktemp("hazards") / "home")
    first = open_case(store, "H-0001", question=FIRST)
    second = open_case(store, "H-0002", question=f"{SECOND}: {STARS} {IMAGE} {MARKUP}")
    profile_id = accept_run(store, first, calls=CALLS)
    egfr = tuple(small_variant(n + 2, gene="EGFR", reported_gene="EGFR") for n in range(CALLS))
    accept_run(store, second, findings=Findings(small_variants=egfr, biomarkers=biomarkers("4.1", "0.8")))
    made = Board(store, first, second, profile_id, plan_meeting(store, first.case_id, second.case_id))
    made.recommendation_ids.append(
        recommend(store, first.case_id, rationale=ADVICE["first"], supporting=(supporting(profile_id),))
    )
    made.recommendation_ids.append(
        recommend(store, second.case_id, rationale=f"{ADVICE['second']}: {STARS} {IMAGE} {MARKUP}")
    )
    store.close()
    return made


# Every frame that is painted is looked at: the case's question, the advice, the gauges and the grids' cells.
WATCH_FRAMES = """
window.__frames = {looked: 0, both: [], tables: new Set()};
const marks = {
  first: ["Question of the first", "Rationale of the first", "TMB 12.6"],
  second: ["Question of the second", "Rationale of the second", "TMB 4.1"],
};
const genes = {first: ["BRAF", "TP53"], second: ["EGFR"]};
const look = () => {
  const main = document.querySelector("[data-testid='stMain']");
  if (main) {
    const text = main.innerText;
    const cells = [...main.querySelectorAll("canvas")]
      .filter(canvas => getComputedStyle(canvas).visibility !== "hidden")
      .flatMap(canvas => [...canvas.querySelectorAll("td, [role=gridcell]")].map(c => c.textContent));
    const seen = {};
    for (const who of ["first", "second"]) {
      const inText = marks[who].some(mark => text.includes(mark));
      const inTable = cells.some(cell => genes[who].includes(cell.trim()));
      seen[who] = inText || inTable;
      if (inTable) window.__frames.tables.add(who);
    }
    window.__frames.looked += 1;
    if (seen.first && seen.second) window.__frames.both.push(Math.round(performance.now()));
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def shows(page: Page, mark: str, other: str) -> None:
    """Assert that a case is on the screen and the other is not."""
    expect(page.get_by_text(mark).first).to_be_visible()
    ready(page)
    assert other not in page.inner_text("[data-testid='stMain']")


def table_shows(page: Page, gene: str) -> None:
    """Wait until a cell of the grid holds a gene; the grid draws its cells after the page is ready."""
    page.locator("canvas td", has_text=gene).first.wait_for(state="attached", timeout=READY_MS)


def test_header_and_tables_of_two_patients_are_never_on_one_screen(visit: Visit, board: Board) -> None:
    page = visit("chair", "/patients")
    page.evaluate(WATCH_FRAMES)
    for _ in range(3):
        for pseudonym, mark, other, gene in CASES:
            page.get_by_role("link", name="Patients", exact=True).click()
            ready(page)
            page.get_by_role("link", name=pseudonym).last.click()
            shows(page, mark, other)
            table_shows(page, gene)
    for _ in range(JUMPS):
        page.evaluate("history.go(-2)")
        shows(page, FIRST, SECOND)
        page.evaluate("history.go(2)")
        shows(page, SECOND, FIRST)
    frames = page.evaluate("({...window.__frames, tables: [...window.__frames.tables].sort()})")
    assert frames["looked"] > 100
    assert frames["tables"] == ["first", "second"], "the watcher must have seen the cells of both"
    assert frames["both"] == []


def test_jumps_that_cut_a_run_short_never_show_two_patients(visit: Visit, board: Board) -> None:
    page = visit("chair", "/patients")
    for pseudonym, mark, other, _ in CASES:
        page.get_by_role("link", name="Patients", exact=True).click()
        ready(page)
        page.get_by_role("link", name=pseudonym).last.click()
        shows(page, mark, other)
    page.evaluate(WATCH_FRAMES)
    for pause in (0, 20, 60, 90):
        page.evaluate(
            """async pause => {
              for (const by of [-2, 2, -2, 2, -2]) {
                const gone = new Promise(done => addEventListener("popstate", done, {once: true}));
                history.go(by);
                await gone;
                await new Promise(done => setTimeout(done, pause));
              }
            }""",
            pause,
        )
        shows(page, FIRST, SECOND)
        page.get_by_text("Only reported", exact=True).click()
        page.evaluate("history.go(2)")
        shows(page, SECOND, FIRST)
    frames = page.evaluate("window.__frames")
    assert frames["looked"] > 100
    assert frames["both"] == []


def test_a_session_that_begins_in_an_old_tab_never_draws_over_the_patient_who_stood_there(
    visit: Visit, board: Board, server: Server
) -> None:
    page = visit("chair", "/patients")
    for pseudonym, mark, other, _ in CASES:
        page.get_by_role("link", name="Patients", exact=True).click()
        ready(page)
        page.get_by_role("link", name=pseudonym).last.click()
        shows(page, mark, other)
    # A reload begins a session: the second patient stands at its first place.
    page.reload()
    shows(page, SECOND, FIRST)
    page.evaluate(WATCH_FRAMES)
    server.stop()
    page.evaluate("history.go(-2)")
    server.start()
    connected = page.locator("[data-testid='stApp'][data-test-connection-state='CONNECTED']")
    connected.wait_for(timeout=2 * READY_MS)
    # A tab that is connected again waits for the next click before it asks for the page of its address.
    page.get_by_text("Only reported", exact=True).click()
    expect(page.get_by_text(FIRST).first).to_be_visible(timeout=READY_MS)
    shows(page, FIRST, SECOND)
    frames = page.evaluate("window.__frames")
    assert frames["looked"] > 100
    assert frames["both"] == []


def test_two_recommendations_are_never_on_one_screen(visit: Visit, board: Board) -> None:
    page = visit("oncologist-north", "/patients")
    first, second = ADVICE["first"], ADVICE["second"]
    for place, (mark, other) in enumerate(((first, second), (second, first))):
        page.get_by_role("link", name="My patients").click()
        ready(page)
        page.locator(f"a[href*='recommendation={board.recommendation_ids[place]}']").first.click()
        shows(page, mark, other)
    page.evaluate(WATCH_FRAMES)
    for _ in range(JUMPS):
        page.evaluate("history.go(-2)")
        shows(page, first, second)
        page.evaluate("history.go(2)")
        shows(page, second, first)
    frames = page.evaluate("window.__frames")
    assert frames["looked"] > 100
    assert frames["both"] == []


def test_back_and_forward_show_the_case_of_their_address(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    shows(page, FIRST, SECOND)
    page.goto(f"/case?case={board.south.case_id}")
    shows(page, SECOND, FIRST)
    page.go_back()
    shows(page, FIRST, SECOND)
    page.go_forward()
    shows(page, SECOND, FIRST)
    page.reload()
    shows(page, SECOND, FIRST)


def test_star_alleles_and_markup_in_free_text_are_shown_as_they_were_written(
    visit: Visit, board: Board
) -> None:
    page = visit("oncologist-north", f"/case?case={board.south.case_id}")
    for address in (None, f"/answer?recommendation={board.recommendation_ids[1]}"):
        if address is not None:
            page.goto(address)
            ready(page)
        read = page.inner_text("body").replace("\N{WORD JOINER}", "")
        assert [words for words in (STARS, IMAGE, MARKUP) if words not in read] == []
        assert page.locator("img[src*='foreign.example'], a[href*='foreign.example']").count() == 0


@pytest.fixture
def foreign() -> set[str]:
    """Filled by ``listen`` with every foreign address a page sends a request to."""
    return set()


@pytest.fixture(scope="module")
def one_profile(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A profile that all roles take in turn: the program is loaded once."""
    context = browser.new_context(base_url=server.url)
    yield context
    context.close()


def listen(page: Page, own: Server, foreign: set[str]) -> None:
    """Note every request and websocket to another host than our own."""

    def note(url: str) -> None:
        if urlsplit(url).netloc not in ("", urlsplit(own.url).netloc):
            foreign.add(url)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda socket: note(socket.url))


@pytest.mark.parametrize("user", USERS)
def test_no_page_asks_another_host_for_anything(
    one_profile: BrowserContext, board: Board, foreign: set[str], server: Server, user: str
) -> None:
    page = one_profile.new_page()
    listen(page, server, foreign)
    one_profile.clear_cookies()
    page.request.post("/sign-in", form={"user": user, "next": "/"}, max_redirects=0)
    page.goto("/")
    ready(page)
    # A page that was walked as an earlier user loads the same from where it loads: each is walked once.
    earlier = list(USERS)[: list(USERS).index(user)]
    walked = {offer for one in earlier for offer in offered(actor(one))}
    for offer in offered(actor(user)):
        if not offer.listed or offer in walked:
            continue
        if page.get_by_role("link", name=offer.title, exact=True).count():
            page.get_by_role("link", name=offer.title, exact=True).first.click()
        else:
            page.goto(f"/{offer.address}")  # its link stands in a menu
        ready(page)
    subjects = {
        "case": f"case={board.south.case_id}",
        "answer": f"recommendation={board.recommendation_ids[1]}",
    }
    before = {offer.address for offer in walked}
    for address, query in subjects.items():
        if address in {offer.address for offer in offered(actor(user))} - before:
            page.goto(f"/{address}?{query}")
            ready(page, 500)
    assert foreign == set()
    page.close()


def test_the_listener_hears_a_request_to_another_host(
    visit: Visit, server: Server, foreign: set[str]
) -> None:
    page = visit("chair", "/meeting")
    listen(page, server, foreign)
    page.evaluate("new Image().src = 'http://foreign.example/x.png'")
    page.wait_for_timeout(200)
    assert foreign == {"http://foreign.example/x.png"}


def test_every_page_is_asked_for_by_somebody() -> None:
    listed = {offer.address for user in USERS for offer in offered(actor(user))}
    assert listed == {page.address for page in PAGES}
