"""A trial or a planned biomarker against the cohort: whom the criteria would take, counted, never named."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.cohort_biomarkers import cohort_biomarkers
from data.read.drift_facts import ProfileAsked, facts_by_profile
from data.read.kept import Kept
from data.read.test_results import result_of
from data.reference.assay_content import genes_read
from data.reference.exon_codons import exons_of_codons
from data.reference.genes import genes
from data.reference.tumour_tree import ONCOTREE
from data.store import Reach, Reader, Store
from domain.assessment import RANK, Assessment, assessment, gene_assessment
from domain.codes import Sex
from domain.findings import BiomarkerName, FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding
from domain.knowledge.case_findings import SIGNATURES
from domain.people import Actor
from domain.quality import Outcome, QualityClass, Verdict
from domain.readings import CALLED_CLASSES, ClassVerdict
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.thresholds import BLOOD_ASSAY
from domain.trials.criteria import Genomic, Tree, WildType, criteria
from domain.trials.extent import extent_of
from domain.trials.feasibility import would_match
from domain.trials.looked import LookedAt
from domain.trials.patient_facts import FindingDetail, PatientFacts, Tmb
from domain.trials.trial import Trial
from domain.views.feasibility import Counted, Feasibility

_KEPT: Kept[Feasibility] = Kept(16)
_HER2 = "ERBB2"
"""HER2 is asked as a state and answered by its gene, too."""
_MADE_APART = frozenset(
    word
    for (name, _), word in SIGNATURES.items()
    if name in {BiomarkerName.TMB, BiomarkerName.MSI, BiomarkerName.MSI_SUM_JSD}
)
_States = Mapping[FindingClass, tuple[Assessment, str | None]]


def feasibility(store: Store, actor: Actor, asked: Trial | Tree, today: date | None = None) -> Feasibility:
    """Whom of the cohort within the actor's reach the criteria would take, without any id of a patient."""
    day, own = today or date.today(), reach_of(actor)
    key = (store.opened, store.sequence, own, asked, day)

    def read() -> Feasibility:
        with store.reading(_cohort(own)) as reader:
            return _counted(reader, own, asked, day)

    return _KEPT.get(key, read)


def _cohort(own: Reach) -> Reach:
    # The reach says whose patients may be counted; they are asked one by one, and only counts leave.
    return Reach(
        user_id=own.user_id,
        every_centre=own.every_cohort,
        centres=own.cohort_centres,
        laboratories=own.cohort_laboratories,
    )


@dataclass(frozen=True, slots=True)
class _Profiled:
    """A profile with what decides on what it could have seen."""

    row: Mapping[str, Any]
    verdicts: Mapping[QualityClass, ClassVerdict]
    states: _States


def _counted(reader: Reader, own: Reach, asked: Trial | Tree, day: date) -> Feasibility:
    profiles = _profiles(reader)
    patients = reader.rows("trials/cohort_patients")
    brought = {row["patient_id"]: profiles.get((row["patient_id"], row["tumour_id"]), []) for row in patients}
    tests = _tests(reader, [one for several in brought.values() for one in several])
    profiled_by = {
        patient_id: [one for one in several if _is_profile(one, tests)]
        for patient_id, several in brought.items()
    }
    profiled = [row for row in patients if profiled_by[row["patient_id"]]]
    chosen = [one for row in profiled for one in brought[row["patient_id"]]]
    found = dict(_findings(reader, chosen, _genes_asked(asked)))
    tmb, signatures = cohort_biomarkers(reader, {one.row["profile_no"]: one for one in chosen})
    for number, one in signatures:
        found[number] = (*found.get(number, ()), one)
    looked = [
        LookedAt.at(_patient(row, brought[row["patient_id"]], found, tmb, tests, day)) for row in profiled
    ]
    answers = would_match(asked, looked, ONCOTREE).patients
    return Feasibility(
        tuple(
            Counted(
                row["centre"],
                own.every_centre or row["centre_id"] in own.centres,
                profiled_by[row["patient_id"]][0].row["dated"].year,
                answer.answer,
                all(_failed(one, tests) for one in profiled_by[row["patient_id"]]),
            )
            for row, answer in zip(profiled, answers, strict=True)
        ),
        len(patients) - len(profiled),
        any(row["synthetic"] for row in patients),
    )


def _is_profile(one: _Profiled, tests: Mapping[int, Sequence[TestResult]]) -> bool:
    """Whether it says how far a patient was profiled: a test of one marker does not, a local panel does."""
    told = tests.get(one.row["profile_no"], ())
    return not one.row["single_test"] or any(test.method is Method.NGS_PANEL for test in told)


def _failed(one: _Profiled, tests: Mapping[int, Sequence[TestResult]]) -> bool:
    told = tests.get(one.row["profile_no"], ())
    of_tests = bool(told) and all(test.result is Result.FAILED for test in told)
    return one.row["outcome"] == Outcome.FAILED or of_tests


