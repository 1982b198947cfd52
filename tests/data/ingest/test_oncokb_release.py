"""A file that OncoKB annotated becomes a release: every row has a line, and nothing of a patient is kept.

The fixtures' rows, levels and drugs are invented: none is OncoKB's.
"""

import io
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.knowledge.civic_rows import NoItem
from data.ingest.knowledge.oncokb import NAME, as_told, says_tumour
from data.ingest.knowledge.oncokb_changes import biomarker
from data.ingest.knowledge.oncokb_rows import items_of
from data.ingest.knowledge.reading import read_release
from data.reference.level_crosswalk import level_crosswalk
from data.reference.tumour_tree import ONCOTREE
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.evidence import DrugEffect, EvidenceItem, Interaction, ReleaseReading, Source
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.hits import Relation
from domain.knowledge.matching import Matched, match
from domain.knowledge.profiles import Atom, AtomKind
from domain.knowledge.release_diff import diff
from domain.knowledge.release_report import NOT_UNDERSTOOD, TUMOUR_NOT_TOLD, report_of
from domain.refused import Refused
from tests.data.ingest.samples import FIXTURES
from tests.data.ingest.workbooks import xlsx
from tests.domain.knowledge.cases import copies, facts, fusion, variant

MAF = FIXTURES / "oncokb_annotated.maf"
CNA = FIXTURES / "oncokb_annotated_cna.txt"
FUSIONS = FIXTURES / "oncokb_annotated_fusions.txt"
ROW = {"hugo_symbol": "BRAF", "hgvsp_short": "p.V600E", "oncotree_code": "SKCM", "level_1": "Inventinib"}


def read(path: Path = MAF) -> ReleaseReading:
    return read_release(path, path.name)


def items(reading: ReleaseReading) -> tuple[EvidenceItem, ...]:
    assert reading.release is not None, reading.problems
    return reading.release.items


def of(path: Path, text: str) -> EvidenceItem:
    (one,) = [one for one in items(read(path)) if one.profile_text == text]
    return one


def met(reading: ReleaseReading, *findings: CaseFinding, tumour: str | None) -> Matched:
    assert reading.release is not None
    index = EvidenceIndex([reading.release], level_crosswalk())
    return match(index, facts(*findings, tumour=tumour), ONCOTREE)


def test_an_annotated_maf_is_a_release_with_the_version_and_day_it_tells() -> None:
    release = read().release
    assert release is not None
    assert (release.source, release.name) == (Source.ONCOKB, NAME)
    assert (release.version, release.released_on) == ("v0.1", date(2026, 1, 31))
    assert "licence of the laboratory" in release.licence


def test_every_level_and_treatment_of_a_change_is_an_item_of_its_own() -> None:
    found = [one for one in items(read()) if one.profile_text == "BRAF V600E"]
    told = {(one.level, one.drugs, one.interaction, one.effect) for one in found}
    assert told == {
        ("1", ("Inventinib", "Madeupinib"), Interaction.COMBINATION, DrugEffect.SENSITIVITY),
        ("1", ("Fictamab",), Interaction.SINGLE, DrugEffect.SENSITIVITY),
        ("R2", ("Pretendinib",), Interaction.SINGLE, DrugEffect.RESISTANCE),
    }
    assert {one.level_scheme for one in found} == {"oncokb"}
    assert {one.scope.codes for one in found} == {("SKCM",)}
    assert {(one.citation_id, one.citation) for one in found} == {("PMID:1000001", "PMID 1000001, 1000002")}


def test_equal_rows_of_two_samples_are_one_item_and_the_second_has_a_line() -> None:
    reading = read()
    assert len([one for one in items(reading) if one.drugs == ("Fictamab",)]) == 1
    assert [one.why for one in reading.left_over if one.line == 5] == [
        "line 4 says all that it says: taken once"
    ]


def test_no_row_is_without_a_line() -> None:
    for path in (MAF, CNA, FUSIONS):
        report = report_of(read(path))
        assert report is not None and report.without_a_line == 0
    reading = read()
    assert (reading.rows, reading.rows_taken) == (10, 5)
    whys = {one.line: one.why for one in reading.left_over if not one.kept}
    assert whys[9] == "no drug stands under any of its levels"
    assert whys[12] == "it has more or fewer cells than the heading line"
    assert whys[13] == "it names no gene"


def test_a_row_that_vanished_would_be_counted() -> None:
    reading = read()
    report = report_of(replace(reading, left_over=tuple(one for one in reading.left_over if one.line != 9)))
    assert report is not None and report.without_a_line == 1


def test_nothing_of_a_patient_reaches_the_release_its_lines_or_its_report() -> None:
    for path in (MAF, CNA, FUSIONS):
        reading = read(path)
        report = report_of(reading)
        assert report is not None
        kept = repr(asdict(reading)) + repr(asdict(report))
        assert "SYN-OKB" in path.read_text()
        assert "SYN-OKB" not in kept
        assert "1001001" not in kept and "GRCh37" not in kept


