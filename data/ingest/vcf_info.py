"""Finds one field in the text of an INFO cell, and says what readers of annotations left out."""

from data.ingest import limits

_SEMICOLON = 59


def _place(info: bytes, mark: bytes) -> int:
    at = info.find(mark)
    while at > 0 and info[at - 1] != _SEMICOLON:
        at = info.find(mark, at + 1)
    return at


def bytes_in(info: bytes, mark: bytes) -> bytes:
    """What stands behind ``mark`` (``KEY=``) in an INFO cell; empty where the key does not stand there."""
    at = _place(info, mark)
    if at < 0:
        return b""
    at += len(mark)
    end = info.find(b";", at)
    return info[at:] if end < 0 else info[at:end]


def value_in(info: bytes, mark: bytes) -> str:
    """The same as text."""
    return bytes_in(info, mark).decode("utf-8", "replace")


def without(info: bytes, mark: bytes) -> bytes:
    """An INFO cell without the field that starts with ``mark``; a dot where nothing is left."""
    at = _place(info, mark)
    if at < 0:
        return info
    end = info.find(b";", at)
    return (info[: max(0, at - 1)] if end < 0 else info[:at] + info[end + 1 :]) or b"."


def only(info: bytes, mark: bytes) -> bytes:
    """The one field that starts with ``mark`` out of an INFO cell; a dot where it does not stand there."""
    at = _place(info, mark) if mark else -1
    if at < 0:
        return b"."
    end = info.find(b";", at)
    return info[at:] if end < 0 else info[at:end]


def reader_notes(cut: int, unmatched: int, left_out: int) -> list[tuple[str, str]]:
    """What was seen and what was expected, from what a reader of annotations counted."""
    told = []
    if cut:
        told.append(
            (
                f"{cut} effects with fewer parts than the header lists",
                "every part of an effect; what is missing was read as empty",
            )
        )
    if unmatched:
        told.append(
            (
                f"{unmatched} effects on an allele that their row does not have",
                "the alternative allele, VEP's trimmed form of it, or its number; these were not taken",
            )
        )
    if left_out:
        told.append(
            (
                f"{left_out} effects over the limits",
                f"at most {limits.MAX_EFFECTS_OF_A_CALL} effects on a call and "
                f"{limits.MAX_EFFECTS_KEPT} in a file; only the chosen one was kept of those calls",
            )
        )
    return told
