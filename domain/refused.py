"""What a person reads when an act is not taken."""


class Refused(Exception):
    """An act or a value that is not allowed, with the sentence the user will read.

    The sentence says what happened, what was kept and what to do next.
    """

    @property
    def sentence(self) -> str:
        """The sentence as it is shown."""
        return str(self)


class Stale(Refused):
    """The subject changed after the form was drawn: nothing was recorded, the text is kept."""


class Unreachable(Refused):
    """The subject does not exist for this person; the same words whether or not it exists."""
