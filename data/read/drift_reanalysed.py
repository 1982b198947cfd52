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


def found_again(reader: Reader, supporting: Iterable[Mapping[str, Any]]) -> dict[str, tuple[FoundAgain, ...]]:
    """Of each finding that was found again by a re-analysis, where; ``supporting`` are rows of its query.

    A profile that replaced one that had replaced it counts as well.
    """
    rows = {row["finding_id"]: row for row in supporting}
    replaced = {row["supersedes"]: row for row in reader.rows("drift/reanalysed")} if rows else {}
    after = {row["profile_id"]: _after(row["profile_id"], replaced) for row in rows.values()}
    earlier = {finding_id: row for finding_id, row in rows.items() if after[row["profile_id"]]}
    if not earlier:
        return {}
    told = reader.rows(
        "drift/found_again",
        earlier=sorted({row["profile_id"] for row in earlier.values()}),
        finding_ids=sorted(earlier),
        later=sorted({number for row in earlier.values() for number in after[row["profile_id"]]}),
    )
    found: dict[str, list[FoundAgain]] = defaultdict(list)
    for row in told:
        # The same change in a profile of another sample is another finding.
        if row["profile_no"] in after[earlier[row["finding_id"]]["profile_id"]]:
            found[row["finding_id"]].append(FoundAgain(row["again_id"], row["profile_no"]))
    return {finding_id: tuple(again) for finding_id, again in found.items()}


def _after(profile_id: str, replaced: Mapping[str, Mapping[str, Any]]) -> Sequence[int]:
    """The profiles that replaced one, each the one before."""
    found: list[int] = []
    while (row := replaced.get(profile_id)) is not None:
        found.append(row["profile_no"])
        profile_id = row["profile_id"]
    return found
