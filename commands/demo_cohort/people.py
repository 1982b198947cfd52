"""The clinical side of an invented patient: age, stage, treatment so far, specimen, question."""

from datetime import date, timedelta
from random import Random

from commands.demo_cohort.facts import TumourType
from commands.demo_cohort.molecular import Draft
from commands.demo_cohort.plan import DemoSpecimen, DemoTumour, Failure
from domain.codes import DiseaseExtent, Fixation, Sex, SpecimenKind, SpecimenOrigin

_ONLY_MALE = {"PRAD"}
_ONLY_FEMALE = {"HGSOC", "UCEC", "CESC"}
_BREAST = {"IDC", "ILC"}
_WITHOUT_STAGE = {"GB", "CUPNOS"}
_QUESTIONS = (
    "Which options remain after {lines}?",
    "Is there a targeted option or a trial after {lines}?",
    "Disease progression after {lines}: does the profile show an option?",
    "Which trial could follow {lines}?",
)
_FIRST_LINE_QUESTIONS = (
    "Is there a targeted option before the first line?",
    "Does the profile change the choice of the first line?",
)


def sex_of(rng: Random, code: str) -> Sex:
    """A sex that goes with the tumour type."""
    if code in _ONLY_MALE:
        return Sex.MALE
    if code in _ONLY_FEMALE:
        return Sex.FEMALE
    return Sex.MALE if rng.random() < (0.01 if code in _BREAST else 0.53) else Sex.FEMALE


def year_of_birth(rng: Random, today: date) -> int:
    """A year that makes an adult of 24 to 88."""
    return today.year - round(min(max(rng.gauss(63.0, 11.0), 24.0), 88.0))


def tumour_of(rng: Random, draft: Draft) -> DemoTumour:
    """The tumour as the treating hospital describes it."""
    kind = draft.tumour
    advanced = kind.code == "GB" or rng.random() < 0.08
    stage = "not_applicable" if kind.code in _WITHOUT_STAGE else ("III" if advanced else "IV")
    if stage == "IV" and rng.random() < 0.3:
        stage = rng.choice(("IVA", "IVB"))
    extent = DiseaseExtent.LOCALLY_ADVANCED if advanced else DiseaseExtent.METASTATIC
    diagnosed = draft.visit.collected_on - timedelta(days=rng.randint(10, 1400))
    return DemoTumour(kind.code, kind.primary_site, extent, stage, kind.histology, diagnosed)


def lines_of(rng: Random, tumour: TumourType) -> tuple[int, str]:
    """How many lines were given, and which."""
    most = len(tumour.treatments)
    count = min(rng.choices((0, 1, 2, 3), (12, 42, 30, 16))[0], most)
    if not count:
        return 0, "No systemic treatment of advanced disease so far"
    return count, "; ".join(tumour.treatments[:count])


def question_of(rng: Random, lines: int) -> str:
    """What the treating physician asks the board."""
    if not lines:
        return rng.choice(_FIRST_LINE_QUESTIONS)
    words = {1: "one line", 2: "two lines", 3: "three lines"}
    return rng.choice(_QUESTIONS).format(lines=words[lines])


def ecog_of(rng: Random) -> int:
    """Performance status 0-2, as the study asks."""
    return rng.choices((0, 1, 2), (30, 52, 18))[0]


def specimen_of(rng: Random, draft: Draft, extent: DiseaseExtent) -> DemoSpecimen:
    """The tissue that was sent, its nucleic acid poorer where the laboratory failed with it."""
    tumour, failure = draft.tumour, draft.failure
    primary = extent is DiseaseExtent.LOCALLY_ADVANCED or rng.random() < 0.38
    site = tumour.primary_site if primary else rng.choice(tumour.metastatic_sites)
    poor = failure is Failure.COVERAGE
    origin = SpecimenOrigin.PRIMARY if primary else SpecimenOrigin.METASTASIS
    if site == "lymph_node":
        origin = SpecimenOrigin.LYMPH_NODE
    if primary and tumour.code == "CUPNOS":
        site, origin = rng.choice(tumour.metastatic_sites), SpecimenOrigin.METASTASIS
    degraded = failure is Failure.RNA
    return DemoSpecimen(
        kind=SpecimenKind.TISSUE,
        origin=origin,
        site=site,
        collected_on=draft.visit.collected_on,
        received_on=draft.visit.received_on,
        fixation=rng.choices((Fixation.FFPE, Fixation.CYTOLOGY), (92, 8))[0],
        tumour_cell_percent=rng.randint(10, 25) if poor else 5 * rng.randint(4, 17),
        dna_ng=float(rng.randint(41, 79) if poor else rng.randint(80, 420)),
        rna_ng=float(rng.randint(20, 45) if degraded else rng.randint(46, 240)),
        dcq=round(rng.uniform(4.6, 7.2) if poor else rng.uniform(0.1, 4.4), 1),
        dv200=rng.randint(8, 22) if degraded else rng.randint(25, 88),
    )
