"""What Harmonise counts: how far every two voices agree, now and as it stood. ``harmonise.py`` calls it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from components.harmonise_tables import AsItStood, VoicePair
from data.read.choices import choices
from domain.classifications import ORDERED_SCHEMES
from domain.harmonise import Comparison
from endpoints.agreement import Agreement, LeftOut, RatedPair, agreement, half_years

SEVERAL = "of which one voice said several levels on its last day"
Compared = Callable[[date], Iterable[Comparison]]
"""From a day to the comparisons of the words in force on it, as far as they are shown."""
_Voices = tuple[str, str, str]
"""Scheme, first and second voice."""


def voice_pairs(
    first: date, compared: Compared, labels: Mapping[str, str], today: date
) -> tuple[tuple[str, VoicePair], ...]:
    """Every two voices under every scheme with their agreement, in the order of the schemes.

    Over time it is what stood at the end of each half-year from that of ``first``, by the words in force on
    that day: nothing that was said later counts. The last point is today's, and equals the whole.
    """
    now = _agreements(compared(today))
    stood: dict[_Voices, list[AsItStood]] = defaultdict(list)
    for half in half_years(first, today):
        then = now if half.last_day >= today else _agreements(compared(half.last_day))
        for voices in now:
            found = then.get(voices)
            if found is not None or stood[voices]:
                stood[voices].append(
                    AsItStood(half, min(half.last_day, today), found or _agreement(voices[0], []))
                )
    order = list(labels)
    return tuple(
        (
            scheme,
            VoicePair(labels[scheme], one, other, now[scheme, one, other], tuple(stood[scheme, one, other])),
        )
        for scheme, one, other in sorted(now, key=lambda voices: (order.index(voices[0]), voices[1:]))
    )


def _agreements(shown: Iterable[Comparison]) -> dict[_Voices, Agreement]:
    together: dict[_Voices, list[Comparison]] = defaultdict(list)
    for one in shown:
        together[one.scheme, one.first.voice.name, one.second.voice.name].append(one)
    return {voices: _agreement(voices[0], compared) for voices, compared in together.items()}


def _agreement(scheme: str, compared: Sequence[Comparison]) -> Agreement:
    rated = [RatedPair(*one.level_each) for one in compared if one.level_each is not None]
    left_out = len(compared) - len(rated)
    return agreement(
        rated, [one.code for one in choices(scheme)], scheme in ORDERED_SCHEMES,
        [LeftOut(SEVERAL, left_out)] if left_out else [],
    )  # fmt: skip


def last_words(shown: Iterable[Comparison]) -> str:
    """How many differ by what agreement counts, and why these are fewer than those listed as differing."""
    listed = list(shown)
    rated = [one for one in listed if one.level_each is not None]
    alike = [one for one in rated if one.level_each is not None and len(set(one.level_each)) == 1]
    ended, several = sum(one.differs for one in alike), len(listed) - len(rated)
    apart = len(rated) - len(alike)
    told = f"{apart:,} of {len(rated):,} differ by the last word of each, which agreement counts"
    if ended:
        told += (
            f"; {ended:,} {'ends' if ended == 1 else 'end'} on the same word, of another level in another "
            "patient before"
        )
    if several:
        told += f"; {several:,} with several levels on a last day {'is' if several == 1 else 'are'} left out"
    return f"{told}."


def scheme_drawn(pairs: Sequence[tuple[str, VoicePair]], chosen: str | None) -> str:
    """The scheme that the figure is of: the one chosen, else the one with the most pairs."""
    if chosen is not None:
        return chosen
    count: Counter[str] = Counter()
    for scheme, pair in pairs:
        count[scheme] += pair.whole.pairs
    return count.most_common(1)[0][0]
