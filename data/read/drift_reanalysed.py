"""The findings that advice rests on, known again in the profiles that replaced theirs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.store import Reader


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """A finding in a profile that replaced the one it was found in."""

    finding_id: str
    profile_no: int


Replaced = Mapping[str, Sequence[Mapping[str, Any]]]
"""By the id of a profile those that replaced it, each the one before, the last in force: rows of
``drift/reanalysed``. What was not replaced is not in it."""


def replaced_profiles(reader: Reader, supporting: Iterable[Mapping[str, Any]]) -> Replaced:
    """What replaced the profiles under advice; ``supporting`` are rows of its query."""
    profiles = {row["profile_id"] for row in supporting}
    if not profiles:
        return {}
    by = {row["supersedes"]: row for row in reader.rows("drift/reanalysed")}
    return {one: found for one in sorted(profiles) if (found := _replacing(one, by))}


def _replacing(profile_id: str, by: Mapping[str, Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    while (row := by.get(profile_id)) is not None:
        found.append(row)
        profile_id = row["profile_id"]
    return found


def found_again(
    reader: Reader, supporting: Iterable[Mapping[str, Any]], replaced: Replaced
) -> dict[str, tuple[FoundAgain, ...]]:
    """Of each finding that was found again by a re-analysis, where; ``supporting`` are rows of its query.

    A profile that replaced one that had replaced it counts as well.
    """
    earlier = {row["finding_id"]: row for row in supporting if row["profile_id"] in replaced}
    if not earlier:
        return {}
    numbers = {profile_id: [row["profile_no"] for row in found] for profile_id, found in replaced.items()}
    told = reader.rows(
        "drift/found_again",
        earlier=sorted({row["profile_id"] for row in earlier.values()}),
        finding_ids=sorted(earlier),
        later=sorted({number for row in earlier.values() for number in numbers[row["profile_id"]]}),
    )
    found: dict[str, list[FoundAgain]] = defaultdict(list)
    for row in told:
        # The same change in a profile of another sample is another finding.
        if row["profile_no"] in numbers[earlier[row["finding_id"]]["profile_id"]]:
            found[row["finding_id"]].append(FoundAgain(row["again_id"], row["profile_no"]))
    return {finding_id: tuple(again) for finding_id, again in found.items()}
