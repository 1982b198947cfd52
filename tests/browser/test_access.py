"""Who gets at what, asked as a browser asks and as somebody without one would."""

import asyncio
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from benchmarks.websocket_client import Run, signed_in_cookie, tab
from session.pages import PAGES
from tests.browser.conftest import Visit
from tests.browser.serving import Server, ready
from tests.builders import Board, accept_run, new_store, open_case, plan_meeting, recommend

SECRET_RATIONALE = "Only for the northern centre"
PSEUDONYM = "N-4711"
ADMINISTRATORS = ("audit", "reference-values", "users")
ABSENT = "01890000-0000-7000-8000-000000000000"
NORTHERN = (PSEUDONYM, SECRET_RATIONALE, "EML4")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A case of each centre, the northern one with words that only its own may read."""
    store = new_store(tmp_path_factory.mktemp("access") / "home")
    north = open_case(store, PSEUDONYM)
    south = open_case(store, "S-0815", "south", laboratory="lab-b")
    profile_id = accept_run(store, north)
    made = Board(store, north, south, profile_id, plan_meeting(store, north.case_id, south.case_id))
    made.recommendation_ids.append(
        recommend(store, north.case_id, rationale=SECRET_RATIONALE, drugs=("osimertinib",))
    )
    store.close()
    return made


def run(server: Server, page: str, query: str = "", headers: dict[str, str] | None = None) -> Run:
    """What the server sends for one run of a page, to somebody who brings these headers."""

    async def ask() -> Run:
        async with tab(server.url, page, query, headers) as client:
            return await client.run()

    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, ask()).result()


def run_as(server: Server, user: str, page: str, query: str = "", **headers: str) -> Run:
    """What the server sends a signed-in user."""
    cookie = {"Cookie": signed_in_cookie(server.url, user)}
    return run(server, page, query, {**cookie, **{k.replace("_", "-"): v for k, v in headers.items()}})


def said_by(server: Server, user: str, address: str, words: str) -> bool:
    """Whether a page's texts hold these words for a user; its address is not counted."""
    page, _, query = address.partition("?")
    return words in run_as(server, user, page, query).text()


