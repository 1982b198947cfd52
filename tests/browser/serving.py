"""How a story waits for the pages of the served app."""

from playwright.sync_api import Page

from benchmarks.served import Server

__all__ = ["Server", "ready"]

READY_MS = 30_000

# Streamlit says "notRunning" before a click has reached the server, so a page counts as ready only
# when it has said so, with nothing stale on it, for a while.
_SETTLED = """quiet => {
  const app = document.querySelector("[data-testid='stApp']");
  const settled = app && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector("[data-stale='true']");
  if (!settled) { window.__settledSince = undefined; return false; }
  window.__settledSince ??= performance.now();
  return performance.now() - window.__settledSince >= quiet;
}"""


def ready(page: Page, quiet_ms: int = 200) -> Page:
    """Wait until the page's script has run and its elements have stood still for ``quiet_ms``."""
    page.evaluate("window.__settledSince = undefined")
    page.wait_for_function(_SETTLED, arg=quiet_ms, timeout=READY_MS, polling=50)
    return page
