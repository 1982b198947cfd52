"""What must never enter the store: names, dates of birth, national numbers (DESIGN 3)."""

import re

from domain.refused import Refused

_PSEUDONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,39}")
_DIGITS_APART = re.compile(r"(?<!\d)\d(?:[ ./-]?\d){10}(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\d\d"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?!\d)"
)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|geb(?:oren)?\.?|né[e]? le)\b[^\d]{0,12}", re.IGNORECASE
)


def national_number_in(text: str) -> str | None:
    """The first Belgian national (or BIS) number in a text, ``None`` when there is none.

    Eleven digits, spaced or dotted in any way, whose last two are 97 less the first nine modulo 97
    (with a 2 before them for people born from 2000), and whose month is 00-12 (+20 or +40 for BIS).
    """
    for match in _DIGITS_APART.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        month = int(digits[2:4]) % 20
        if month > 12 or int(digits[4:6]) > 31:
            continue
        check = int(digits[9:])
        if check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97):
            return match.group()
    return None


def checked_pseudonym(text: str) -> str:
    """The pseudonym, trimmed. Raises ``Refused`` for anything that could name a person."""
    value = text.strip()
    if not value:
        raise Refused("A patient needs a pseudonym: the code under which the centre knows her.")
    if national_number_in(value):
        raise Refused(
            "That is a national number; it was not recorded. Take it out of the field and enter the study's "
            "or the centre's code for the patient instead."
        )
    if _DATE.search(value):
        raise Refused(
            "That holds a date, perhaps of birth; it was not recorded. Take it out of the field and enter a "
            "code without a date instead."
        )
    if not any(c.isdigit() for c in value) or " " in value:
        raise Refused(
            "That reads like a name; it was not recorded. Take it out of the field and enter a code with at "
            "least one digit and no space."
        )
    if not _PSEUDONYM.fullmatch(value):
        raise Refused(
            "A pseudonym has 3 to 40 letters, digits, dots, dashes or slashes; it was not recorded. "
            "Take it out of the field and enter such a code instead."
        )
    return value


MOST_CHARACTERS = 4_000
"""Of a free text: some two pages. More would push what stands below it off everybody's screen."""


def checked_text(text: str | None, what: str, as_recorded: bool = False) -> str | None:
    """Free text, trimmed; ``None`` when empty. Raises ``Refused`` when it names a person or is too long.

    ``what`` is the field's label, for the sentence; what was recorded once may be of any length.
    """
    value = (text or "").strip()
    if not value:
        return None
    if len(value) > MOST_CHARACTERS and not as_recorded:
        raise Refused(
            f"{what} has {len(value):,} characters, and at most {MOST_CHARACTERS:,} are kept; it was not "
            "recorded. Shorten it and record again."
        )
    if national_number_in(value):
        raise Refused(
            f"{what} holds a national number; it was not recorded. Take it out of the field and record again."
        )
    born = _BORN.search(value)
    if born and _DATE.match(value, born.end()):
        raise Refused(
            f"{what} holds a date of birth; it was not recorded. Take it out of the field and give the age "
            "or the year instead."
        )
    return value
