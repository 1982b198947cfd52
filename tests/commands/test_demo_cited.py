"""The demonstration's advice cites what the starter table says of its finding, tumour and drugs."""

import pytest

from commands.demo_cohort.cited import cited_for
from data.reference.starter import starter_release
from domain.knowledge.evidence import DrugEffect, Source


@pytest.mark.parametrize(
    ("alteration", "tumour", "drugs", "expected"),
    [
        ("EGFR:L858R", "LUAD", ("Osimertinib",), ["ST-EGFR-01"]),
        ("KRAS:G12C", "COAD", ("Adagrasib", "Cetuximab"), ["ST-KRAS-04"]),
        ("fusion:EML4-ALK", "LUAD", ("Alectinib",), ["ST-ALK-01"]),
        ("MSI-H", "COAD", ("Pembrolizumab",), ["ST-MSI-01", "ST-MSI-06"]),
        ("MET:exon14_splice", "LUAD", ("Tepotinib",), ["ST-MET-02"]),
        ("splice:MET", "LUAD", ("Tepotinib",), ["ST-MET-02"]),
        # Not this drug alone, not this tumour, not classed by anybody, no drug.
        ("BRAF:V600E", "COAD", ("Encorafenib",), []),
        ("KRAS:G12C", "COAD", ("Sotorasib",), []),
        ("PTEN:*", "IDC", ("Capivasertib", "Fulvestrant"), []),
        ("KRAS:G12D", "PAAD", (), []),
    ],
)
def test_advice_cites_the_items_on_its_finding_tumour_and_drugs_and_no_others(
    alteration: str, tumour: str, drugs: tuple[str, ...], expected: list[str]
) -> None:
    assert [one.item_id for one in cited_for(alteration, tumour, drugs)] == expected


def test_a_citation_carries_the_starter_tables_release_level_and_words() -> None:
    (one,) = cited_for("EGFR:L858R", "LUAD", ("Osimertinib",))
    release = starter_release()
    assert (one.source, one.release, one.released_on) == (
        Source.STARTER,
        release.version,
        release.released_on,
    )
    assert (one.level_scheme, one.level, one.effect) == ("escat", "I-A", DrugEffect.SENSITIVITY)
    assert one.words.endswith("Osimertinib, Non-small cell lung cancer, ESCAT I-A, EMA: Tagrisso")
