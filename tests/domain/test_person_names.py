"""What reads like a person's name is asked about; a code, a word of the laboratory or a digit is not."""

import pytest

from domain.person_names import file_reads_like_a_name, reads_like_a_name


@pytest.mark.parametrize(
    "text",
    ["Janssens Marie", "JANSSENS_Marie", "Marie Janssens", "Van den Broeck, Jan", "de Vries Anne-Marie",
     "O'Brien Séan", "Élise_Dubois", "Dubois Élise DNA", "Janssens.Marie"],
)  # fmt: skip
def test_two_capitalised_words_of_letters_read_like_a_name(text: str) -> None:
    assert reads_like_a_name(text)


@pytest.mark.parametrize(
    "text",
    ["", "SYN-RUN-7", "Janssens", "TestSample", "Tumour Board Run", "Lung Metastasis", "RNA Control",
     "Single test", "S-1 / FISH ALK / 2026-05-04", "Janssens Marie 2", "A B", "run of monday", "261121_A00",
     "CombinedVariantOutput", "de la", "LIVER_DNA"],
)  # fmt: skip
def test_codes_single_words_words_of_the_laboratory_and_digits_do_not(text: str) -> None:
    assert not reads_like_a_name(text)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Janssens_Marie.vcf.gz", True), ("Janssens_Marie_MetricsOutput.tsv", True),
        ("TestSample_CombinedVariantOutput.tsv", False), ("TestSample.hard-filtered.vcf.gz", False),
        ("MetricsOutput.tsv", False), ("RunInfo.xml", False), ("data_mutations.txt", False),
    ],
)  # fmt: skip
def test_of_a_file_its_endings_are_not_looked_at(name: str, asked: bool) -> None:
    assert file_reads_like_a_name(name) is asked
