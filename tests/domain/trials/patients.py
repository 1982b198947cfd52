"""Patients and trials that tests are made of."""

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from data.ingest.problems import ProblemList
from data.ingest.trials.drug_names import treated
from data.ingest.trials.walking import Notes
from data.reference.tumour_tree import ONCOTREE
from data.reference.tumour_types import tumour_types
from domain.assessment import Assessment
from domain.codes import DiseaseExtent, Sex
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding, CopyState, Oncogenicity
from domain.knowledge.case_findings import small_variant
from domain.knowledge.oncogenicity import Opinion, SaidBy
from domain.origins import Origin
from domain.trials.combining import answered, asking
from domain.trials.criteria import (
    SIGNATURE_VALUES,
    STATE_VALUES,
    All,
    Any,
    Classification,
    CopyCall,
    Criterion,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    State,
    StateKind,
    Tree,
    TumourGroup,
    VariantCategory,
    WildType,
)
from domain.trials.looked import LookedAt
from domain.trials.matches import CriterionAnswer
from domain.trials.patient_facts import FindingDetail, PatientFacts, Tmb

TODAY = date(2026, 11, 21)
GENES = ("KRAS", "BRAF", "EGFR", "ALK", "ERBB2", "MET")


def variant(gene: str, change: str | None, said: str | None = "oncogenic", **more: object) -> CaseFinding:
    """A small variant, classed by a laboratory unless nobody said anything."""
    opinions = (Opinion("oncogenicity", said, SaidBy.LABORATORY),) if said else ()
    return small_variant(f"{gene} {change}", gene, change, opinions=opinions, **more)  # type: ignore[arg-type]


def copies(gene: str, state: CopyState) -> CaseFinding:
    """A copy-number change."""
    label = f"{gene} {state.value}"
    return CaseFinding(label, label, FindingClass.COPY_NUMBER, (gene,), copy_state=state)


def fusion(*genes: str) -> CaseFinding:
    """A fusion of one gene with an unknown partner, or of two."""
    label = f"{'::'.join(genes)} fusion"
    return CaseFinding(label, label, FindingClass.FUSION, genes, direction_known=len(genes) == 2)


def spliced(gene: str, *exons: int) -> CaseFinding:
    """A splice event seen in RNA."""
    label = f"{gene} exon {exons} skipping"
    return CaseFinding(label, label, FindingClass.SPLICE_VARIANT, (gene,), exons=exons)


def genome(word: str) -> CaseFinding:
    """A property of the whole genome."""
    return CaseFinding(word, word, FindingClass.BIOMARKER, (), signature=word)


def patient(
    *findings: CaseFinding,
    tumour: str | None = "LUAD",
    assessed: bool = True,
    state: Assessment | None = None,
    **more: object,
) -> PatientFacts:
    """A woman of 58 or 59 with metastatic adenocarcinoma of the lung whose genes were all assessed."""
    looked = state or (Assessment.ASSESSED if assessed else Assessment.NOT_ASSESSED)
    facts = CaseFacts(findings, tumour, lambda gene, kind: looked)
    known: dict[str, object] = {
        "year_of_birth": 1967,
        "on": TODAY,
        "sex": Sex.FEMALE,
        "ecog": 1,
        "previous_lines": 2,
        "extent": DiseaseExtent.METASTATIC,
        "tmb": Tmb("12.5", "sample S1"),
    }
    return PatientFacts(facts, **(known | more))  # type: ignore[arg-type]


def told(tree: Tree, of: PatientFacts) -> CriterionAnswer:
    """The answer to one criterion, or to a NOT over one."""
    case = LookedAt.at(of)
    found = answered(tree, asking(case, ONCOTREE))
    assert isinstance(found, CriterionAnswer)
    return found


def detail(finding: CaseFinding, vaf: str | None = None, blood: bool = False) -> dict[str, FindingDetail]:
    """The details of one finding, by its id."""
    return {finding.finding_id: FindingDetail(vaf, blood)}


def mutation(gene: str | None = "KRAS", **narrowed: object) -> Genomic:
    """A criterion of small variants."""
    return Genomic(gene, VariantCategory.MUTATION, **narrowed)  # type: ignore[arg-type]


def _sampled(values: Iterable[object]) -> st.SearchStrategy[object]:
    return st.sampled_from(list(values))


