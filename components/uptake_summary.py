"""The uptake in sentences, and the tables of what waits and of the turnaround."""

from collections.abc import Sequence

from components.csv_file import Share, Table
from components.text import DASH, counted, day, days
from endpoints.funnel import Turnaround
from endpoints.uptake import PendingAnswers, ReasonsTable, Uptake


def left_out_sentence(left_out: Sequence[tuple[str, int]]) -> str:
    """Who is in no number, as a sentence."""
    if not left_out:
        return "Nobody is left out."
    return "Left out: " + "; ".join(f"{count:,} {why}" for why, count in left_out) + "."


def uptake_sentence(one: Uptake) -> str:
    """The two honest shares of what was followed, each with who is left out."""
    of_all, known = one.of_recommended, one.of_answers_known
    return (
        f"Followed wholly or partly: {of_all.text} of recommended therapies. "
        f"{left_out_sentence(of_all.left_out)} "
        f"Of answers known: {known.text}. {left_out_sentence(known.left_out)}"
    )


def reasons_sentence(table: ReasonsTable) -> str:
    """Over what the reasons are counted."""
    given = sum(bool(one.primary.numerator or one.contributing.numerator) for one in table.reasons)
    return (
        f"{given} of {len(table.reasons)} reasons were given, "
        f"over {table.denominator:,} recommended therapies. "
        f"{left_out_sentence(table.left_out)} The table has the reasons that were never given, too."
    )


def pending_sentence(pending: PendingAnswers) -> str:
    """How many wait, since when, and how long at the median."""
    if not pending.rows:
        return "No recommended therapy waits for an answer."
    first = pending.rows[0]
    middle = "" if pending.median_days is None else f", at the median {days(round(pending.median_days))}"
    how_many = counted(len(pending.rows), "recommended therapy waits", "recommended therapies wait")
    longest = f"the longest since {day(first.recommended_on)} ({days(first.days_waiting)})"
    return f"{how_many} for an answer, {longest}{middle}."


def pending_table(groups: Sequence[tuple[str, int, PendingAnswers]]) -> Table:
    """What waits in each group; ``groups`` hold the name, the therapies recommended and what waits."""
    rows = []
    for name, recommended, pending in groups:
        first = pending.rows[0].recommended_on if pending.rows else None
        longest = pending.rows[0].days_waiting if pending.rows else None
        middle = DASH if pending.median_days is None else f"{pending.median_days:g}"
        waiting = len(pending.rows)
        share = Share(f"{waiting:,} of {recommended:,}", waiting, recommended)
        rows.append((name, share, day(first), longest, middle, pending.days_unknown))
    columns = (
        "Group",
        "Waiting, of recommended",
        "Oldest since",
        "Longest, days",
        "Median, days",
        "Days unknown",
    )
    return Table("Waiting for an answer", columns, tuple(rows))


def turnaround_sentence(one: Turnaround) -> str:
    """The median from specimen to report with its n, quartiles and who is left out."""
    if one.median_days is None:
        return f"No turnaround can be computed. {left_out_sentence(one.left_out)}"
    spread = "" if one.quartiles is None else f", quartiles {one.quartiles[0]:g} to {one.quartiles[1]:g}"
    return (
        f"Median {one.median_days:g} days from specimen to first report{spread}, n = {one.n:,} patients. "
        f"{left_out_sentence(one.left_out)}"
    )


def turnaround_table(groups: Sequence[tuple[str, Turnaround]]) -> Table:
    """The turnaround of each group."""
    rows = []
    for name, one in groups:
        low, high = one.quartiles or (None, None)
        rows.append((name, one.median_days, low, high, one.n, left_out_sentence(one.left_out)))
    columns = ("Group", "Median, days", "25 %, days", "75 %, days", "n", "Left out")
    return Table("Turnaround from specimen to first report", columns, tuple(rows))
