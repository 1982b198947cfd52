"""Whether a patient had a drug before: by the lines that somebody wrote down, which a person has to check."""

import re
from functools import lru_cache

from domain.trials.criteria import OtherName, Treated
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer

_QUOTED = 80


def treated_before(asked: Treated, case: LookedAt) -> Told:
    """Whether one of the drugs stands among the lines before: at most with a warning, for they are free text.

    No line before is a no; lines that do not name the drug, or name its class alone, decide nothing. What
    stands there under another name says by what it was met.
    """
    lines, written = case.patient.previous_lines, " ".join((case.patient.previous_lines_text or "").split())
    named = " or ".join(asked.names)
    quoted = f"among the lines before (“{written if len(written) <= _QUOTED else f'{written[:_QUOTED]}…'}”)"
    found = _found(asked, written)
    if found is not None:
        return Told(Answer.WARN, f"{_called(found, asked.others)} stands {quoted}: check that it was given")
    if lines == 0 and not written:
        return Told(Answer.FAIL, "no line of therapy was given before")
    of_class = _first(tuple(one.spelling for one in asked.classes), written)
    if of_class is not None:
        fact = f"{_called(of_class, asked.classes)} stands {quoted}: which drug was given is not said"
    elif written:
        fact = f"the lines before as they are written down do not name {named}"
    else:
        fact = "which drugs were given before is not recorded"
    return Told(
        Answer.UNDETERMINED, fact, (), f"The treating physician can say: whether {named} was given before."
    )


def _found(asked: Treated, written: str) -> str | None:
    """The drug as it stands in the lines: by the name asked for before any other."""
    return _first(tuple(name.casefold() for name in asked.names), written) or _first(asked.spellings, written)


def _first(spellings: tuple[str, ...], written: str) -> str | None:
    found = _search(spellings).search(written) if spellings else None
    return found[0] if found else None


def _called(found: str, others: tuple[OtherName, ...]) -> str:
    told = next((one.told for one in others if one.spelling == found.casefold()), None)
    return f"{found}, {told}," if told else found


@lru_cache(maxsize=256)
def _search(spellings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, spellings), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)
