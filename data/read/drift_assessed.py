"""What the profiles of cases under advice could see; asked where an item wants something to be absent."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.read.drift_facts import ProfileAsked
from data.reference.assay_content import genes_read
from data.store import Reader
from domain.assessment import RANK, Assessment, assessment, gene_assessment
from domain.findings import FindingClass
from domain.knowledge.profiles import AllOf, AnyOf, Atom, Expression, Not
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict

Assessed = Callable[[str, FindingClass], Assessment]
Answers = Callable[[str, FindingClass], tuple[Assessment, str | None]]
"""Of one profile: whether a class was assessed in a gene, and why not or why that is not known."""


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """The profiles and single tests in force of a case's tumour, and what they assessed."""

    profiles: tuple[ProfileAsked, ...]
    assessed: Assessed


def wants_absence(expression: Expression) -> bool:
    """Whether an item asks for something that was looked for and is not there."""
    match expression:
        case Not():
            return True
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(map(wants_absence, parts))
        case Atom():
            return False


def nothing_assessed(gene: str, kind: FindingClass) -> Assessment:
    """No class in any gene: of a case that is not asked."""
    return Assessment.NOT_ASSESSED


def cases_seen(reader: Reader, case_ids: Iterable[str]) -> dict[str, CaseSeen]:
    """What was profiled of some cases, by their ids; a class in a gene is assessed where one profile did."""
    rows = reader.rows("drift/profiles", case_ids=sorted(set(case_ids)))
    answers = answers_of(reader, rows)
    by_case: dict[str, list[tuple[ProfileAsked, Answers]]] = defaultdict(list)
    for row in rows:
        profile = ProfileAsked(row["profile_no"], row["laboratory_id"], row["assay"], row["dated"])
        by_case[row["case_id"]].append((profile, answers[row["profile_id"]]))
    return {
        case_id: CaseSeen(tuple(one for one, _ in known), _by_one([asked for _, asked in known]))
        for case_id, known in by_case.items()
    }


def answers_of(reader: Reader, profiles: Sequence[Mapping[str, Any]]) -> dict[str, Answers]:
    """What some profiles could see, by their ids; ``profiles`` are rows with assay and ``has_rna``."""
    ids = sorted({row["profile_id"] for row in profiles})
    verdicts: dict[str, dict[QualityClass, ClassVerdict]] = defaultdict(dict)
    for row in reader.rows("drift/verdicts", profile_ids=ids):
        of = QualityClass(row["quality_class"])
        verdicts[row["profile_id"]][of] = ClassVerdict(of, Verdict(row["verdict"]), row["reason"] or "")
    missing: dict[str, dict[FindingClass, str]] = defaultdict(dict)
    for row in reader.rows("drift/missing_classes", profile_ids=ids):
        missing[row["profile_id"]][FindingClass(row["class"])] = row["reason"]
    without_exons = {row["profile_id"] for row in reader.rows("drift/without_exons", profile_ids=ids)}
    return {
        profile_id: _by_profile(
            row["assay"],
            row["has_rna"],
            profile_id not in without_exons,
            verdicts[profile_id],
            missing[profile_id],
        )
        for profile_id, row in {row["profile_id"]: row for row in profiles}.items()
    }


def _by_profile(
    assay: str,
    has_rna: bool,
    calls_exons: bool,
    verdicts: Mapping[QualityClass, ClassVerdict],
    missing: Mapping[FindingClass, str],
) -> Answers:
    def asked(gene: str, kind: FindingClass) -> tuple[Assessment, str | None]:
        of_class = assessment(kind, verdicts, assay, has_rna, calls_exons, missing)
        return gene_assessment(kind, gene, assay, of_class, genes_read(kind, assay))

    return asked


def _by_one(profiles: Sequence[Answers]) -> Assessed:
    def asked(gene: str, kind: FindingClass) -> Assessment:
        states = (of_profile(gene, kind)[0] for of_profile in profiles)
        return min(states, key=RANK.__getitem__, default=Assessment.NOT_ASSESSED)

    return asked
