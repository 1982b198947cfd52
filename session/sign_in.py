"""The sign-in page of the demonstration, and the first administrator of an empty store."""

import html
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data.journal import new_id
from data.read.people import everybody
from data.record.act import SYSTEM
from data.record.people import record_person, record_role
from domain.people import Person, Role, RoleGrant
from domain.refused import Refused
from session import opening
from session.identity import COOKIE, LIFETIME_SECONDS, sign_out, signed_in, signer


def _same_origin(request: Request) -> bool:
    """Whether the form was sent by a page of ours."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _own_path(target: str) -> str:
    """The path to go on to; the start for anything that is not a path of this site."""
    return target if target.startswith("/") and not target.startswith("//") and "\\" not in target else "/"


async def _sign_in_page(request: Request) -> Response:
    """The demo's users, one button each, under a banner that says what this is."""
    target = html.escape(_own_path(request.query_params.get("next", "/")), quote=True)
    people = everybody(opening.the_store())
    rows = "".join(
        f'<li><button name="user" value="{html.escape(p.user_id, quote=True)}">{html.escape(p.name)}</button>'
        f"<span>{html.escape(p.what)}</span></li>"
        for p in people
    )
    form = _CHOOSE.format(rows=rows, next=target) if people else _FIRST
    return HTMLResponse(_PAGE.format(form=form))


def _going_on(user: str, target: str) -> Response:
    """Go on as that user."""
    answer = RedirectResponse(_own_path(target), status_code=303)
    cookie = signer().dumps([user, secrets.token_hex(8)])
    answer.set_cookie(COOKIE, cookie, max_age=LIFETIME_SECONDS, httponly=True, samesite="lax", path="/")
    return answer


async def _sign_in(request: Request) -> Response:
    """Set the cookie of the chosen user and go on to where she wanted to go."""
    if not _same_origin(request):
        return PlainTextResponse("This form was not sent by this site.", status_code=403)
    form = await request.form()
    user = str(form.get("user", ""))
    if user not in {p.user_id for p in everybody(opening.the_store())}:
        return PlainTextResponse("There is no such user.", status_code=403)
    return _going_on(user, str(form.get("next", "/")))


async def _first_administrator(request: Request) -> Response:
    """Register the first user of a store that has none; she registers all others."""
    store = opening.the_store()
    if not _same_origin(request):
        return PlainTextResponse("This form was not sent by this site.", status_code=403)
    form = await request.form()
    user_id, name = str(form.get("user_id", "")).strip(), str(form.get("name", "")).strip()
    with store.exclusive():
        if everybody(store):
            return PlainTextResponse("There is an administrator already; sign in.", status_code=403)
        try:
            event = record_person(store, SYSTEM, Person(user_id, name), 0, new_id())
            grant = RoleGrant(user_id, Role.ADMINISTRATOR)
            record_role(store, SYSTEM, grant, event.subject_version, new_id())
        except Refused as refused:
            return PlainTextResponse(refused.sentence, status_code=400)
    return _going_on(user_id, "/")


async def _sign_out(request: Request) -> Response:
    """Forget the cookie, and end its sign-in in every open tab."""
    if (found := signed_in(request)) is not None:
        sign_out(found[1])
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def routes() -> list[BaseRoute]:
    """The addresses this module answers."""
    return [
        Route("/sign-in", _sign_in_page, methods=["GET"]),
        Route("/sign-in", _sign_in, methods=["POST"]),
        Route("/first-administrator", _first_administrator, methods=["POST"]),
        Route("/sign-out", _sign_out, methods=["GET", "POST"]),
    ]


_CHOOSE = """<form method="post" action="/sign-in"><input type="hidden" name="next" value="{next}">
<ul>{rows}</ul></form>"""

_FIRST = """<p>This store is empty. Register its first administrator; she registers centres, laboratories and
everybody else. For a synthetic cohort instead, stop the app and run <code>python -m commands.demo</code>.</p>
<form method="post" action="/first-administrator">
<p><label for="user_id">User id</label><input id="user_id" name="user_id" required
 pattern="[A-Za-z0-9._@\\-]{2,60}" title="2 to 60 letters, digits, dots, dashes or @"></p>
<p><label for="name">Name as shown</label><input id="name" name="name" required maxlength="80"></p>
<button>Register administrator</button></form>"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in - Molecular tumour board</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root {{ color-scheme: light dark;
  --ink: #111111; --paper: #ffffff; --panel: #f2f5f7; --line: #c4ced6; --accent: #0b5c7a; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #eef2f5; --paper: #12181d; --panel: #1c252c; --line: #40505b; --accent: #7cc4e2; }} }}
body {{ font: 16px/1.5 "Source Sans", "Source Sans 3", sans-serif; margin: 0;
  color: var(--ink); background: var(--paper); }}
main {{ max-width: 44rem; margin: 0 auto; padding: 3rem 1.5rem; }}
h1 {{ font-size: 1.6rem; margin: 0 0 1rem; }}
.banner {{ background: var(--panel); border-left: 4px solid #e69f00; padding: .75rem 1rem;
  margin: 0 0 1.5rem; }}
ul {{ list-style: none; padding: 0; margin: 0; }}
li {{ display: flex; gap: 1rem; align-items: center; padding: .35rem 0;
  border-bottom: 1px solid var(--line); }}
button, input {{ font: inherit; min-width: 15rem; text-align: left; padding: .4rem .8rem;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 4px; }}
button {{ color: var(--accent); cursor: pointer; }}
label {{ display: inline-block; min-width: 9rem; }}
button:hover, button:focus-visible, input:focus-visible {{ border-color: var(--accent);
  outline: 2px solid var(--accent); outline-offset: -1px; }}
</style></head><body><main>
<h1>Molecular tumour board</h1>
<p class="banner">Demonstration: anybody can sign in as anybody here. Do not enter real patients' data.</p>
{form}
</main></body></html>"""
