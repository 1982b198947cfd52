"""A release of CIViC becomes items; every row that is not wholly understood has a line that says why."""

import gzip
import io
from datetime import date
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.knowledge.civic import read_civic
from data.ingest.knowledge.drug_lists import drugs_apart
from data.ingest.knowledge.legacy_profiles import profile_of
from data.ingest.knowledge.reading import read_release
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    ReleaseReading,
    Source,
    VariantOrigin,
)
from domain.knowledge.profiles import AtomKind, atoms
from domain.knowledge.release_report import NO_DISEASE, NOT_MAPPED, NOT_UNDERSTOOD, report_of
from domain.problems import Severity
from tests.data.ingest.samples import FIXTURES

EVIDENCE = FIXTURES / "civic_evidence.tsv"
BEFORE_2023 = FIXTURES / "civic_evidence_2022.tsv"
ASSERTIONS = FIXTURES / "civic_assertions.tsv"


def read(body: bytes, name: str = "evidence.tsv") -> ReleaseReading:
    return read_civic(io.BytesIO(body), name)


def items(reading: ReleaseReading) -> dict[str, EvidenceItem]:
    assert reading.release is not None
    return {item.item_id: item for item in reading.release.items}


def whys(reading: ReleaseReading, item_id: str | None, kept: bool) -> list[tuple[str, str]]:
    return [(one.text, one.why) for one in reading.left_over if one.item_id == item_id and one.kept is kept]


def refusal(reading: ReleaseReading) -> str:
    assert reading.release is None
    assert [one.severity for one in reading.problems] == [Severity.REFUSED_FILE]
    return reading.problems[0].sentence


def test_a_release_is_dated_by_its_newest_review_and_named_by_its_bytes() -> None:
    release = read_civic(EVIDENCE, EVIDENCE.name).release
    assert release is not None
    assert (release.source, release.name, release.version) == (Source.CIVIC, "CIViC", "2026-03-09")
    assert (release.released_on, release.licence) == (date(2026, 3, 9), "CC0 1.0")
    assert len(release.sha256) == 64


def test_an_item_carries_what_its_row_says() -> None:
    one = items(read_civic(EVIDENCE, EVIDENCE.name))["EID1"]
    assert [atom.kind for atom in atoms(one.profile)] == [AtomKind.PROTEIN_CHANGE, AtomKind.EXON]
    assert one.scope.codes == ("NSCLC",)
    assert (one.type, one.direction, one.effect) == (
        EvidenceType.PREDICTIVE, Direction.SUPPORTS, DrugEffect.SENSITIVITY,
    )  # fmt: skip
    assert (one.level_scheme, one.level, one.rating, one.flagged) == ("civic", "A", 4, False)
    assert (one.origin, one.citation_id, one.citation) == (
        VariantOrigin.SOMATIC,
        "PMID:1",
        "Doe et al., 2020",
    )
    assert one.trials == ("NCT01234567", "NCT07654321")
    assert one.link == "https://civicdb.org/links/evidence_items/1"


def test_what_does_not_support_and_what_says_neither_is_no_support() -> None:
    found = items(read_civic(EVIDENCE, EVIDENCE.name))
    assert (found["EID9"].direction, found["EID9"].flagged) == (Direction.DOES_NOT_SUPPORT, True)
    assert found["EID7"].direction is Direction.NOT_SAID
    assert found["EID7"].origin is VariantOrigin.GERMLINE


def test_drugs_stand_apart_and_belong_together_as_the_row_says() -> None:
    found = items(read_civic(EVIDENCE, EVIDENCE.name))
    assert (found["EID2"].drugs, found["EID2"].interaction) == (
        ("Crizotinib", "Alectinib"), Interaction.SUBSTITUTES,
    )  # fmt: skip
    assert found["EID3"].interaction is Interaction.COMBINATION
    assert found["EID5"].drugs == ("HER2 Inhibitor CP-724,714", "2,4-pyrimidinediamine")


def test_a_drug_name_may_hold_a_comma() -> None:
    cell = "Fexagratinib,Infigratinib,FGF/VEGF Receptor Tyrosine Kinase Inhibitor, PD173074"
    assert drugs_apart(cell)[2] == "FGF/VEGF Receptor Tyrosine Kinase Inhibitor, PD173074"
    assert drugs_apart("A,, B,C") == ("A", "B", "C")
    assert drugs_apart("") == ()


def test_solid_tumour_and_cancer_are_told_by_name_and_id() -> None:
    found = items(read_civic(EVIDENCE, EVIDENCE.name))
    assert (found["EID4"].scope.any_tumour, found["EID4"].scope.solid_only) == (True, True)
    assert (found["EID5"].scope.any_tumour, found["EID5"].scope.solid_only) == (True, False)
    assert found["EID5"].scope.codes == ()


