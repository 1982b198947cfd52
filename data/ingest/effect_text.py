"""How the effects of a call travel as one text, and what they are again at its end."""

from domain.effects import PART as PART
from domain.effects import SAID as SAID
from domain.effects import Effects

EFFECT = "\x1e"
"""Between what is said of an allele and its effects."""

ALLELE = "\x1d"
"""Between the alleles of one row."""

MARKS = str.maketrans({mark: " " for mark in "\t\n\r\x1d\x1e"})
"""What a text must not hold beside ``PART`` when it is packed."""

_ALL_MARKS = MARKS | str.maketrans(PART, "/")

Transcripts = tuple[tuple[str, ...], ...] | Effects
"""Of each effect gene, transcript, coding change, protein change, consequence and why it was chosen."""


def harmless(text: str) -> str:
    """A text without the marks that stand between parts, effects and alleles, nor tabs or line ends."""
    return text.translate(_ALL_MARKS) if PART in text or not text.isprintable() else text


def effect_at(body: str, place: int) -> str:
    """One effect of a body, by its parts."""
    return PART.join(body.split(PART, SAID * (place + 1))[SAID * place : SAID * (place + 1)])


def packed_effects(body: str, chosen: int, why: str, exon: str) -> str:
    """One text of an allele's effects: which was chosen and why, its exon, then ``SAID`` parts an effect."""
    return f"{chosen}{EFFECT}{why}{EFFECT}{exon}{EFFECT}{body}"


def unpacked_effects(text: str) -> tuple[tuple[str, ...], str, Effects]:
    """The chosen effect by its parts, its exon, and every effect, from what ``packed_effects`` made."""
    place, why, exon, body = text.split(EFFECT, 3)
    at = int(place)
    first = SAID * at
    return (*body.split(PART, first + SAID)[first : first + SAID], why), exon, Effects(body, at, why)
