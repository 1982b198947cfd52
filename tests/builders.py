"""Builders with defaults: a store with people in it, cases, runs and advice, all through real acts."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from data.journal import new_id
from data.record import PROJECTIONS, cases, meetings, people, recommendations, runs
from data.record.act import SYSTEM
from data.store import Store, open_store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.cases import CaseOpening, Patient, Specimen, Tumour
from domain.codes import RecommendationKind, Sex, SpecimenKind, SpecimenOrigin
from domain.findings import (
    AnnotationSource,
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    Build,
    CopyNumberCall,
    CopyNumberChange,
    Findings,
    Fusion,
    Origin,
    SmallVariant,
)
from domain.meetings import AgendaItem, Meeting
from domain.people import Actor, Person, Place, Role, RoleGrant
from domain.quality import Outcome, QualityClass, QualityMetric, Verdict
from domain.readings import ClassVerdict, FileKind, FileRead, SampleReading
from domain.recommendations import Recommendation, SupportingFinding

TODAY = date.today()

CENTRES = {"north": "Northern hospital", "south": "Southern hospital"}
LABORATORIES = {"lab-a": "Laboratory A", "lab-b": "Laboratory B"}
USERS: dict[str, tuple[str, Role, str | None, str | None]] = {
    "coordinator": ("Carla Coordinator", Role.COORDINATOR, None, None),
    "chair": ("Chris Chair", Role.CHAIR, None, None),
    "member": ("Mona Member", Role.BOARD_MEMBER, None, None),
    "oncologist-north": ("Nora North", Role.ONCOLOGIST, "north", None),
    "oncologist-south": ("Sam South", Role.ONCOLOGIST, "south", None),
    "laboratory-a": ("Lars Laboratory", Role.LABORATORY, None, "lab-a"),
    "laboratory-b": ("Bea Bench", Role.LABORATORY, None, "lab-b"),
    "analyst": ("Ana Analyst", Role.ANALYST, None, None),
    "administrator": ("Ada Administrator", Role.ADMINISTRATOR, None, None),
}


def actor(user_id: str) -> Actor:
    """One of ``USERS`` as she acts."""
    name, role, centre, laboratory = USERS[user_id]
    return Actor(user_id, name, role, (centre,) if centre else (), (laboratory,) if laboratory else ())


def new_store(home: Path) -> Store:
    """A store with the centres, laboratories and users above and nothing else."""
    return _copy(_made_store(), home)


@cache
def _made_store() -> Path:
    """The home of a store made once a process, by real acts: the tests get copies."""
    store = open_store(_own_folder() / "home", PROJECTIONS)
    for place_id, name in CENTRES.items():
        people.record_centre(store, SYSTEM, Place(place_id, name), 0, new_id())
    for place_id, name in LABORATORIES.items():
        people.record_laboratory(store, SYSTEM, Place(place_id, name), 0, new_id())
    for user_id, (name, role, centre, laboratory) in USERS.items():
        people.record_person(store, SYSTEM, Person(user_id, name), 0, new_id())
        people.record_role(store, SYSTEM, RoleGrant(user_id, role, centre, laboratory), 1, new_id())
    store.close()
    return store.home


def _copy(made: Path, home: Path) -> Store:
    shutil.copytree(made, home, dirs_exist_ok=True)
    return open_store(home, PROJECTIONS)


def _own_folder() -> Path:
    """A folder that is gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="mtb-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The ids of a case that was opened."""

    case_id: str
    patient_id: str
    tumour_id: str
    specimen_id: str
    sample_id: str


def open_case(store: Store, pseudonym: str = "P-001", centre: str = "north", **overrides: Any) -> OpenedCase:
    """Open a case with a specimen at laboratory A; ``overrides`` are fields of ``CaseOpening``."""
    sample_id = overrides.pop("sample_id", f"{pseudonym}-DNA")
    laboratory = overrides.pop("laboratory", "lab-a")
    specimen = Specimen(
        laboratory, SpecimenKind.TISSUE, SpecimenOrigin.METASTASIS, (sample_id,), site="liver",
        collected_on=TODAY - timedelta(days=40), fixation="ffpe", tumour_cell_percent=60, dna_ng=120,
        rna_ng=90, dcq=1.2, dv200_percent=65,
    )  # fmt: skip
    values: dict[str, Any] = {
        "patient": Patient(pseudonym, Sex.FEMALE, 1961, centre, synthetic=True),
        "tumour": Tumour(
            "LUAD", site="lung", stage="IV", histology="Adenocarcinoma", diagnosed_on=date(2024, 3, 5)
        ),
        "question": "Which targeted options are there after progression?",
        "ecog": 1,
        "previous_lines": 2,
        "previous_lines_text": "Carboplatin-pemetrexed; docetaxel",
        "specimen": specimen,
        **overrides,
    }
    event = cases.record_case(store, actor("coordinator"), CaseOpening(**values), 0, new_id())
    made = event.payload or {}
    case = made["case"]
    return OpenedCase(
        case["case_id"], case["patient_id"], case["tumour_id"], made["specimen"]["specimen_id"], sample_id
    )


