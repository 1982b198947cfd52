"""What Harmonise counts: how far every two voices agree. Functions only: ``harmonise.py`` calls them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from components.harmonise_tables import VoicePair
from data.read.choices import choices
from domain.classifications import ORDERED_SCHEMES
from domain.harmonise import Comparison
from endpoints.agreement import LeftOut, RatedPair, agreement, agreement_by_half_year

SEVERAL = "of which one voice said several levels on its last day"


def voice_pairs(shown: Sequence[Comparison], labels: Mapping[str, str]) -> tuple[tuple[str, VoicePair], ...]:
    """Every two voices under every scheme with their agreement, in the order of the schemes."""
    together: dict[tuple[str, str, str], list[Comparison]] = defaultdict(list)
    for one in shown:
        together[(one.scheme, one.first.voice.name, one.second.voice.name)].append(one)
    order = list(labels)
    found = []
    for (scheme, first, second), compared in sorted(
        together.items(), key=lambda item: (order.index(item[0][0]), item[0][1:])
    ):
        rated = [RatedPair(*one.level_each, one.since) for one in compared if one.level_each is not None]
        left_out = len(compared) - len(rated)
        why = [LeftOut(SEVERAL, left_out)] if left_out else []
        levels, ordered = [one.code for one in choices(scheme)], scheme in ORDERED_SCHEMES
        whole = agreement(rated, levels, ordered, why)
        halves = agreement_by_half_year(rated, levels, ordered)
        found.append((scheme, VoicePair(labels[scheme], first, second, whole, halves)))
    return tuple(found)


def scheme_drawn(pairs: Sequence[tuple[str, VoicePair]], chosen: str | None) -> str:
    """The scheme that the figure is of: the one chosen, else the one with the most pairs."""
    if chosen is not None:
        return chosen
    count: Counter[str] = Counter()
    for scheme, pair in pairs:
        count[scheme] += pair.whole.pairs
    return count.most_common(1)[0][0]
