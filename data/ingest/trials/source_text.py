"""The text of a file about trials: UTF-8, and no larger than its kind can be."""

from pathlib import Path

from data.ingest.opening import Unreadable


def text_of(source: Path | str, most: int, instead: str) -> str:
    """The text of a file, or the text itself.

    Raises ``Unreadable`` for a file that cannot be opened, has more than ``most`` bytes (``instead`` says
    what was expected), or is no UTF-8 text.
    """
    if isinstance(source, str):
        return source
    try:
        with source.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError as error:
        raise Unreadable("a file that cannot be opened", "a file that this program may read") from error
    if len(raw) > most:
        raise Unreadable(f"a file of more than {most >> 20} MiB", instead)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("bytes that are no UTF-8 text", "text saved as UTF-8") from error
