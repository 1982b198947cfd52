"""The one way to make a widget's key: it names what the widget is about (DESIGN 6)."""


def wkey(name: str, subject_id: str, *parts: str | int) -> str:
    """The key of a widget, from its name, the subject it is about and that subject's version or row set.

    Two subjects never share a key, so that what was typed, edited or selected for one patient
    cannot appear under another.
    """
    return "-".join(str(part).replace("-", "_") for part in (name, subject_id, *parts))