def status(url: str, headers: dict[str, str] | None = None) -> int:
    """The status of a request."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code


def drawn_words(run_of_page: Run) -> list[str]:
    """The texts of a run: headings and sentences."""
    found = []
    for _, delta in run_of_page.deltas():
        element = delta.new_element
        match element.WhichOneof("type"):
            case "heading":
                found.append(element.heading.body)
            case "markdown":
                found.append(element.markdown.body)
            case "text":
                found.append(element.text.body)
            case "alert":
                found.append(element.alert.body)
    return found


@pytest.mark.parametrize("address", ADMINISTRATORS)
def test_a_fresh_servers_first_request_by_nobody_gets_nothing_of_the_administrators_page(
    server: Server, address: str
) -> None:
    server.restart()
    words = drawn_words(run(server, address))
    assert words == [
        "Molecular tumour board",
        "You are not signed in. What you typed is kept; sign in to go on.",
    ]
    administrators = drawn_words(run_as(server, "administrator", address))
    title = next(page.title for page in PAGES if page.address == address)
    assert any(title in one for one in administrators), administrators


def test_a_fresh_servers_first_visit_by_the_chair_shows_nothing_of_the_administrators_page(
    server: Server, visit: Visit
) -> None:
    server.restart()
    page = visit("chair", "/audit")
    expect(page.get_by_role("heading", name="Audit")).to_have_count(0)
    expect(page.get_by_text("Signed in as Chris Chair")).to_be_visible()
    assert "Ada Administrator" not in page.inner_text("body")


def test_a_fresh_server_knows_every_address_of_ours_before_anybody_was_there(
    server: Server, visit: Visit, board: Board
) -> None:
    server.restart()
    page = visit(None)
    seen: list[str] = []
    page.expose_function("noteDialog", lambda text: seen.append(text))
    page.add_init_script(
        """new MutationObserver(() => {
          const text = document.body?.innerText ?? "";
          if (/page not found/i.test(text)) window.noteDialog(text.slice(0, 200));
        }).observe(document, { childList: true, subtree: true, characterData: true });"""
    )
    page.request.post("/sign-in", form={"user": "chair", "next": "/"}, max_redirects=0)
    page.goto("/meeting")
    ready(page)
    expect(page.get_by_role("heading", name="Meeting").first).to_be_visible()
    assert seen == []
    page.goto(f"/case?case={board.north.case_id}")
    ready(page)
    assert seen == []
    for address in ("/audit", "/no-such-page", "/meeting/no-such-page"):
        page.goto(address)
        expect(page.get_by_text("There is no such page for you")).to_be_visible()
        ready(page)
    assert seen == []
    page.evaluate("document.body.append('Page not found')")
    for _ in range(100):
        if not seen:
            page.wait_for_timeout(100)
    assert seen, "the watcher must be able to see such words"


@pytest.mark.parametrize(
    ("user", "address"),
    [("oncologist-north", "audit"), ("oncologist-north", "intake"), ("analyst", "case"), ("chair", "users"),
     ("laboratory-a", "answer"), ("administrator", "patients")],
)  # fmt: skip
def test_a_page_of_another_role_says_what_an_address_of_nobody_says(
    server: Server, visit: Visit, user: str, address: str
) -> None:
    page = visit(user, f"/{address}")
    expect(page.get_by_text("There is no such page for you")).to_be_visible()
    told = page.inner_text("body")
    page.goto("/no-such-page")
    expect(page.get_by_text("There is no such page for you")).to_be_visible()
    ready(page)
    assert page.inner_text("body") == told
    script_ran = run_as(server, user, address)
    assert not any(one.WhichOneof("type") == "page_not_found" for one in script_ran.messages)


def test_nobody_is_led_to_the_sign_in_and_then_to_where_she_wanted_to_go(
    server: Server, visit: Visit, board: Board
) -> None:
    page = visit(None)
    page.goto(f"/case?case={board.north.case_id}")
    expect(page).to_have_url(f"{server.url}/sign-in?next=/case%3Fcase%3D{board.north.case_id}")
    page.get_by_role("button", name="Chris Chair").click()
    expect(page).to_have_url(f"{server.url}/case?case={board.north.case_id}")
    ready(page)
    expect(page.get_by_text(PSEUDONYM).first).to_be_visible()


def test_another_centres_oncologist_reads_the_words_for_a_case_that_does_not_exist(
    server: Server, board: Board
) -> None:
    foreign = drawn_words(run_as(server, "oncologist-south", "case", f"case={board.north.case_id}"))
    absent = drawn_words(run_as(server, "oncologist-south", "case", f"case={ABSENT}"))
    assert foreign == absent
    assert any("There is no such case" in words.replace("\\", "") for words in foreign)
    assert said_by(server, "oncologist-north", f"case?case={board.north.case_id}", PSEUDONYM)


def test_another_centres_oncologist_reads_the_words_for_a_recommendation_that_does_not_exist(
    server: Server, board: Board
) -> None:
    recommendation_id = board.recommendation_ids[-1]
    foreign = drawn_words(run_as(server, "oncologist-south", "answer", f"recommendation={recommendation_id}"))
    absent = drawn_words(run_as(server, "oncologist-south", "answer", f"recommendation={ABSENT}"))
    assert foreign == absent
    assert any("There is no such recommendation" in words.replace("\\", "") for words in foreign)
    own = run_as(server, "oncologist-north", "answer", f"recommendation={recommendation_id}").text()
    assert SECRET_RATIONALE in own


@pytest.mark.parametrize("user", ["oncologist-south", "laboratory-b", "analyst"])
def test_no_page_sends_a_foreign_patient_to_a_browser_of_somebody_else(
    server: Server, board: Board, user: str
) -> None:
    query = urllib.parse.urlencode(
        {
            "case": board.north.case_id,
            "recommendation": board.recommendation_ids[-1],
            "patient": board.north.patient_id,
            "meeting": board.meeting_id,
        }
    )
    sent = {page.address: run_as(server, user, page.address, query).text() for page in PAGES}
    assert {(address, word) for address, text in sent.items() for word in NORTHERN if word in text} == set()


def found_by_searching(visit: Visit, user: str, pseudonym: str) -> str:
    """The whole page after a search, with the searched word taken out."""
    page = visit(user, "/patients")
    box = page.get_by_role("textbox").first
    box.fill(pseudonym)
    box.press("Enter")
    ready(page, 600)
    return page.inner_text("body").replace(pseudonym, "...")


def test_a_search_for_another_centres_patient_ends_as_one_for_nobody(visit: Visit) -> None:
    foreign = found_by_searching(visit, "oncologist-south", PSEUDONYM)
    assert foreign == found_by_searching(visit, "oncologist-south", "N-9999")
    own = found_by_searching(visit, "oncologist-north", PSEUDONYM)
    assert own.replace("Nora North", "Sam South") != foreign


def test_signing_out_in_one_tab_ends_the_other(visit: Visit, server: Server) -> None:
    first = visit("chair", "/meeting")
    second = first.context.new_page()
    second.goto("/sign-out")
    expect(second).to_have_url(f"{server.url}/sign-in")
    first.get_by_role("link", name="Uptake").click()
    expect(first.get_by_text("You are not signed in").first).to_be_visible(timeout=10_000)
    ready(first)
    assert "Chris Chair" not in first.inner_text("body")


def test_the_link_signs_out(visit: Visit, server: Server) -> None:
    page = visit("chair", "/meeting")
    assert page.get_by_role("link", name="Sign out").get_attribute("href") == "/sign-out"
    page.goto("/sign-out")
    page.goto("/meeting")
    expect(page).to_have_url(f"{server.url}/sign-in?next=/meeting")


def test_a_signed_out_cookie_opens_nothing_for_whoever_kept_it(server: Server) -> None:
    cookie = signed_in_cookie(server.url, "chair")
    kept = {"Cookie": cookie}
    assert "Chris Chair" in run(server, "meeting", headers=kept).text()
    status(f"{server.url}/sign-out", kept)
    assert "Chris Chair" not in run(server, "meeting", headers=kept).text()


def test_a_forged_header_or_cookie_makes_nobody_somebody(server: Server) -> None:
    title = "You are not signed in"
    assert title in run(server, "audit", headers={"X-MTB-User": "administrator"}).text()
    assert title in run(server, "audit", headers={"Cookie": "mtb_user=administrator"}).text()
    cookie = signed_in_cookie(server.url, "chair")
    head, _, signature = cookie.rpartition(".")
    assert title in run(server, "meeting", headers={"Cookie": f"{head}.{signature[::-1]}"}).text()
    still_chair = run_as(server, "chair", "audit", X_MTB_User="administrator").text()
    assert "Chris Chair" in still_chair
    assert "Ada Administrator" not in still_chair


def test_files_and_uploads_are_closed_to_strangers(server: Server) -> None:
    for path in ("/media/0123.csv", "/_stcore/upload_file/x/y", "/_stcore/metrics"):
        assert status(server.url + path) == 403
        assert status(server.url + path, {"X-MTB-User": "chair"}) == 403
    signed_in = {"Cookie": signed_in_cookie(server.url, "chair")}
    assert status(f"{server.url}/media/0123.csv", signed_in) == 404


def test_a_request_under_another_sites_name_is_refused(server: Server) -> None:
    for address in ("/", "/sign-in", "/_stcore/health"):
        request = urllib.request.Request(server.url + address, headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code == 400


def test_an_address_of_several_parts_leads_to_the_page_it_ends_with(visit: Visit) -> None:
    page = visit("chair", "/meeting")
    page.goto(page.url.replace("/meeting", "/meeting/uptake"))
    ready(page)
    assert page.url.endswith("/uptake")