def test_rows_that_became_no_item_keep_nothing_of_what_was_found_in_the_patient() -> None:
    assert {one.text for one in read().left_over if not one.kept} == {""}


def test_a_row_whose_kept_cells_name_its_sample_is_not_taken() -> None:
    assert [one.why for one in read().left_over if one.line == 11] == [
        "what would be kept of it names its sample"
    ]
    with pytest.raises(NoItem, match="names its sample"):
        items_of(ROW | {"patient_id": "inventinib"})


@settings(max_examples=60)
@given(
    st.from_regex(r"[A-Z]{2}[0-9]{4,8}", fullmatch=True),
    st.sampled_from(["level_1", "oncotree_code", "hgvsp_short"]),
)
def test_a_samples_name_is_never_kept_wherever_it_strayed(name: str, column: str) -> None:
    row = ROW | {"tumor_sample_barcode": name}
    try:
        kept = repr(items_of(row | {column: f"{row[column]} {name}"}))
    except NoItem:
        return
    assert name not in kept


def test_items_do_not_stand_in_the_order_of_the_samples() -> None:
    texts = [one.profile_text for one in items(read())]
    assert texts == sorted(texts)


def test_a_level_of_another_indication_is_off_tumour_whatever_the_case() -> None:
    for tumour in ("COAD", "READ", "LUAD"):
        (hit,) = met(read(), variant("KRAS", "G12C"), tumour=tumour).supporting
        assert hit.relation is Relation.OTHER
        assert (hit.proposed.amp, hit.proposed.escat_ceiling) == ("II-C", "III-A")
    assert of(MAF, "KRAS G12C").scope.text == "other than COAD"
    assert "by its level (3B) the item speaks of another tumour (other than COAD)" in hit.why


def test_what_the_file_says_of_this_tumour_is_proposed_by_the_table_of_levels() -> None:
    found = met(read(), variant("BRAF", "V600E"), tumour="SKCM")
    assert {(one.item.drugs, one.relation, one.proposed.amp) for one in found.supporting} == {
        (("Inventinib", "Madeupinib"), Relation.SAME, "I-A"),
        (("Fictamab",), Relation.SAME, "I-A"),
    }
    (against,) = found.against
    assert (against.item.level, against.proposed.amp, against.proposed.escat_ceiling) == ("R2", "II-C", None)


@pytest.mark.parametrize("tumour", ["LUAD", "NSCLC", None])
def test_without_a_told_tumour_an_item_is_never_of_this_tumour_and_asks_to_confirm(
    tumour: str | None,
) -> None:
    (hit,) = met(read(FUSIONS), fusion("EML4", "ALK"), tumour=tumour).supporting
    assert hit.relation is Relation.UNKNOWN
    assert (hit.proposed.amp, hit.proposed.escat_ceiling) == (None, None)
    assert any("which its file does not tell" in one for one in hit.to_confirm)


@pytest.mark.parametrize("told", ["", "NA", "any", "Cancer", "Solid Tumor", "unknown"])
def test_a_tumour_column_that_names_none_tells_none(told: str) -> None:
    (one,) = items_of(ROW | {"oncotree_code": told})
    assert not one.scope.mapped


def test_a_told_tumour_places_the_items_and_takes_away_their_lines() -> None:
    reading = read(FUSIONS)
    assert not says_tumour(reading) and says_tumour(read(CNA))
    told = as_told(reading, "OncoKB of Laboratory A", "v9.9", date(2026, 2, 1), "LUAD")
    assert told.release is not None
    assert (told.release.name, told.release.version) == ("OncoKB of Laboratory A", "v9.9")
    assert {one.scope.codes for one in told.release.items} == {("LUAD",)}
    assert [one.why for one in told.left_over] == [NOT_UNDERSTOOD]
    assert {one.why for one in reading.left_over} == {NOT_UNDERSTOOD, TUMOUR_NOT_TOLD}
    report = report_of(told)
    assert report is not None and report.without_a_line == 0
    (hit,) = met(told, fusion("EML4", "ALK"), tumour="LUAD").supporting
    assert hit.relation is Relation.SAME


def test_a_tumour_is_told_of_those_rows_only_that_name_none() -> None:
    told = as_told(read(), "OncoKB", None, date(2026, 2, 1), "AML")
    assert told.release is not None and told.release.version == "2026-02-01"
    codes = {one.profile_text: one.scope.codes for one in told.release.items}
    assert codes["KMT2A R1A"] == ("AML",) and codes["BRAF V600E"] == ("SKCM",)


