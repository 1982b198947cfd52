"""Who sends a request: decided in front of Streamlit, for every page, file and websocket.

The chosen user stands in a signed cookie; this middleware removes any identity header that comes in
and sets it from the cookie, and Streamlit hands it to pages as ``st.user``.  A session can
therefore only be resumed by the user it belongs to.
"""

import os
import secrets
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from session import opening

COOKIE = "mtb_user"
HEADER = b"x-mtb-user"
SESSION_HEADER = b"x-mtb-session"
_signed_out: set[str] = set()
LIFETIME_SECONDS = 12 * 3600
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_OPEN = ("/sign-in", "/sign-out", "/first-administrator", "/_stcore/health", "/static/", "/favicon")


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


def sign_out(session: str) -> None:
    """End a sign-in in every open tab."""
    _signed_out.add(session)


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
        if not _addressed_to_us(connection):
            await _refuse(scope, receive, send)
            return
        user = signed_in(connection)
        ours = (HEADER, SESSION_HEADER)
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in ours]
        if user is not None:
            headers += [
                (name, value.encode("ascii", "ignore")) for name, value in zip(ours, user, strict=True)
            ]
        scope = {**scope, "headers": headers}
        if scope["type"] == "http":
            if (answer := _nested_address(scope, connection.headers)) is not None:
                await answer(scope, receive, send)
                return
            if user is None and (answer := _for_strangers(scope, connection.headers)) is not None:
                await answer(scope, receive, send)
                return
            await self.app(scope, receive, _hardened(send))
            return
        await self.app(scope, receive, send)


def _addressed_to_us(connection: HTTPConnection) -> bool:
    """Whether a browser means this machine: another name that leads here is another site's trick.

    The demonstration is served on loopback only.  A websocket comes from a page of this very address.
    """
    host = connection.headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOOPBACK:
        return False
    origin = connection.headers.get("origin")
    return connection.scope["type"] != "websocket" or origin is None or urlsplit(origin).netloc == host


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that was meant for another site."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = PlainTextResponse("Open this page under the address of this machine.", status_code=400)
    await answer(scope, receive, send)


def _nested_address(scope: Scope, headers: Headers) -> Response | None:
    """No page has an address of several parts; Streamlit would answer it with a blank page."""
    parts = [part for part in scope["path"].split("/") if part]
    ours = {"_stcore", "static", "media", "component", "vendor"}
    if scope["method"] == "GET" and "text/html" in headers.get("accept", "") and len(parts) > 1:
        return None if parts[0] in ours else RedirectResponse("/" + quote(parts[-1]), status_code=303)
    return None


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