def test_a_condition_of_the_disease_is_kept_to_be_confirmed() -> None:
    scope = items(read_civic(EVIDENCE, EVIDENCE.name))["EID10"].scope
    assert (scope.codes, scope.condition) == (("BREAST",), "HER2-positive")


def test_what_is_kept_without_being_understood_has_its_line() -> None:
    reading = read_civic(EVIDENCE, EVIDENCE.name)
    assert whys(reading, "EID6", kept=True) == [("MGMT Promoter Methylation", NOT_UNDERSTOOD)]
    assert whys(reading, "EID7", kept=True) == [("Von Hippel-Lindau Disease", NOT_MAPPED)]
    assert whys(reading, "EID8", kept=True) == [("", NO_DISEASE)]
    assert [text for text, _ in whys(reading, "EID11", kept=True)] == ["Z", "Perhaps", "9", "yesterday"]
    broken, drugs = whys(reading, "EID17", kept=True)
    assert broken == ("KRAS Wildtype AND ( BRAF V600E OR", NOT_UNDERSTOOD)
    assert drugs[1] == "several drugs, and not said how they belong together: taken as a combination"


def test_a_row_that_cannot_be_an_item_has_its_line_and_its_reason() -> None:
    reading = read_civic(EVIDENCE, EVIDENCE.name)
    told = {one.line: one.why for one in reading.left_over if not one.kept}
    assert set(told) == {13, 14, 15, 16, 17, 19}
    assert "'Curious'" in told[13]
    assert "'submitted'" in told[14]
    assert told[15] == "EID3 stands in line 4 already"
    assert told[16] == "its id is ''; expected a number"
    assert told[17] == "it names no molecular profile"
    assert told[19] == "it has 7 of 25 cells: the row was cut or moved"


def test_no_row_vanishes() -> None:
    report = report_of(read_civic(EVIDENCE, EVIDENCE.name))
    assert report is not None
    assert (report.rows, report.items, len(report.not_taken), report.without_a_line) == (18, 12, 6, 0)


def test_a_report_notices_rows_that_vanished() -> None:
    reading = read_civic(EVIDENCE, EVIDENCE.name)
    silent = ReleaseReading(reading.release, reading.rows, ())
    report = report_of(silent)
    assert report is not None
    # Six rows that are no item, and four items of which a part is not understood.
    assert report.without_a_line == 10


def test_the_table_before_2023_is_read_in_the_language_of_today() -> None:
    reading = read_release(BEFORE_2023, "any name at all.txt")
    found = {one.item_id: one.profile_text for one in items(reading).values()}
    assert found == {
        "EID101": "EML4::ALK Fusion",
        "EID102": "EML4::ALK e20::e20",
        "EID103": "BCR::ABL1 Fusion AND ABL1 T315I",
        "EID104": "ALK FUSIONS",
        "EID105": "EGFR L858R",
        "EID106": "EGFR VIII",
        "EID107": "AR AR-V7",
        "EID108": "v::ALK Fusion AND ALK G1202R",
        "EID109": "KIT EXON 11 MUTATION",
        "EID110": "MLL Mutation",
    }
    assert reading.left_over == ()
    assert items(reading)["EID105"].interaction is Interaction.SUBSTITUTES
    assert items(reading)["EID109"].origin is VariantOrigin.SOMATIC
    assert [atom.gene for atom in atoms(items(reading)["EID110"].profile)] == ["KMT2A"]


def test_a_change_with_a_hyphen_is_no_fusion() -> None:
    assert profile_of("EGFR", "E746-A750DEL") == "EGFR E746-A750DEL"
    assert profile_of("NTRK1", "LMNA-NTRK1 G595R") == "LMNA::NTRK1 Fusion AND NTRK1 G595R"


def test_assertions_carry_their_category_as_level() -> None:
    reading = read_release(ASSERTIONS, ASSERTIONS.name)
    found = items(reading)
    assert reading.release is not None
    assert reading.release.name == "CIViC assertions"
    assert {one: (item.level_scheme, item.level) for one, item in found.items()} == {
        "AID5": ("amp_asco_cap", "I-A"),
        "AID7": ("amp_asco_cap", "I-A"),
        "AID9": ("amp_asco_cap", "II-C"),
        "AID4": ("amp_asco_cap", ""),
        "AID10": ("amp_asco_cap", "I-A"),
    }
    assert [why for _, why in whys(reading, "AID4", kept=True)] == [
        NOT_MAPPED,
        "no AMP category is given, so the item has no level",
    ]
    assert found["AID9"].scope.codes == ("DMG",)
    assert found["AID5"].link == "https://civicdb.org/links/assertions/5"


