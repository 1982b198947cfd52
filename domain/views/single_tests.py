"""The single tests of a case as the form that withdraws one needs them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandingTest:
    """A single test in force, with all that it showed."""

    profile_id: str
    label: str
    """Marker, method, what was shown, and the day of the report."""
    version: int
    """How many acts it has had: what a form about it was drawn from."""
