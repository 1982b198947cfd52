"""The verdicts of a profile, in words: contamination is told of every class that is read from the DNA."""

from dataclasses import replace

import pytest

from components.specimens import reasons_untold, specimen_name, verdict_words
from domain.quality import QualityClass, Verdict
from domain.views.case import SpecimenView
from domain.views.findings import VerdictRow


def row(one: QualityClass, label: str, verdict: Verdict = Verdict.PASS) -> VerdictRow:
    return VerdictRow(one, label, verdict, None)


TMB, MSI, RNA = (
    row(QualityClass.SMALL_VARIANTS, "Small variants and TMB"),
    row(QualityClass.MSI, "MSI"),
    row(QualityClass.RNA, "RNA"),
)


@pytest.mark.parametrize(
    ("verdict", "word", "why"),
    [
        (Verdict.FAIL, "✕ DNA: fail", "DNA contaminated"),
        (Verdict.NOT_EVALUABLE, "? DNA: not evaluable", "contamination not known"),
    ],
)
def test_metrics_that_pass_in_contaminated_dna_read_as_no_plain_pass(
    verdict: Verdict, word: str, why: str
) -> None:
    dirt = row(QualityClass.CONTAMINATION, "DNA", verdict)
    tmb, msi = (f"✕ {label}: metrics pass, {why}" for label in ("Small variants and TMB", "MSI"))
    assert verdict_words((dirt, TMB, MSI, RNA)) == f"{word} · {tmb} · {msi} · ✓ RNA: pass"


def test_metrics_that_pass_in_clean_dna_pass() -> None:
    dirt = row(QualityClass.CONTAMINATION, "DNA")
    assert verdict_words((dirt, TMB)) == "✓ DNA: pass · ✓ Small variants and TMB: pass"


@pytest.mark.parametrize("lead", ["DNA: ", "DNA: Failed: "])
def test_a_reason_that_the_outcome_tells_is_not_told_again(lead: str) -> None:
    dirt = replace(row(QualityClass.CONTAMINATION, "DNA", Verdict.FAIL), reason="Failed: SCORE is 6871.")
    rna = replace(row(QualityClass.RNA, "RNA", Verdict.FAIL), reason="Failed: INSERT is 61.")
    assert reasons_untold(f"{lead}SCORE is 6871.", (dirt, TMB, rna)) == ("RNA: INSERT is 61.",)
    assert reasons_untold(None, (dirt,)) == ("DNA: SCORE is 6871.",)


@pytest.mark.parametrize(
    ("origin", "site", "told"),
    [
        ("Lymph node", "Lymph node", "Tissue, lymph node"),
        ("Metastasis", "Liver", "Tissue, metastasis, Liver"),
        ("Primary", None, "Tissue, primary"),
    ],
)
def test_a_specimen_names_its_place_once(origin: str, site: str | None, told: str) -> None:
    specimen = SpecimenView(
        "s", "Tissue", origin, site, None, None, "Laboratory A", None, None, None, None, None
    )
    assert specimen_name(specimen) == told
