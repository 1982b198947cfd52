"""Whether a patient had a drug before: by the lines that somebody wrote down, which a person has to check."""

import re
from functools import lru_cache

from domain.trials.criteria import Treated
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer

_QUOTED = 80


def treated_before(asked: Treated, case: LookedAt) -> Told:
    """Whether one of the drugs stands among the lines before: at most with a warning, for they are free text.

    No line before is a no; lines that do not name the drug decide nothing.
    """
    lines, written = case.patient.previous_lines, " ".join((case.patient.previous_lines_text or "").split())
    named = " or ".join(asked.names)
    found = _search(asked.spellings).search(written.casefold()) if asked.spellings else None
    if found is not None:
        quoted = written if len(written) <= _QUOTED else f"{written[:_QUOTED]}…"
        return Told(
            Answer.WARN, f"{found[0]} stands among the lines before (“{quoted}”): check that it was given"
        )
    if lines == 0 and not written:
        return Told(Answer.FAIL, "no line of therapy was given before")
    fact = (
        f"the lines before as they are written down do not name {named}"
        if written
        else "which drugs were given before is not recorded"
    )
    return Told(
        Answer.UNDETERMINED, fact, (), f"The treating physician can say: whether {named} was given before."
    )


@lru_cache(maxsize=256)
def _search(spellings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, spellings), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