def small_variant(number: int = 1, **overrides: Any) -> SmallVariant:
    """A call; the first is BRAF V600E, the others synthetic missense calls."""
    values: dict[str, Any] = {
        "chrom": "chr7", "pos": 140453136, "ref": "A", "alt": "T", "build": Build.GRCH37, "gene": "BRAF",
        "reported_gene": "BRAF", "p_dot": "NP_004324.2:p.(Val600Glu)", "c_dot": "NM_004333.4:c.1799T>A",
        "transcript": "NM_004333.4", "consequence": ("missense_variant",), "exon": "15/18", "vaf": 0.234,
        "vaf_text": "0.234", "depth": 512, "origin": Origin.SOMATIC,
        "annotation_source": AnnotationSource.CVO,
    }  # fmt: skip
    if number > 1:
        values |= {
            "chrom": "chr17", "pos": 7_570_000 + number, "ref": "C", "alt": "G", "gene": "TP53",
            "reported_gene": "TP53", "p_dot": f"NP_000537.3:p.(Arg{number}Gly)",
            "c_dot": f"NM_000546.5:c.{number}C>G", "transcript": "NM_000546.5", "exon": "5/11",
            "vaf": round(0.05 + (number % 90) / 100, 4), "depth": 200 + number % 700,
            "origin": Origin.UNKNOWN,
        }  # fmt: skip
        values["vaf_text"] = str(values["vaf"])
    return SmallVariant(**{**values, **overrides})


def biomarkers(tmb: str | None = "12.6", msi: str | None = "3.2") -> tuple[Biomarker, ...]:
    """TMB and MSI; ``None`` makes one not evaluable."""

    def one(name: BiomarkerName, text: str | None, unit: str) -> Biomarker:
        if text is None:
            reason = "The coverage is below its limit."
            return Biomarker(name, BiomarkerState.NOT_EVALUABLE, None, None, unit, (), reason)
        return Biomarker(name, BiomarkerState.VALUE, float(text), text, unit, (("Usable MSI Sites", "121"),))

    return (one(BiomarkerName.TMB, tmb, "mutations/Mb"), one(BiomarkerName.MSI, msi, "% unstable sites"))


def reading(sample_id: str, calls: int = 12, **overrides: Any) -> SampleReading:
    """What a reader made of one sample: ``calls`` small variants, a gain, a fusion, TMB and MSI."""
    metric = QualityMetric(
        "DNA Library QC Metrics", "MEDIAN_EXON_COVERAGE", "Count", "150", None, "812", sample_id
    )
    values: dict[str, Any] = {
        "pair_id": None, "dna_sample_id": sample_id, "rna_sample_id": None, "assay": "TSO500",
        "software": "DRAGEN TruSight Oncology 500", "software_version": "2.1.1.4", "run_name": "SYN-RUN-1",
        "run_date": TODAY - timedelta(days=12), "output_date": TODAY - timedelta(days=10),
        "build": Build.GRCH37,
        "findings": Findings(
            small_variants=tuple(small_variant(n + 1) for n in range(calls)),
            copy_number=(CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 6.1, "6.1", None),),
            fusions=(Fusion("EML4-ALK", "EML4", "ALK", True, "chr2:42522656", "chr2:29446394", 57),),
            biomarkers=biomarkers(),
        ),
        "metrics": (metric,),
        "verdicts": (
            ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.PASS, "All metrics are within their limits."),
            ClassVerdict(QualityClass.MSI, Verdict.PASS, "All metrics are within their limits."),
            ClassVerdict(QualityClass.RNA, Verdict.FAIL, "MEDIAN_INSERT_SIZE 61, expected at least 80."),
        ),
        "outcome": Outcome.PARTIAL, "outcome_reason": "RNA failed.", "content_sha256": f"{sample_id}-{calls}",
        "reference_rows": 0, "filtered_rows": 31,
    }  # fmt: skip
    return SampleReading(**{**values, **overrides})


