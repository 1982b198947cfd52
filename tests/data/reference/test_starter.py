"""The starter table of evidence: every row holds, and what must be in it is."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from data.reference.codes import codes
from data.reference.drugs import drugs
from data.reference.starter import (
    CITATION,
    COLUMNS,
    EMA_LABEL,
    GUIDELINE,
    TABLE,
    items_of,
    starter_release,
)
from data.reference.table import BrokenTable, Table, read_table
from data.reference.tumour_types import tumour_types
from domain.knowledge.evidence import DrugEffect, EvidenceItem, Interaction, Source
from domain.knowledge.profiles import AtomKind, atoms, genes_of
from domain.knowledge.written import read_item, written_item

ROWS = read_table(TABLE, COLUMNS).rows
ITEMS = {item.item_id: item for item in starter_release().items}
CHANGES = {
    "profile": "EGFR of another kind",
    "tumours": "GBM",
    "drugs": "Osimertinibum",
    "effect": "hopeful",
    "origin": "elsewhere",
    "escat": "I-Z",
    "basis": "hearsay",
    "citation_id": "Levine 2005",
    "reviewed_on": "yesterday",
}


def stating(gene: str, code: str | None, drug: str, effect: DrugEffect) -> list[EvidenceItem]:
    return [
        item
        for item in ITEMS.values()
        if gene in genes_of(item.profile)
        and (code in item.scope.codes if code else item.scope.solid_only)
        and drug in item.drugs
        and item.effect is effect
    ]


def test_there_are_at_least_eighty_rows_each_an_item_of_its_own() -> None:
    assert len(ROWS) == len(ITEMS) >= 80
    assert all(item_id.startswith("ST-") for item_id in ITEMS)


def test_no_fact_stands_twice() -> None:
    facts = Counter(
        (frozenset(atom.text for atom in atoms(item.profile)), frozenset(item.scope.codes), drug, item.effect)
        for item in ITEMS.values()
        for drug in ([item.drugs] if item.interaction is Interaction.COMBINATION else item.drugs)
    )
    assert [fact for fact, times in facts.items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=[row["item_id"] for row in ROWS])
def test_every_row_is_understood_and_says_what_it_rests_on(row: dict[str, str]) -> None:
    item = ITEMS[row["item_id"]]
    assert all(atom.kind not in {AtomKind.OTHER, AtomKind.WILD_TYPE} for atom in atoms(item.profile))
    assert item.level in {one.code for one in codes("escat")}
    assert set(item.drugs) <= {one.name for one in drugs()}
    assert item.scope.mapped and set(item.scope.codes) <= {one.code for one in tumour_types()}
    assert item.citation_id and CITATION.fullmatch(item.citation_id)
    assert item.reviewed_on is not None and item.reviewed_on <= date(2026, 12, 31)
    assert row["basis"] in {EMA_LABEL, GUIDELINE}
    assert row["citation_id"].partition("EMA:")[2] in {"", row["product"]}
    agrees = row["civic_agrees"].split("|")
    assert agrees == ["none"] or all(one[:3] == "EID" and one[3:].isdecimal() for one in agrees)


def test_a_row_is_at_least_of_tier_two_unless_it_speaks_of_resistance() -> None:
    sensitive = [item for item in ITEMS.values() if item.effect is DrugEffect.SENSITIVITY]
    assert {item.level[:2] for item in sensitive} <= {"I-", "II"}
    assert all(item.effect is DrugEffect.RESISTANCE for item in ITEMS.values() if item not in sensitive)


def test_a_fact_of_any_solid_tumour_is_never_of_a_tier_that_asks_for_this_tumour() -> None:
    agnostic = [item for item in ITEMS.values() if item.scope.any_tumour]
    assert agnostic
    assert {item.level for item in agnostic if item.effect is DrugEffect.SENSITIVITY} == {"I-C"}


@pytest.mark.parametrize(
    ("gene", "code", "drug"),
    [
        ("EGFR", "NSCLC", "Osimertinib"), ("ALK", "NSCLC", "Alectinib"), ("ROS1", "NSCLC", "Entrectinib"),
        ("RET", "NSCLC", "Selpercatinib"), ("MET", "NSCLC", "Capmatinib"), ("BRAF", "NSCLC", "Dabrafenib"),
        ("KRAS", "NSCLC", "Sotorasib"), ("ERBB2", "NSCLC", "Trastuzumab deruxtecan"),
        ("BRAF", "COADREAD", "Encorafenib"), ("KRAS", "COADREAD", "Adagrasib"),
        ("ERBB2", "COADREAD", "Tucatinib"), ("BRAF", "MEL", "Trametinib"), ("ERBB2", "BRCA", "Pertuzumab"),
        ("PIK3CA", "BRCA", "Alpelisib"), ("PTEN", "BRCA", "Capivasertib"), ("ESR1", "BRCA", "Elacestrant"),
        ("BRCA2", "BRCA", "Olaparib"), ("BRCA1", "OVT", "Olaparib"), ("BRCA2", "PRAD", "Olaparib"),
        ("BRCA1", "PAAD", "Olaparib"), ("ERBB2", "EGC", "Trastuzumab"), ("FGFR2", "CHOL", "Pemigatinib"),
        ("IDH1", "CHOL", "Ivosidenib"), ("FGFR3", "BLCA", "Erdafitinib"), ("RET", "THME", "Selpercatinib"),
        ("BRAF", "THAP", "Trametinib"), ("KIT", "GIST", "Imatinib"), ("PDGFRA", "GIST", "Avapritinib"),
        ("IDH2", "ASTR", "Vorasidenib"), ("FLT3", "AML", "Gilteritinib"), ("NTRK3", None, "Larotrectinib"),
        ("RET", None, "Selpercatinib"), ("BRAF", None, "Trametinib"),
        ("ERBB2", None, "Trastuzumab deruxtecan"),
    ],
)  # fmt: skip
def test_what_a_board_meets_every_month_is_there(gene: str, code: str | None, drug: str) -> None:
    assert stating(gene, code, drug, DrugEffect.SENSITIVITY)


@pytest.mark.parametrize(
    ("gene", "code", "drug"),
    [
        ("KRAS", "COADREAD", "Cetuximab"), ("NRAS", "COADREAD", "Panitumumab"),
        ("EGFR", "NSCLC", "Osimertinib"), ("EGFR", "NSCLC", "Afatinib"), ("MET", "NSCLC", "Osimertinib"),
        ("ALK", "NSCLC", "Alectinib"), ("PDGFRA", "GIST", "Imatinib"), ("KIT", "GIST", "Imatinib"),
        ("ESR1", "BRCA", "Letrozole"), ("BTK", "CLLSLL", "Ibrutinib"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_drug_is_there(gene: str, code: str, drug: str) -> None:
    assert stating(gene, code, drug, DrugEffect.RESISTANCE)


def test_msi_and_tmb_are_there_for_any_solid_tumour() -> None:
    agnostic = {
        atom.value for item in ITEMS.values() if item.scope.solid_only for atom in atoms(item.profile)
    }
    assert {"MSI-H", "dMMR", "TMB-H"} <= agnostic


def test_the_release_says_where_it_comes_from_and_that_its_levels_wait_for_review() -> None:
    release = starter_release()
    assert release.source is Source.STARTER and release.version == "2026-11-21"
    assert release.released_on == date(2026, 11, 21)
    assert len(release.sha256) == 64 and "own words" in release.licence
    assert "needs clinical review" in read_table(TABLE, COLUMNS).notes["review"]
    assert starter_release() is release


def test_every_item_can_be_kept_and_read_again() -> None:
    assert all(read_item(written_item(item)) == item for item in ITEMS.values())


@pytest.mark.parametrize(
    ("item_id", "citation", "link"),
    [
        ("ST-RET-01", "EMA: Retsevmo", "https://pubmed.ncbi.nlm.nih.gov/37870973/"),
        ("ST-ALK-07", "EMA: Xalkori", "https://pubmed.ncbi.nlm.nih.gov/28787259/"),
        ("ST-ALK-10", "Guideline", "https://pubmed.ncbi.nlm.nih.gov/30892989/"),
        ("ST-NTRK-04", "Guideline", "https://doi.org/10.1158/2159-8290.CD-17-0507"),
        ("ST-ESR1-02", "Guideline", "https://pubmed.ncbi.nlm.nih.gov/29045530/"),
        ("ST-HER2-18", "EMA: Ziihera", "https://pubmed.ncbi.nlm.nih.gov/37276871/"),
    ],
)
def test_a_row_that_was_corrected_cites_the_study_that_states_it(
    item_id: str, citation: str, link: str
) -> None:
    assert (ITEMS[item_id].citation, ITEMS[item_id].link) == (citation, link)


@pytest.mark.parametrize("item_id", ["ST-ALK-06", "ST-ALK-07", "ST-BRAF-13"])
def test_a_label_for_children_says_so(item_id: str) -> None:
    assert (ITEMS[item_id].scope.condition or "").startswith("children and adolescents")


def test_zanidatamab_asks_for_the_strong_staining_that_its_label_asks_for() -> None:
    assert (ITEMS["ST-HER2-18"].scope.condition or "").startswith("HER2 3+ by IHC")


def test_an_item_leads_to_where_it_can_be_read() -> None:
    assert ITEMS["ST-EGFR-01"].link == "https://pubmed.ncbi.nlm.nih.gov/29151359/"
    assert ITEMS["ST-KRAS-02"].link == "https://www.ema.europa.eu/en/medicines/human/EPAR/krazati"
    assert ITEMS["ST-MSI-06"].link == "https://doi.org/10.1200/JCO.19.02105"


@pytest.mark.parametrize("column", CHANGES)
def test_a_row_that_does_not_hold_is_refused_by_its_item(column: str) -> None:
    table = read_table(TABLE, COLUMNS)
    spoilt = {**table.rows[0], column: CHANGES[column]}
    with pytest.raises(BrokenTable, match="ST-EGFR-01"):
        items_of(replace(table, rows=(spoilt,)))


def test_a_label_without_a_product_is_refused() -> None:
    spoilt = {**ROWS[0], "product": ""}
    with pytest.raises(BrokenTable, match="label of a product"):
        items_of(Table(TABLE, {}, (spoilt,)))
