"""A profile's findings with what board and cohort say of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from data.journal import new_id
from data.read import cohort
from data.read.case import case_view
from data.read.findings import profile_findings
from data.read.views import keep_view, kept_view
from data.record import findings
from domain.assessment import Assessment, assessment
from domain.classifications import Classification, ReportedMark
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    FindingClass,
    Findings,
    Fusion,
    Origin,
    Rearrangement,
    SpliceVariant,
)
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict, MissingClass, SectionCount
from domain.table_view import TableView
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY, Band
from domain.views.findings import FindingTable, ProfileFindings
from tests.builders import (
    Board,
    accept_run,
    actor,
    biomarkers,
    new_board,
    open_case,
    small_variant,
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def found(board: Board, user: str = "chair", case_id: str | None = None) -> ProfileFindings:
    view = case_view(board.store, actor("chair"), case_id or board.north.case_id)
    assert view is not None
    profile = view.profile(None)
    assert profile is not None
    return profile_findings(board.store, actor(user), profile)


def table(told: ProfileFindings, name: str) -> FindingTable:
    return next(one for one in told.tables if one.name == name)


def test_every_call_stands_in_its_table_in_the_order_of_the_file(board: Board) -> None:
    small = table(found(board), "small_variants")
    assert len(small.rows) == 12
    first = small.rows[0]
    assert (first.gene, first.change, first.label) == ("BRAF", "p.(Val600Glu)", "BRAF p.(Val600Glu)")
    assert (first.vaf, first.depth, first.origin) == (0.234, 512, Origin.SOMATIC)
    assert first.finding_id == f"{board.profile_id}.{first.finding_no}"
    assert [row.finding_no for row in small.rows] == sorted(row.finding_no for row in small.rows)


def test_a_call_without_a_gene_is_kept_counted_and_named_by_its_position(board: Board) -> None:
    opened = open_case(board.store, "P-009")
    nameless = small_variant(gene=None, reported_gene=None, p_dot=None, c_dot=None)
    accept_run(board.store, opened, findings=Findings(small_variants=(nameless, small_variant(2))))
    small = table(found(board, case_id=opened.case_id), "small_variants")
    assert (len(small.rows), small.without_gene) == (2, 1)
    assert small.rows[0].label == "chr7:140,453,136 A>T (GRCh37)"


def test_fusions_of_a_failed_class_are_not_assessed_and_still_shown(board: Board) -> None:
    fusions = table(found(board), "fusions")
    assert fusions.assessment is Assessment.NOT_ASSESSED
    assert fusions.reason == "MEDIAN_INSERT_SIZE 61, expected at least 80."
    assert [row.change for row in fusions.rows] == ["Fusion EML4-ALK"]


def test_a_class_that_ran_and_found_nothing_is_assessed_and_empty(board: Board) -> None:
    opened = open_case(board.store, "P-010")
    passed = tuple(ClassVerdict(one, Verdict.PASS, "") for one in QualityClass)
    accept_run(board.store, opened, findings=Findings(), verdicts=passed)
    told = found(board, case_id=opened.case_id)
    assert [(t.assessment, t.rows) for t in told.tables] == [(Assessment.ASSESSED, ())] * 4


def test_marks_and_classifications_show_at_once_with_versions_for_the_next_act(board: Board) -> None:
    row = table(found(board), "small_variants").rows[0]
    assert (row.reported, row.classifications, row.version) == (False, (), 0)
    findings.record_reported(
        board.store, actor("chair"), (board.profile_id, ReportedMark((row.finding_no,), True)), 0, new_id()
    )
    findings.record_classification(
        board.store, actor("laboratory-a"), (row.finding_id, Classification("escat", "II-A")), 0, new_id()
    )
    findings.record_classification(
        board.store, actor("chair"), (row.finding_id, Classification("escat", "I-A")), 1, new_id()
    )
    row = table(found(board), "small_variants").rows[0]
    assert (row.reported, row.version) == (True, 2)
    assert [c.words for c in row.classifications] == ["ESCAT I-A (board)", "ESCAT II-A (laboratory)"]
    view = case_view(board.store, actor("chair"), board.north.case_id)
    assert view is not None
    assert view.profiles[0].version == board.store.journal.version_of(board.profile_id) == 1


def test_how_often_a_change_was_seen_counts_distinct_patients_within_reach(board: Board) -> None:
    for number in range(3):
        opened = open_case(board.store, f"P-10{number}", "south" if number else "north")
        accept_run(board.store, opened, calls=1)
        accept_run(board.store, opened, calls=1, content_sha256=f"again-{number}", dna_sample_id=f"x{number}")
    small = table(found(board), "small_variants")
    assert (small.rows[0].seen_in, small.rows[0].assessed_in) == (4, 4)
    assert small.rows[1].seen_in == 1
    of_north = table(found(board, "oncologist-north"), "small_variants")
    assert (of_north.rows[0].seen_in, of_north.rows[0].assessed_in) == (2, 2)


def test_patients_whose_class_failed_are_no_negatives_in_the_count(board: Board) -> None:
    opened = open_case(board.store, "P-011")
    failed = (ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.FAIL, "Too shallow."),)
    accept_run(board.store, opened, findings=Findings(biomarkers=biomarkers(None, None)), verdicts=failed)
    assert table(found(board), "small_variants").rows[0].assessed_in == 1


def test_a_call_of_a_failed_or_contaminated_class_makes_nobody_assessed(board: Board) -> None:
    failed = ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.FAIL, "Too shallow.")
    dirty = ClassVerdict(QualityClass.CONTAMINATION, Verdict.FAIL, "Contaminated.")
    passed = ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.PASS, "")
    for patient, verdicts in (("P-030", (failed,)), ("P-031", (dirty, passed)), ("P-032", ())):
        accept_run(board.store, open_case(board.store, patient), calls=1, verdicts=verdicts)
    small = table(found(board), "small_variants")
    assert (small.rows[0].seen_in, small.rows[0].assessed_in) == (1, 1)


def test_a_change_is_seen_in_none_of_those_assessed_where_only_a_failed_profile_has_it(board: Board) -> None:
    opened = open_case(board.store, "P-033")
    failed = (ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.FAIL, "Too shallow."),)
    only = Findings(small_variants=(small_variant(777),))
    accept_run(board.store, opened, findings=only, verdicts=failed)
    small = table(found(board, case_id=opened.case_id), "small_variants")
    assert (small.rows[0].seen_in, small.rows[0].assessed_in) == (0, 1)


def assessed_patients(board: Board) -> dict[FindingClass, int]:
    told = cohort.assessed(board.store, actor("chair"))
    return {kind: patients.any_assay for kind, patients in told.items()}


def said(*passed: QualityClass) -> tuple[ClassVerdict, ...]:
    return tuple(ClassVerdict(one, Verdict.PASS, "") for one in passed)


EGFR_VIII = SpliceVariant("EGFR", "EGFR", "2-7", "chr7:55087058", "chr7:55223522", 64, 1)


def fusion(first: str, second: str) -> Fusion:
    return Fusion(f"{first}-{second}", first, second, True, "chr1:1", "chr1:2", 57)


def test_a_splice_variant_is_counted_among_those_whose_rna_was_read_and_not_among_blood(board: Board) -> None:
    tissue = open_case(board.store, "P-040")
    both = Findings(fusions=(fusion("EML4", "ALK"),), splice_variants=(EGFR_VIII,))
    accept_run(board.store, tissue, findings=both, verdicts=said(QualityClass.RNA))
    for number in range(2):
        opened = open_case(board.store, f"P-04{number + 1}")
        dna = said(QualityClass.MSI)
        accept_run(board.store, opened, findings=Findings(), verdicts=dna, assay=BLOOD_ASSAY)
    alk, spliced = table(found(board, case_id=tissue.case_id), "fusions").rows
    assert (alk.seen_in, alk.assessed_in) == (1, 3)
    assert (spliced.seen_in, spliced.assessed_in) == (1, 1)


@pytest.mark.parametrize(
    ("pair", "assessed_in"),
    [(("EML4", "ALK"), 3), (("TPR", "MET"), 1), (("NUTM1", "BRD4"), 2), (("AAA1", "AAA2"), 3)],
)
def test_a_fusion_is_counted_among_those_whose_assay_reads_its_genes(
    board: Board, pair: tuple[str, str], assessed_in: int
) -> None:
    rna, dna = said(QualityClass.RNA), said(QualityClass.MSI)
    last = open_case(board.store, "P-050")
    it = Findings(fusions=(fusion(*pair),))
    accept_run(board.store, last, findings=it, verdicts=rna)
    for number in range(2):
        opened = open_case(board.store, f"P-05{number + 1}")
        accept_run(board.store, opened, findings=it, verdicts=dna, assay=BLOOD_ASSAY)
    row = table(found(board, case_id=last.case_id), "fusions").rows[0]
    assert (row.seen_in, row.assessed_in) == (assessed_in, assessed_in)


@pytest.mark.parametrize(
    ("sections", "state", "assessed_in"),
    [
        (("Small Variants",), Assessment.NOT_ASSESSED, None),
        (("Small Variants", "Exon-Level CNVs"), Assessment.ASSESSED, 1),
        (("Small Variants", "Large Rearrangements"), Assessment.ASSESSED, 1),
        ((), Assessment.ASSESSED, 1),
    ],
)
def test_rearrangements_are_not_assessed_where_the_software_writes_no_section_for_them(
    board: Board, sections: tuple[str, ...], state: Assessment, assessed_in: int | None
) -> None:
    opened = open_case(board.store, "P-060")
    lost = Rearrangement(
        "BRCA1", "BRCA1", "chr17", 41209069, 41215390, "18-20", 0.6, "0.6", CopyNumberCall.LOSS
    )
    counts = tuple(SectionCount("a_CombinedVariantOutput.tsv", name, 1, 1, 0) for name in sections)
    accept_run(
        board.store, opened, findings=Findings(rearrangements=(lost,)), counts=counts,
        verdicts=said(QualityClass.COPY_NUMBER),
    )  # fmt: skip
    told = table(found(board, case_id=opened.case_id), "rearrangements")
    assert (told.assessment, told.rows[0].assessed_in) == (state, assessed_in)


@pytest.mark.parametrize("assay", [TISSUE_ASSAY, BLOOD_ASSAY, "Exome"])
def test_the_cohort_counts_as_assessed_what_a_single_profile_is_said_to_be(board: Board, assay: str) -> None:
    expected = Counter(assessed_patients(board))
    kinds = [kind for kind in FindingClass if kind is not FindingClass.BIOMARKER]
    states = product((Verdict.PASS, Verdict.FAIL, Verdict.NOT_EVALUABLE, Verdict.NOT_RUN), Verdict)
    for number, (contamination, verdict) in enumerate(states):
        verdicts = {one: ClassVerdict(one, verdict, "Said.") for one in QualityClass}
        dirt = QualityClass.CONTAMINATION
        verdicts[dirt] = ClassVerdict(dirt, contamination, "Said.")
        opened = open_case(board.store, f"P-2{number:02}")
        accept_run(board.store, opened, assay=assay, verdicts=tuple(verdicts.values()), findings=Findings())
        for kind in kinds:
            expected[kind] += assessment(kind, verdicts, assay, has_rna=True)[0] is Assessment.ASSESSED
        assert assessed_patients(board) == +expected, (contamination, verdict)


@pytest.mark.parametrize(
    ("written", "value", "shown"), [("20", 0.2, "0.20"), ("0.220", 0.22, "0.220"), ("5.5", 0.055, "0.055")]
)
def test_a_percentage_in_the_file_is_shown_as_the_fraction_it_is(
    board: Board, written: str, value: float, shown: str
) -> None:
    opened = open_case(board.store, "P-035")
    name = BiomarkerName.TUMOUR_FRACTION
    fraction = Biomarker(name, BiomarkerState.VALUE, value, written, "fraction")
    accept_run(board.store, opened, findings=Findings(biomarkers=(fraction,)))
    one = found(board, case_id=opened.case_id).biomarkers[-1]
    assert (one.value_text, one.written, one.unit) == (shown, written, "fraction")


def test_profiles_without_a_number_are_not_measured_and_no_part_of_its_n(board: Board) -> None:
    absent = Biomarker(BiomarkerName.GIS, BiomarkerState.NOT_ASSESSED, None, None, "score")
    here = Biomarker(BiomarkerName.GIS, BiomarkerState.VALUE, 41.0, "41", "score")
    unread = Biomarker(BiomarkerName.GIS, BiomarkerState.NOT_EVALUABLE, None, "x", "score")
    for number, one in enumerate((absent, unread, here)):
        opened = open_case(board.store, f"P-04{number}")
        accept_run(board.store, opened, findings=Findings(biomarkers=(one,)))
    blood = open_case(board.store, "P-044")
    accept_run(board.store, blood, assay=BLOOD_ASSAY, findings=Findings(biomarkers=()))
    gis = found(board, case_id=opened.case_id).biomarkers[-1]
    assert (gis.cohort, gis.not_measured) == ((None, 41.0), 2)


def test_a_person_who_does_not_reach_the_profile_sees_none_of_its_findings(board: Board) -> None:
    told = found(board, "oncologist-south")
    assert [t.rows for t in told.tables] == [(), (), (), ()]
    assert told.metrics == ()
    assert all(one.value is None for one in told.biomarkers)


def test_biomarkers_carry_band_cut_off_and_the_cohort_of_their_assay(board: Board) -> None:
    opened = open_case(board.store, "P-012")
    accept_run(board.store, opened, findings=Findings(biomarkers=biomarkers(None, "21.0")))
    tmb, msi = found(board).biomarkers
    assert (tmb.value_text, tmb.band, tmb.cohort) == ("12.6", Band.HIGH, (12.6, None))
    assert (msi.band, msi.cohort) == (Band.LOW, (3.2, 21.0))
    assert tmb.threshold is not None
    assert tmb.threshold.name == "tmb_high"
    failed = found(board, case_id=opened.case_id).biomarkers[0]
    assert (failed.state, failed.value) == (BiomarkerState.NOT_EVALUABLE, None)
    assert failed.reason == "The coverage is below its limit."


def test_numbers_recorded_of_contaminated_dna_stand_on_no_gauge_and_in_no_cohort(board: Board) -> None:
    dirt = ClassVerdict(QualityClass.CONTAMINATION, Verdict.FAIL, "CONTAMINATION_SCORE is 6871.")
    opened = open_case(board.store, "P-014")
    accept_run(
        board.store,
        opened,
        findings=Findings(biomarkers=biomarkers("21.1", "2.83")),
        verdicts=(dirt, *said(QualityClass.SMALL_VARIANTS, QualityClass.MSI)),
    )
    for one in found(board, case_id=opened.case_id).biomarkers:
        assert (one.state, one.band) == (BiomarkerState.NOT_EVALUABLE, Band.NOT_EVALUABLE)
        assert one.reason == "DNA contamination: CONTAMINATION_SCORE is 6871."
    assert found(board).biomarkers[0].cohort == (12.6, None)


def test_a_biomarker_no_file_speaks_of_is_not_assessed_and_no_zero(board: Board) -> None:
    opened = open_case(board.store, "P-013")
    accept_run(board.store, opened, findings=Findings())
    tmb = found(board, case_id=opened.case_id).biomarkers[0]
    assert (tmb.state, tmb.value, tmb.band) == (BiomarkerState.NOT_ASSESSED, None, Band.NOT_ASSESSED)


def test_metrics_stand_with_the_limits_of_the_file(board: Board) -> None:
    told = found(board)
    assert [(m.metric, m.value, m.lower, m.upper) for m in told.metrics] == [
        ("MEDIAN_EXON_COVERAGE", "812", "150", None)
    ]
    assert {v.quality_class: v.verdict for v in told.verdicts}[QualityClass.RNA] is Verdict.FAIL


def test_the_bases_of_an_mnv_are_counted_with_it_and_a_reported_one_stays(board: Board) -> None:
    opened = open_case(board.store, "P-015")
    whole = small_variant(ref="CA", alt="TG", tags=("MNVTAG=chr7:1",))
    bases = [small_variant(number, tags=("MNVTAG=chr7:1", "part_of_mnv")) for number in (2, 3)]
    accept_run(board.store, opened, findings=Findings(small_variants=(whole, *bases)))
    shown = table(found(board, case_id=opened.case_id), "small_variants")
    assert (len(shown.rows), shown.in_mnvs) == (1, 2)
    row = shown.rows[0]
    mark = (row.profile_id, ReportedMark((row.finding_no + 1,), True))
    findings.record_reported(board.store, actor("chair"), mark, 0, new_id())
    shown = table(found(board, case_id=opened.case_id), "small_variants")
    assert (len(shown.rows), shown.in_mnvs) == (2, 1)


def test_the_germline_database_is_told_from_the_tag_of_the_file(board: Board) -> None:
    opened = open_case(board.store, "P-014")
    calls = (
        small_variant(2, origin=Origin.GERMLINE, tags=("hotspot", "GermlineStatus=Germline_DB")),
        small_variant(3, origin=Origin.GERMLINE, tags=("GermlineStatus=Germline_Proxi",)),
    )
    accept_run(board.store, opened, findings=Findings(small_variants=calls))
    rows = table(found(board, case_id=opened.case_id), "small_variants").rows
    assert [row.germline_database for row in rows] == [True, False]


def test_a_kept_view_is_a_persons_own_and_the_same_for_every_case(board: Board) -> None:
    view = TableView(("gene",), "vaf")
    keep_view(board.store, actor("chair"), "small_variants", view)
    assert kept_view(board.store, actor("chair"), "small_variants") == view.to_plain()
    assert kept_view(board.store, actor("member"), "small_variants") == {}


def test_a_class_that_no_file_held_is_not_assessed_and_counts_in_no_cohort(board: Board) -> None:
    verdicts = tuple(
        ClassVerdict(one, Verdict.PASS, "Passed.")
        for one in (QualityClass.SMALL_VARIANTS, QualityClass.COPY_NUMBER, QualityClass.RNA)
    )
    before = cohort.assessed(board.store, actor("coordinator"))
    opened, whole = open_case(board.store, "P-031"), open_case(board.store, "P-032")
    reason = "The CombinedVariantOutput was cut short: it ends before its section of small variants."
    missing = tuple(
        MissingClass(kind, reason) for kind in (FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER)
    )
    for case, lacks in ((opened, missing), (whole, ())):
        accept_run(board.store, case, findings=Findings(), verdicts=verdicts, missing=lacks)
    small = table(found(board, case_id=opened.case_id), "small_variants")
    assert (small.assessment, small.reason) == (Assessment.NOT_ASSESSED, reason)
    assert table(found(board, case_id=opened.case_id), "fusions").assessment is Assessment.ASSESSED
    assert table(found(board, case_id=whole.case_id), "small_variants").assessment is Assessment.ASSESSED
    after = cohort.assessed(board.store, actor("coordinator"))

    def more(kind: FindingClass) -> int:
        return after[kind].any_assay - (before[kind].any_assay if kind in before else 0)

    assert (more(FindingClass.SMALL_VARIANT), more(FindingClass.COPY_NUMBER)) == (1, 1)
    assert more(FindingClass.FUSION) == 2
