"""How many rows a problem speaks of: one row is never *1 rows*."""


def row_words(count: int) -> str:
    """``1 row``, ``12 rows``, ``1,223 rows``."""
    return "1 row" if count == 1 else f"{count:,} rows"