def _profiles(reader: Reader) -> dict[tuple[str, str], list[_Profiled]]:
    """The profiles of each patient's tumours, the newest first."""
    verdicts: dict[str, dict[QualityClass, ClassVerdict]] = defaultdict(dict)
    for row in reader.rows("trials/cohort_verdicts"):
        one = QualityClass(row["quality_class"])
        verdicts[row["profile_id"]][one] = ClassVerdict(one, Verdict(row["verdict"]), "")
    missing: dict[str, dict[FindingClass, str]] = defaultdict(dict)
    for row in reader.rows("trials/cohort_missing"):
        missing[row["profile_id"]][FindingClass(row["class"])] = ""
    without_exons = {row["profile_id"] for row in reader.rows("trials/cohort_without_exons")}
    found: dict[tuple[str, str], list[_Profiled]] = defaultdict(list)
    for row in reader.rows("trials/cohort_profiles"):
        name = row["profile_id"]
        said = verdicts.get(name, {})
        states: dict[FindingClass, tuple[Assessment, str | None]] = {
            kind: assessment(
                kind, said, row["assay"], row["has_rna"], name not in without_exons, missing.get(name, {})
            )
            for kind in CALLED_CLASSES
        }
        found[(row["patient_id"], row["tumour_id"])].append(_Profiled(row, said, states))
    return found


def _genes_asked(asked: Trial | Tree) -> list[str]:
    """The genes that the criteria name; all of the assays where one asks for any."""
    trees = (asked.match, *(arm.match for arm in asked.arms)) if isinstance(asked, Trial) else (asked,)
    named = {_HER2}
    for one in (part for tree in trees if tree is not None for part in criteria(tree)):
        if isinstance(one, Genomic):
            if one.gene is None:
                return [known.symbol for known in genes()]
            named |= {one.gene, *((one.partner,) if one.partner else ())}
        elif isinstance(one, WildType):
            named.add(one.gene)
    return sorted(named)


def _findings(
    reader: Reader, profiles: Sequence[_Profiled], names: Sequence[str]
) -> Mapping[int, tuple[CaseFinding, ...]]:
    """The changes of the genes asked for and what single tests say, by profile; what a profile itself says
    of TMB and MSI is made ready apart."""
    asked = [
        ProfileAsked(one.row["profile_no"], one.row["laboratory_id"], one.row["assay"], one.row["dated"])
        for one in profiles
    ]
    numbers = [one.profile_no for one in asked]
    by_test = {one.row["profile_no"] for one in profiles if one.row["single_test"]}
    found = facts_by_profile(reader, asked, names, reader.rows("drift/classified", profiles=numbers))
    return {
        number: tuple(one for one in made if number in by_test or one.signature not in _MADE_APART)
        for number, made in found.items()
    }


def _tests(reader: Reader, profiles: Sequence[_Profiled]) -> dict[int, list[TestResult]]:
    numbers = [one.row["profile_no"] for one in profiles if one.row["single_test"]]
    made: dict[int, list[TestResult]] = defaultdict(list)
    for row in reader.rows("drift/single_tests", profiles=numbers):
        made[row["profile_no"]].append(result_of(row))
    return made


def _patient(
    row: Mapping[str, Any],
    brought: Sequence[_Profiled],
    found: Mapping[int, tuple[CaseFinding, ...]],
    tmb: Mapping[int, Tmb],
    tests: Mapping[int, Sequence[TestResult]],
    day: date,
) -> PatientFacts:
    by_profile = [(one, found.get(one.row["profile_no"], ())) for one in brought]
    findings = tuple(finding for _, several in by_profile for finding in several)
    numbers = [one.row["profile_no"] for one in brought]
    extent = extent_of(row["metastasis"], row["stage"], row["oncotree_code"], ONCOTREE)
    profiled = [one for one in brought if not one.row["single_test"]]
    tissue = [one for one in profiled if one.row["assay"] != BLOOD_ASSAY]
    return PatientFacts(
        facts=CaseFacts(findings, row["oncotree_code"], _assessed(profiled)),
        year_of_birth=row["year_of_birth"],
        on=day,
        sex=Sex(row["sex"]),
        ecog=row["ecog"],
        previous_lines=row["previous_lines"],
        previous_lines_text=row["previous_lines_text"],
        extent=extent.extent,
        extent_words=extent.words,
        tmb=next((tmb[number] for number in numbers if number in tmb), None),
        tests=tuple(test for number in reversed(numbers) for test in tests.get(number, ())),
        details=_blood_only(by_profile),
        in_tissue=_assessed(tissue) if len(tissue) < len(profiled) else None,
        exons_of=exons_of_codons,
    )


def _assessed(brought: Sequence[_Profiled]) -> Callable[[str, FindingClass], Assessment]:
    """Whether a class was assessed in a gene: by one profile of the tumour is enough."""

    def asked(gene: str, kind: FindingClass) -> Assessment:
        told = (
            gene_assessment(kind, gene, assay, one.states[kind], genes_read(kind, assay))[0]
            for one in brought
            if kind in one.states and (assay := one.row["assay"])
        )
        return min(told, key=RANK.__getitem__, default=Assessment.NOT_ASSESSED)

    return asked


def _blood_only(
    by_profile: Iterable[tuple[_Profiled, Iterable[CaseFinding]]],
) -> dict[str, FindingDetail]:
    """The findings that were seen in blood and in no tissue."""
    rows = [(one.row["assay"] == BLOOD_ASSAY, finding) for one, several in by_profile for finding in several]
    in_tissue = {_change(finding) for blood, finding in rows if not blood}
    return {
        finding.finding_id: FindingDetail(only_in_blood=True)
        for blood, finding in rows
        if blood and _change(finding) not in in_tissue
    }


def _change(one: CaseFinding) -> tuple[Any, ...]:
    return one.kind, one.genes, one.protein or one.coding or one.label
