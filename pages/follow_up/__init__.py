"""The physician's answers and the uptake."""
