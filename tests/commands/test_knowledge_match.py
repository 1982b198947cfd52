"""``python -m commands.knowledge match``: findings named on the command line, and their hits."""

import argparse
import json
from pathlib import Path

import pytest

from commands.knowledge_match import add_arguments, run
from tests.domain.knowledge.civic_by_hand import CIVIC, needed

HEADER = (
    "molecular_profile\tmolecular_profile_id\tdisease\tdoid\tphenotypes\ttherapies\ttherapy_interaction_type\t"
    "evidence_type\tevidence_direction\tevidence_level\tsignificance\tevidence_statement\tcitation_id\t"
    "source_type\tasco_abstract_id\tcitation\tnct_ids\trating\tevidence_status\tevidence_id\tvariant_origin\t"
    "last_review_date\tevidence_civic_url\tmolecular_profile_civic_url\tis_flagged"
)


def row(number: int, profile: str, drug: str, significance: str = "Sensitivity/Response") -> str:
    cells = (
        profile, "1", "Lung Non-small Cell Carcinoma", "3908", "", drug, "", "Predictive", "Supports", "A",
        significance, "", "1", "PubMed", "", "Somebody, 2020", "", "4", "accepted", str(number), "Somatic",
        "2024-01-01 00:00:00 UTC", "", "", "false",
    )  # fmt: skip
    return "\t".join(cells)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A small release in CIViC's native form."""
    path = tmp_path / "civic.tsv"
    rows = [
        row(1, "EGFR L858R OR EGFR Exon 19 Deletion", "Osimertinib"),
        row(2, "EGFR T790M", "Gefitinib", "Resistance"),
        row(3, "v::ALK Fusion", "Alectinib"),
        row(4, "MET Exon 14 Skipping Mutation", "Capmatinib"),
        row(5, "MET Amplification AND NOT KRAS Mutation", "Crizotinib"),
        row(6, "KRAS Mutation", "Erlotinib", "Resistance"),
        row(7, "ALK G1202R AND v::ALK Fusion", "Crizotinib", "Resistance"),
        row(8, "MSI High", "Pembrolizumab"),
        row(9, "ERBB2 Amplification", "Trastuzumab"),
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def asked(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(list(words)))


def hits(capsys: pytest.CaptureFixture[str], group: str, *words: str) -> list[str]:
    assert asked(*words, "--json", "--all") == 0
    return [hit["item"] for hit in json.loads(capsys.readouterr().out)[group]]


def test_resistance_stands_before_sensitivity_in_the_table(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--gene", "EGFR", "--change", "L858R", "--change", "T790M", "--tumour", "LUAD")
    assert asked(*words, "--release", str(release)) == 0
    told = capsys.readouterr().out
    assert told.index("Gefitinib") < told.index("Osimertinib")
    assert "EGFR L858R, EGFR T790M in Lung Adenocarcinoma (LUAD)" in told
    assert "I-A / I-A" in told


@pytest.mark.parametrize(
    ("words", "group", "items"),
    [
        (("--gene", "EGFR", "--change", "p.(Leu858Arg)"), "supporting", ["EID1"]),
        (("--gene", "EGFR", "--change", "E746_A750del"), "supporting", ["EID1"]),
        (("--fusion", "EML4::ALK"), "supporting", ["EID3"]),
        (("--fusion", "SOMEGENE::ALK"), "supporting", ["EID3"]),
        (("--fusion", "EML4 :: ALK e13::e20"), "supporting", ["EID3"]),
        (("--splice", "MET exon 14 skipping"), "supporting", ["EID4"]),
        (
            ("--gene", "MET", "--coding", "c.3028+1G>T", "--consequence", "splice_donor_variant"),
            "supporting",
            ["EID4"],
        ),
        (
            ("--gene", "MET", "--exon", "14", "--consequence", "splice_acceptor_variant"),
            "supporting",
            ["EID4"],
        ),
        (("--gene", "MET", "--amplification"), "undetermined", ["EID5"]),
        (("--gene", "KRAS", "--change", "G12C"), "against", []),
        (("--gene", "KRAS", "--change", "G12C", "--oncogenic"), "against", ["EID6"]),
        (("--gene", "MET", "--loss"), "supporting", []),
        (("--signature", "msi-h"), "supporting", ["EID8"]),
        (("--signature", "MSS"), "supporting", []),
        (("--gene", "EGFR", "--exon", "19", "--consequence", "inframe_deletion"), "supporting", ["EID1"]),
        (("--fusion", "ALK::?"), "supporting", ["EID3"]),
        (("--gene", "ALK", "--change", "G1202R"), "undetermined", ["EID7"]),
        (("--gene", "ALK", "--change", "G1202R", "--fusion", "EML4::ALK"), "against", ["EID7"]),
        (("--gene", "ALK", "--change", "G1202R", "--fusion", "v::ALK"), "against", ["EID7"]),
        (("--signature", "MSI High"), "supporting", ["EID8"]),
        (("--gene", "HER2", "--amplification"), "supporting", ["EID9"]),
    ],
)
def test_findings_of_every_class_can_be_named(
    release: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    group: str,
    items: list[str],
) -> None:
    assert hits(capsys, group, *words, "--tumour", "LUAD", "--release", str(release)) == items


def test_every_hit_is_told_with_why_and_what_is_proposed(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(
        "--gene", "EGFR", "--change", "L858R", "--tumour", "LUAD", "--release", str(release), "--json"
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    hit = told["supporting"][0]
    assert (hit["resolution"], hit["relation"], hit["level"]) == ("exact", "same", "A")
    assert (hit["proposed_amp"], hit["proposed_escat_ceiling"]) == ("I-A", "I-A")
    assert hit["why"].startswith("EGFR L858R meets")
    assert told["counts"]["against"] == 0
    assert "undetermined" not in told


def test_the_starter_table_is_asked_where_no_release_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--gene", "EGFR", "--change", "L858R", "--tumour", "Lung Adenocarcinoma") == 0
    told = capsys.readouterr().out
    assert "Starter table" in told
    assert "Osimertinib" in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--gene", "EGRF", "--change", "L858R", "--tumour", "LUAD"), "EGRF is no gene of the assay"),
        (("--gene", "EGFR", "--change", "L858", "--tumour", "LUAD"), "'L858' is no change of EGFR in HGVS"),
        (("--gene", "EGFR", "--change", "L858R", "--tumour", "LUNGY"), "'LUNGY' is no tumour type"),
        (("--change", "L858R", "--tumour", "LUAD"), "--change needs the gene it is about"),
        (("--fusion", "ALK", "--tumour", "LUAD"), "'ALK' is no fusion"),
        (("--fusion", "?::v", "--tumour", "LUAD"), "'?::v' names no gene"),
        (("--gene", "KRAS", "--change", "G12X", "--tumour", "LUAD"), "'G12X' may mean a stop or any residue"),
        (("--gene", "KRAS", "--change", "p.(G12X)", "--tumour", "LUAD"), "Write G12* for the stop"),
        (("--gene", "EGFR", "--change", "ex19del", "--tumour", "LUAD"), "--exon 19 --consequence"),
        (("--fusion", "EML4::ALK 13;20", "--tumour", "LUAD"), "'EML4::ALK 13;20' is no fusion"),
        (("--signature", "happy", "--tumour", "LUAD"), "'happy' is no signature"),
        (("--splice", "EGFRv9", "--tumour", "LUAD"), "'EGFRv9' is no splice event"),
        (("--gene", "MET", "--exon", "x", "--tumour", "LUAD"), "'x' is no exon"),
        (("--tumour", "LUAD"), "No finding was named"),
        (("--gene", "EGFR", "--tumour", "LUAD"), "No finding was named"),
    ],
)
def test_what_is_not_known_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert asked(*words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert sentence in told.err
    assert "nothing was matched" in told.err


def test_a_finding_that_is_named_by_its_coding_change_alone_says_what_is_not_found(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--tumour", "LUAD", "--release", str(release))
    said = "only the coding change is named"
    assert asked("--gene", "EGFR", "--coding", "c.2235_2249del", *words) == 0
    assert f"Of EGFR c.2235_2249del {said}" in capsys.readouterr().out
    both = ("--gene", "EGFR", "--change", "E746_A750del", "--coding", "c.2235_2249del")
    for told in (
        both,
        ("--gene", "MET", "--coding", "c.3028+1G>A"),
        ("--gene", "TERT", "--coding", "c.-124C>T"),
    ):
        assert asked(*told, *words) == 0
        assert said not in capsys.readouterr().out


def test_a_file_that_is_no_release_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear colleague\n", encoding="utf-8")
    for path in (other, tmp_path / "none.tsv"):
        assert asked("--gene", "EGFR", "--change", "L858R", "--tumour", "LUAD", "--release", str(path)) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert path.name in told


def test_the_whole_file_of_civic_answers_for_egfr_l858r(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--gene", "EGFR", "--change", "L858R", "--tumour", "LUAD", "--release", str(needed(CIVIC)))
    assert asked(*words, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    first_line = [
        hit for hit in told["supporting"] if hit["drugs"] == ["Osimertinib"] and hit["level"] == "A"
    ]
    assert first_line
    assert {hit["relation"] for hit in first_line} == {"same"}
