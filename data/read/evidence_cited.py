"""The items of evidence that the recommendations of a case cite, in the wording in force."""

from data.store import Reader
from domain.knowledge.evidence import DrugEffect, Source
from domain.recommendations import CitedEvidence


def cited_by_recommendation(reader: Reader, case_id: str) -> dict[str, tuple[CitedEvidence, ...]]:
    """What each recommendation of a case cites, by its id; those that cite nothing are out."""
    found: dict[str, tuple[CitedEvidence, ...]] = {}
    for row in reader.rows("case/cited", case_id=case_id):
        one = CitedEvidence(
            Source(row["source"]),
            row["release_version"],
            row["released_on"],
            row["item_id"],
            row["level_scheme"],
            row["level"],
            DrugEffect(row["effect"]),
            row["words"],
        )
        found[row["recommendation_id"]] = (*found.get(row["recommendation_id"], ()), one)
    return found