def test_assertions_before_2023_are_read_in_the_language_of_today() -> None:
    head = (
        "gene\tentrez_id\tvariant\tdisease\tdoid\tphenotypes\tdrugs\tassertion_type\tassertion_direction\t"
        "clinical_significance\tacmg_codes\tamp_category\tassertion_id\tlast_review_date"
    )
    row = (
        "ALK\t238\tEML4-ALK\tLung Non-small Cell Carcinoma\t3908\t\tAlectinib\tPredictive\tSupports\t"
        "Sensitivity/Response\t\tTier I - Level A\t3\t2021-05-01 10:00:00 UTC"
    )
    reading = read(f"{head}\n{row}\n".encode())
    one = items(reading)["AID3"]
    assert reading.release is not None
    assert (reading.release.name, reading.left_over) == ("CIViC assertions", ())
    assert (one.profile_text, one.level, one.drugs) == ("EML4::ALK Fusion", "I-A", ("Alectinib",))


def test_line_ends_quotes_a_byte_order_mark_and_packing_change_nothing() -> None:
    plain = EVIDENCE.read_bytes()
    expected = items(read(plain))
    assert items(read(plain.replace(b"\n", b"\r\n"))) == expected
    assert items(read(plain.replace(b"\n", b"\r"))) == expected
    assert items(read(b"\xef\xbb\xbf" + plain)) == expected
    assert items(read(plain.decode().encode("utf-16"))) == expected
    assert items(read(gzip.compress(plain))) == expected
    quoted = plain.replace(b"Crizotinib,Alectinib", b'"Crizotinib,Alectinib"')
    assert items(read(quoted)) == expected


def test_an_upload_that_was_read_before_is_read_from_its_beginning() -> None:
    upload = io.BytesIO(EVIDENCE.read_bytes())
    upload.read()
    assert items(read_civic(upload, "evidence.tsv")) == items(read(EVIDENCE.read_bytes()))


def test_quotation_marks_that_are_part_of_a_text_swallow_no_row() -> None:
    loose = EVIDENCE.read_bytes().replace(b"Synthetic row.", b'"Gatekeeper" of a text', 3)
    assert items(read(loose)) == items(read(EVIDENCE.read_bytes()))
    open_ended = EVIDENCE.read_bytes().replace(b"Synthetic row.", b'"never closed', 1)
    assert items(read(open_ended)) == items(read(EVIDENCE.read_bytes()))


def test_text_that_is_not_utf_8_is_read_and_told() -> None:
    reading = read(EVIDENCE.read_bytes().replace(b"Doe et al.", b"D\xf6e et al."))
    assert items(reading)["EID1"].citation == "Döe et al., 2020"
    assert reading.problems[0].seen == "bytes that are not UTF-8"


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"", "an empty file"),
        (b"\n\n", "a file without a line of text"),
        (b"a\tb\n1\t2\n", "headings a, b"),
        (EVIDENCE.read_bytes().replace(b"evidence_level", b"grade"), "without the column evidence_level"),
        (EVIDENCE.read_bytes().replace(b"phenotypes", b"disease"), "heading 'disease' twice"),
        (EVIDENCE.read_bytes().split(b"\n")[0], "a heading line and no row"),
        (EVIDENCE.read_bytes() + b"\x00", "NUL bytes"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (gzip.compress(EVIDENCE.read_bytes(), mtime=0)[:-40], "gzip"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_in_one_sentence(body: bytes, seen: str) -> None:
    told = refusal(read(body))
    assert seen in told
    assert "\n" not in told


def test_a_file_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MAX_RELEASE_BYTES", 1 << 20)
    large = tmp_path / "large.tsv"
    with large.open("wb") as file:
        file.truncate((1 << 20) + 1)
    assert "more than 1 MiB" in refusal(read_civic(large, large.name))
    assert "more than 1 MiB" in refusal(read(large.read_bytes()))
    assert "more than 1 MiB" in refusal(read(gzip.compress(large.read_bytes().replace(b"\0", b"x"))))
    monkeypatch.setattr(limits, "MAX_RELEASE_ROWS", 5)
    assert "more than 5 lines" in refusal(read(EVIDENCE.read_bytes()))


def test_any_beginning_of_the_file_is_read_or_refused_and_loses_no_row() -> None:
    whole = EVIDENCE.read_bytes()
    for end in range(1, len(whole), 97):
        reading = read(whole[:end])
        report = report_of(reading)
        if report is None:
            assert refusal(reading)
        else:
            assert report.without_a_line == 0
            assert report.rows == len([one for one in whole[:end].split(b"\n")[1:] if one.strip()])
