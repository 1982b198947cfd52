"""Who sends a request: decided in front of Streamlit, for every page, file and websocket.

The chosen user stands in a signed cookie; this middleware removes any identity header that comes in
and sets it from the cookie, and Streamlit hands it to pages as ``st.user``.  A session can
therefore only be resumed by the user it belongs to.
"""

import html
import os
import secrets
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.read.people import everybody
from session import opening

COOKIE = "mtb_user"
HEADER = b"x-mtb-user"
SESSION_HEADER = b"x-mtb-session"
_signed_out: set[str] = set()
LIFETIME_SECONDS = 12 * 3600
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_OPEN = ("/sign-in", "/sign-out", "/_stcore/health", "/static/", "/favicon")


def _signer() -> URLSafeTimedSerializer:
    """Signs the cookie with a key of this installation, kept beside the journal."""
    path = opening.home() / "cookie.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        path.chmod(0o600)
    return URLSafeTimedSerializer(path.read_text(encoding="ascii"), salt="mtb-user")


_SIGNER: URLSafeTimedSerializer | None = None


def signer() -> URLSafeTimedSerializer:
    """The signer, made on first use."""
    global _SIGNER
    if _SIGNER is None:
        _SIGNER = _signer()
    return _SIGNER


def refuse_to_start() -> str | None:
    """Why this installation must not be served, in one sentence; ``None`` when it may."""
    from streamlit import config  # only the server asks; pages never do

    kind = os.environ.get("MTB_AUTH", "demo")
    if kind != "demo":
        return f"MTB_AUTH={kind} is not known: set MTB_AUTH=demo. Nothing was started."
    address = config.get_option("server.address")
    if address not in _LOOPBACK:
        return (
            "MTB_AUTH=demo lets anybody sign in as anybody, so it is served on 127.0.0.1 only, "
            f"not on {address!r}. "
            "Nothing was started: take server.address back to 127.0.0.1."
        )
    return None


def is_signed_out(session: str | None) -> bool:
    """Whether somebody signed out of that sign-in, perhaps in another tab."""
    return session in _signed_out


def signed_in(connection: HTTPConnection) -> tuple[str, str] | None:
    """User and sign-in that the signed cookie names; ``None`` where it is missing, forged or too old."""
    try:
        found = signer().loads(connection.cookies.get(COOKIE, ""), max_age=LIFETIME_SECONDS)
    except BadSignature:
        return None
    match found:
        case [str(user), str(session)] if not is_signed_out(session):
            return user, session
    return None


class Identity:
    """Puts the cookie's user into the identity header, and closes what needs no page to strangers."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request or websocket through with its true user, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        user = signed_in(connection)
        ours = (HEADER, SESSION_HEADER)
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in ours]
        if user is not None:
            headers += [
                (name, value.encode("ascii", "ignore")) for name, value in zip(ours, user, strict=True)
            ]
        scope = {**scope, "headers": headers}
        if scope["type"] == "http":
            if user is None and (answer := _for_strangers(scope, connection.headers)) is not None:
                await answer(scope, receive, send)
                return
            await self.app(scope, receive, _hardened(send))
            return
        await self.app(scope, receive, send)


def _for_strangers(scope: Scope, headers: Headers) -> Response | None:
    """Nobody signed in: pages lead to the sign-in, files and uploads are closed."""
    path: str = scope["path"]
    if path.startswith(_OPEN):
        return None
    if path.startswith(("/media/", "/_stcore/upload_file", "/_stcore/metrics")):
        return PlainTextResponse("Sign in first.", status_code=403)
    if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(
            "/sign-in?next=" + quote(path + (f"?{query}" if query else "")), status_code=303
        )
    return None


def _hardened(send: Send) -> Send:
    """Adds the headers that keep a page in its frame and a file in its type."""

    async def forward(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                (b"x-content-type-options", b"nosniff"),
                (b"x-frame-options", b"DENY"),
                (b"referrer-policy", b"same-origin"),
            ]
        await send(message)

    return forward


def _same_origin(request: Request) -> bool:
    """Whether the form was sent by a page of ours."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _own_path(target: str) -> str:
    """The path to go on to; the start for anything that is not a path of this site."""
    return target if target.startswith("/") and not target.startswith("//") and "\\" not in target else "/"


async def _sign_in_page(request: Request) -> Response:
    """The demo's users, one button each, under a banner that says what this is."""
    target = _own_path(request.query_params.get("next", "/"))
    people = everybody(opening.the_store())
    rows = "".join(
        f'<li><button name="user" value="{html.escape(p.user_id)}">{html.escape(p.name)}</button>'
        f"<span>{html.escape(p.what)}</span></li>"
        for p in people
    )
    empty = "" if people else "<p>No user is registered yet: run <code>python -m commands.demo</code>.</p>"
    return HTMLResponse(_PAGE.format(rows=rows, empty=empty, next=html.escape(target, quote=True)))


async def _sign_in(request: Request) -> Response:
    """Set the cookie of the chosen user and go on to where she wanted to go."""
    if not _same_origin(request):
        return PlainTextResponse("This form was not sent by this site.", status_code=403)
    form = await request.form()
    user = str(form.get("user", ""))
    if user not in {p.user_id for p in everybody(opening.the_store())}:
        return PlainTextResponse("There is no such user.", status_code=403)
    answer = RedirectResponse(_own_path(str(form.get("next", "/"))), status_code=303)
    answer.set_cookie(
        COOKIE,
        signer().dumps([user, secrets.token_hex(8)]),
        max_age=LIFETIME_SECONDS,
        httponly=True,
        samesite="lax",
        path="/",
    )
    return answer


async def _sign_out(request: Request) -> Response:
    """Forget the cookie, and end its sign-in in every open tab."""
    if (found := signed_in(request)) is not None:
        _signed_out.add(found[1])
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def routes() -> list[BaseRoute]:
    """The addresses this module answers."""
    return [
        Route("/sign-in", _sign_in_page, methods=["GET"]),
        Route("/sign-in", _sign_in, methods=["POST"]),
        Route("/sign-out", _sign_out, methods=["GET", "POST"]),
    ]


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
button {{ font: inherit; min-width: 15rem; text-align: left; padding: .4rem .8rem; color: var(--accent);
  background: var(--paper); border: 1px solid var(--line); border-radius: 4px; cursor: pointer; }}
button:hover, button:focus-visible {{ border-color: var(--accent);
  outline: 2px solid var(--accent); outline-offset: -1px; }}
</style></head><body><main>
<h1>Molecular tumour board</h1>
<p class="banner">Demonstration: anybody can sign in as anybody here. Do not enter real patients' data.</p>
<form method="post" action="/sign-in"><input type="hidden" name="next" value="{next}">
<ul>{rows}</ul></form>{empty}
</main></body></html>"""
