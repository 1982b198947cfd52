"""A reason that a profile has told already: a long one is said once, where the technical outcome stands."""

ABOVE = "as the technical outcome says"


def told_above(reason: str | None, outcome_reason: str | None) -> bool:
    """Whether the technical outcome of the profile gives this very reason."""
    return bool(reason) and (reason or "") in (outcome_reason or "")
