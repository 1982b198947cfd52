"""Cuts the effects of many rows into their parts at once, by the places of all ``|`` and ``,``."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from data.ingest.effect_text import PART

_COMMA, _BAR = ord(","), ord(PART)

Places = NDArray[np.int32 | np.int64]


class Parts:
    """The parts of many effects by the edges between them; one that the header does not list is empty."""

    def __init__(self, text: str, raw: NDArray[np.uint8], edges: Places, place: Mapping[str, int]) -> None:
        self.count = len(edges)
        """How many effects there are."""
        self._text = text
        self._raw = raw
        self._edges = edges
        self._place = place

    def first_of_rows(self, commas: Places) -> Places:
        """The first effect of each row and, last, the number of effects, from the commas between rows."""
        firsts = np.zeros(len(commas) + 2, np.int64)
        firsts[1:-1] = np.searchsorted(self._edges[1:, 0], commas) + 1
        firsts[-1] = self.count
        return firsts

    def texts(self, name: str, rows: Places | None = None) -> list[str]:
        """One part of every effect, or of some."""
        edges = self._edges if rows is None else self._edges[rows]
        place, text = self._place[name], self._text
        if place < 0:
            return [""] * len(edges)
        starts, stops = (edges[:, place] + 1).tolist(), edges[:, place + 1].tolist()
        return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def are(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """Whether one part of every effect is one of these values."""
        place = self._place[name]
        if place < 0:
            return np.full(self.count, "" in values)
        starts, found = self._edges[:, place] + 1, np.zeros(self.count, bool)
        sizes = self._edges[:, place + 1] - starts
        for value in values:
            fits = np.flatnonzero(sizes == len(value))
            wanted = np.frombuffer(value.encode("ascii"), np.uint8)
            places = (starts[fits, np.newaxis] + np.arange(len(value))).astype(np.int64)
            letters = self._raw.take(places)
            found[fits] = (letters == wanted).all(axis=1)
        return found

    def bodies(self, names: Sequence[str], firsts: Places) -> list[str]:
        """Some parts of every effect, a ``PART`` between, one text a row; ``&`` is written ``:``."""
        spans = _spans([self._place[name] for name in names])
        starts = np.zeros((self.count, len(spans)), np.int32)
        stops = np.ones((self.count, len(spans)), np.int32)
        for column, (first, last) in enumerate(spans):
            if first >= 0:
                starts[:, column] = self._edges[:, first] + 1
                stops[:, column] = self._edges[:, last + 1] + 1
        # Each part is taken with the mark behind it, which is then written over.
        sizes = (stops - starts).ravel()
        ends = np.cumsum(sizes, dtype=np.int32)
        taken = np.repeat(starts.ravel() - ends + sizes, sizes)
        taken += np.arange(len(taken), dtype=np.int32)
        out = self._raw.take(taken)
        out[ends - 1] = _BAR
        text = out.tobytes().decode("ascii").replace("&", ":")
        edges = [0, *ends[firsts[1:] * len(spans) - 1].tolist()]
        return [text[start : stop - 1] for start, stop in pairwise(edges)]


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last place of the parts that can be taken in one piece; -1 for what is not there."""
    spans: list[tuple[int, int]] = []
    for place in places:
        if place > 0 and spans and spans[-1][1] == place - 1 and spans[-1][0] >= 0:
            spans[-1] = spans[-1][0], place
        else:
            spans.append((place, place))
    return spans


def parts_of(text: bytes, fields: int, place: Mapping[str, int]) -> Parts | None:
    """The parts of effects separated by commas, of so many fields each; ``None`` where one is not so."""
    raw = np.frombuffer(text + b",", np.uint8)
    commas = np.flatnonzero(raw == _COMMA).astype(np.int32)
    found = np.flatnonzero(raw == _BAR).astype(np.int32)
    count, each = len(commas), fields - 1
    if len(found) != count * each:
        return None
    bars = found.reshape(count, each)
    if (commas < bars[:, -1]).any() or (commas[:-1] > bars[1:, 0]).any():
        return None
    edges = np.empty((count, each + 2), np.int32)
    edges[:, 1:-1] = bars
    edges[:, -1] = commas
    edges[0, 0], edges[1:, 0] = -1, commas[:-1]
    return Parts(text.decode("ascii"), raw, edges, place)