@pytest.mark.parametrize(
    ("day", "tumour", "why"),
    [
        (None, None, "Say of which day"),
        (date.today() + timedelta(days=1), None, "has not come yet"),
        (date(2026, 1, 1), "NOWHERE", "no tumour type of OncoTree"),
        (date(2026, 1, 1), "any", "no tumour type of OncoTree"),
    ],
)
def test_what_is_not_told_or_wrong_is_refused_in_a_sentence(
    day: date | None, tumour: str | None, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        as_told(read(), "OncoKB", "v1", day, tumour)


def test_a_level_that_changed_is_told_as_a_change_of_the_same_item(tmp_path: Path) -> None:
    newer = tmp_path / "newer.maf"
    newer.write_text(MAF.read_text().replace("\tSpliceinib\t\t\t", "\t\tSpliceinib\t\t"))
    old, new = read().release, read(newer).release
    assert old is not None and new is not None
    found = diff(old, new)
    assert not found.added and not found.removed
    assert [(one.old.level, one.new.level, one.changed) for one in found.changed] == [("2", "3A", ("level",))]


def test_copy_number_rows_are_gains_and_losses_of_their_gene() -> None:
    gain, loss = of(CNA, "HER2 Amplification"), of(CNA, "CDKN2A Deletion")
    assert isinstance(gain.profile, Atom) and isinstance(loss.profile, Atom)
    assert (gain.profile.kind, gain.profile.gene) == (AtomKind.AMPLIFICATION, "ERBB2")
    assert loss.profile.kind is AtomKind.LOSS
    (hit,) = met(read(CNA), copies("ERBB2", CopyState.AMPLIFICATION), tumour="BREAST").supporting
    assert hit.item.drugs == ("Copyumab",)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"fusion": "EML4-ALK"}, "EML4::ALK Fusion"),
        ({"fusion": "NKX2-1-RET fusion"}, "NKX2-1::RET Fusion"),
        ({"fusion": "ETV6::NTRK3"}, "ETV6::NTRK3 Fusion"),
        ({"fusion": "A-B-C"}, "A-B-C fusion, as written"),
        ({"site1_hugo_symbol": "FGFR2", "site2_hugo_symbol": "BICC1"}, "FGFR2::BICC1 Fusion"),
        ({"site1_gene": "EGFR", "site2_gene": "EGFR"}, "EGFR rearrangement within the gene"),
        ({"hugo_symbol": "MLL", "alteration": "R1A"}, "KMT2A R1A"),
        (
            {"hugo_symbol": "MET", "hgvsp_short": "p.X1010_splice", "hgvsc": "ENST1:c.3028+1G>T"},
            "MET c.3028+1G>T",
        ),
        ({"hugo_symbol": "TERT", "hgvsp_short": ".", "hgvsc": "c.-124C>T"}, "TERT c.-124C>T"),
        ({"hugo_symbol": "ERBB2", "copy_number_alteration": "2.0"}, "ERBB2 Amplification"),
        ({"hugo_symbol": "PTEN", "copy_number_alteration": "-2"}, "PTEN Deletion"),
        ({"hugo_symbol": "Other Biomarkers", "alteration": "MSI-H"}, "MSI-H"),
        ({"hugo_symbol": "EGFR", "alteration": "vIII"}, "EGFR vIII"),
    ],
)  # fmt: skip
def test_a_rows_change_is_written_as_a_biomarker_is_written_here(row: dict[str, str], text: str) -> None:
    assert biomarker(row) == text


@pytest.mark.parametrize("row", [{}, {"hugo_symbol": "BRAF"}, {"hgvsp_short": "p.V600E"}])
def test_a_row_without_gene_or_change_is_no_item(row: dict[str, str]) -> None:
    with pytest.raises(NoItem):
        biomarker(row)


def test_levels_that_are_not_of_a_drug_are_named_with_their_number() -> None:
    (told,) = read().problems
    assert "LEVEL_DX1, filled in 1 rows" in told.seen


def test_the_levels_of_before_2020_are_read_as_those_of_today(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text(
        "Hugo_Symbol\tAlteration\tCANCER_TYPE\toncogenic\tLEVEL_1\tLEVEL_2A\tLEVEL_2B\n"
        "BRAF\tV600E\tMelanoma\tx\t\tInventinib\tElsewherinib\n"
    )
    reading = read(old)
    assert {(one.level, one.drugs) for one in items(reading)} == {
        ("2", ("Inventinib",)),
        ("3B", ("Elsewherinib",)),
    }
    assert len([one for one in reading.problems if "of today" in one.expected]) == 2


def test_a_file_without_the_columns_of_levels_says_which_it_lacks(tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("Hugo_Symbol\tHGVSp_Short\tONCOGENIC\tHIGHEST_LEVEL\nBRAF\tp.V600E\tx\tLEVEL_1\n")
    reading = read(bare)
    assert reading.release is None
    assert "LEVEL_1 to LEVEL_R2" in reading.problems[0].seen


def test_an_annotated_file_is_read_from_commas_and_from_a_workbook_alike() -> None:
    rows = [line.split("\t") for line in CNA.read_text().splitlines()]
    commas = "\n".join(",".join(row) for row in rows).encode()
    assert items(read_release(io.BytesIO(commas), "cna.csv")) == items(read(CNA))
    assert items(read_release(io.BytesIO(xlsx({"Annotated": rows})), "cna.xlsx")) == items(read(CNA))
