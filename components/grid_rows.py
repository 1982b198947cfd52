"""How high a grid stands: all its rows where they are few, else so that one sees that more lie below."""

from typing import Literal

ROW = 30
"""Pixels of one row, so that the back row can read it."""
_HEAD = 32


def height_of_rows(count: int, most: int) -> Literal["content"] | int:
    """The height of a grid with ``count`` rows of which ``most`` are seen at a time, in pixels."""
    return "content" if count <= most else _HEAD + ROW * most + ROW // 2
