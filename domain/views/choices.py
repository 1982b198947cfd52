"""One entry of a list that a person chooses from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and how it is shown."""

    code: str
    label: str
    group: str = ""
    definition: str = ""
