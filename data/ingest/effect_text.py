"""How the effects of a call travel as one text, and what they are again at its end."""

from itertools import repeat

PART = "|"
"""Between the parts of one effect."""

EFFECT = "\x1e"
"""Between what is said of an allele and its effects."""

SAID = 5
"""Parts of an effect: gene, transcript, coding change, protein change, consequence."""

ALLELE = "\x1d"
"""Between the alleles of one row."""

MARKS = str.maketrans({mark: " " for mark in "\t\n\r\x1d\x1e"})
"""What a text must not hold beside ``PART`` when it is packed."""

_ALL_MARKS = MARKS | str.maketrans(PART, "/")

_NOT_CHOSEN = repeat("")

Transcripts = tuple[tuple[str, ...], ...]
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


def unpacked_effects(text: str) -> tuple[tuple[str, ...], str, Transcripts]:
    """The chosen effect by its parts, its exon, and every effect, from what ``packed_effects`` made."""
    at, why, exon, body = text.split(EFFECT, 3)
    parts = iter(body.split(PART))
    every = list(zip(parts, parts, parts, parts, parts, _NOT_CHOSEN, strict=False))
    chosen = every[int(at)] = (*every[int(at)][:SAID], why)
    return chosen, exon, tuple(every)