_genes = st.sampled_from(GENES)
_exons = st.lists(st.integers(1, 40), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
_kinds = st.lists(st.sampled_from(list(Classification)), max_size=2, unique=True).map(tuple)
_mutations = st.builds(
    Genomic,
    gene=_genes,
    category=st.just(VariantCategory.MUTATION),
    protein_change=st.sampled_from([None, "G12C", "V600E", "E746_A750del", "W288fs"]),
    codon=st.sampled_from([None, "G12", "V600"]),
    classifications=_kinds,
    exons=_exons,
    origin=st.sampled_from([None, Origin.GERMLINE, Origin.SOMATIC]),
)
_copies = st.builds(
    Genomic,
    gene=_genes,
    category=st.just(VariantCategory.COPY_NUMBER),
    copy_call=st.none() | st.sampled_from(list(CopyCall)),
)
_fusions = st.builds(
    Genomic,
    gene=st.none() | _genes,
    category=st.just(VariantCategory.STRUCTURAL),
    partner=st.sampled_from([None, "EML4", "KIF5B", "INTERGENIC", "ALK"]),
)
_splices = st.builds(Genomic, gene=_genes, category=st.just(VariantCategory.SPLICE), exons=_exons)
_any_changes = st.builds(Genomic, gene=_genes, category=st.just(VariantCategory.ANY))
_signatures = st.sampled_from(
    [Signature(kind, value) for kind in SignatureKind for value in SIGNATURE_VALUES[kind]]
)
_diagnoses = st.sampled_from(
    [Diagnosis(group.value, None, group) for group in TumourGroup]
    + [Diagnosis(one.name, one.code) for one in tumour_types() if one.level > 0]
)
_limits = st.decimals(0, 999, allow_nan=False, places=1).map(abs)
_measures = st.builds(Measure, st.sampled_from(list(MeasureKind)), st.sampled_from(list(Operator)), _limits)
_states = st.sampled_from(list(StateKind)).flatmap(
    lambda kind: st.lists(st.sampled_from(STATE_VALUES[kind]), min_size=1, max_size=2, unique=True).map(
        lambda values: State(kind, tuple(values))
    )
)
_treated = st.lists(
    st.sampled_from(["osimertinib", "5-FU", "EGFR inhibitor", "an invented drug"]),
    min_size=1, max_size=2, unique=True,
).map(lambda names: treated(tuple(names), "", 0, Notes(ProblemList("test"))))  # fmt: skip
CRITERIA: st.SearchStrategy[Criterion] = st.one_of(
    _mutations, _copies, _fusions, _splices, _any_changes, st.builds(WildType, _genes), _signatures,
    _diagnoses, _measures, _states, _treated,
)  # fmt: skip
"""Any criterion that a register file can hold."""
TREES: st.SearchStrategy[Tree] = st.recursive(
    CRITERIA,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)
"""Any criteria that a register file can hold."""

_findings = st.lists(
    st.one_of(
        st.builds(
            variant,
            _genes,
            st.sampled_from(["G12C", "V600E", "E746_A750del", "W288fs", "G12=", "Q61H", None]),
            st.sampled_from(["oncogenic", "uncertain_significance", "benign", None]),
            exons=_exons,
            germline=st.sampled_from([True, False, None]),
        ),
        st.builds(copies, _genes, st.sampled_from(list(CopyState))),
        st.builds(fusion, _genes, st.sampled_from(["EML4", "KIF5B", "ALK"])),
        st.builds(fusion, _genes),
        st.builds(spliced, _genes, st.sampled_from([14, 2])),
        st.sampled_from(["MSI-H", "MSS", "dMMR", "pMMR", "HRD"]).map(genome),
    ),
    max_size=6,
)
PATIENTS: st.SearchStrategy[PatientFacts] = st.builds(
    lambda found, tumour, state, sex, ecog, extent: patient(
        *found, tumour=tumour, state=state, sex=sex, ecog=ecog, extent=extent
    ),
    _findings,
    st.sampled_from([None, "LUAD", "NSCLC", "SKCM", "AML", "CUP", "XX"]),
    st.sampled_from(list(Assessment)),
    st.sampled_from(list(Sex)),
    st.none() | st.integers(0, 5),
    st.sampled_from(list(DiseaseExtent)),
)
"""Patients of every kind."""
ONCOGENIC, VUS = Oncogenicity.ONCOGENIC, Oncogenicity.UNCERTAIN
