"""Numbers: uptake, cohort position and their like, as pure functions."""
