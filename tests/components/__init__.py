"""Components, by what they make of typed values."""