def accept_run(store: Store, opened: OpenedCase, user: str = "coordinator", **overrides: Any) -> str:
    """Bring one sample of an opened case in; return the profile's id.

    ``overrides`` go to ``reading``, but for ``counts`` and ``problems``: those of its files.
    """
    counts, problems = overrides.pop("counts", ()), overrides.pop("problems", ())
    acceptance = SampleAcceptance(
        reading(opened.sample_id, **overrides), (opened.specimen_id,), TODAY - timedelta(days=20),
        TODAY - timedelta(days=9),
    )  # fmt: skip
    file = FileRead(
        f"{opened.sample_id}_CombinedVariantOutput.tsv", "0" * 64, 1000, FileKind.COMBINED_VARIANT_OUTPUT
    )
    run = RunAcceptance("SYN-RUN-1", "lab-a", (file,), (acceptance,), counts, problems)
    event = runs.record_run(store, actor(user), run, 0, new_id())
    return str((event.payload or {})["profiles"][0]["profile_id"])


def plan_meeting(store: Store, *case_ids: str, held_on: date | None = None) -> str:
    """A meeting, next week by default, with these cases on its agenda; return its id."""
    meeting = Meeting(held_on or TODAY + timedelta(days=7), "chair", "Room 1", ("Chris Chair", "Mona Member"))
    event = meetings.record_meeting(store, actor("coordinator"), (None, meeting), 0, new_id())
    items = tuple(AgendaItem(case_id, place) for place, case_id in enumerate(case_ids, start=1))
    if items:
        meetings.record_agenda(store, actor("coordinator"), (event.subject_id, items), 1, new_id())
    return event.subject_id


def recommend(store: Store, case_id: str, **overrides: Any) -> str:
    """An approved therapy by default; return the recommendation's id."""
    values: dict[str, Any] = {
        "kind": RecommendationKind.APPROVED_THERAPY,
        "rationale": "BRAF V600E, approved combination.",
        "drugs": ("dabrafenib", "trametinib"),
        "evidence_scheme": "escat",
        "evidence_level": "I-A",
        "recommended_on": TODAY - timedelta(days=12),
        **overrides,
    }
    advice = (case_id, Recommendation(**values))
    return recommendations.record_recommendation(store, actor("chair"), advice, 0, new_id()).subject_id


def recommend_off_label(store: Store, case_id: str, **overrides: Any) -> str:
    """The same drugs off label, beside the approved therapy that stands on a case already."""
    return recommend(store, case_id, kind=RecommendationKind.OFF_LABEL, **overrides)


def supporting(profile_id: str, number: int = 5, label: str = "BRAF p.(Val600Glu)") -> SupportingFinding:
    """A finding of a profile as a recommendation rests on it."""
    return SupportingFinding(f"{profile_id}.{number}", label)


@dataclass(slots=True)
class Board:
    """A store with a full case: profile, meeting, two recommendations."""

    store: Store
    north: OpenedCase
    south: OpenedCase
    profile_id: str
    meeting_id: str
    recommendation_ids: list[str] = field(default_factory=list)


def new_board(home: Path, calls: int = 12, opened: Callable[[], Store] | None = None) -> Board:
    """Two centres with a case each; the northern one is profiled, on the agenda and advised on twice.

    ``opened`` opens the store in ``home``, where somebody else than the test holds it.
    """
    made = _made_board(calls)
    advice = list(made.recommendation_ids)
    shutil.copytree(made.store.home, home, dirs_exist_ok=True)
    store = opened() if opened else open_store(home, PROJECTIONS)
    return replace(made, store=store, recommendation_ids=advice)


@cache
def _made_board(calls: int) -> Board:
    """A board made once a process, by real acts; its store is closed, the tests get copies."""
    store = new_store(_own_folder() / "home")
    north, south = open_case(store), open_case(store, "P-002", "south", laboratory="lab-b")
    profile_id = accept_run(store, north, calls=calls)
    meeting_id = plan_meeting(store, north.case_id, south.case_id)
    advice = [
        recommend(store, north.case_id, supporting=(supporting(profile_id),)),
        recommend(
            store, north.case_id, kind=RecommendationKind.CLINICAL_TRIAL, drugs=(), trial_registry="other",
            trial_id="SYN-2026-014", rationale="Second option.", evidence_level="III-A",
        ),
    ]  # fmt: skip
    store.close()
    return Board(store, north, south, profile_id, meeting_id, advice)
