"""How a searched text is made comparable: case, accents, punctuation and spelling aside."""

import re
import unicodedata

_SPELLINGS = (
    ("tumour", "tumor"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("haem", "hem"),
    ("aemia", "emia"),
    ("paed", "ped"),
    ("gynaec", "gynec"),
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case, without accents and punctuation, in American spelling, one space between words."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    spaced = _NOT_WORD.sub(" ", folded).strip()
    for british, american in _SPELLINGS:
        spaced = spaced.replace(british, american)
    return spaced


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as ``plain`` writes them."""
    return tuple(plain(text).split())
