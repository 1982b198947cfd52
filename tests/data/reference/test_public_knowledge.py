"""What ships against the public files it was taken from, where they are present."""

import csv
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from data.reference.codes import codes, exported
from data.reference.gene_roles import role_of
from data.reference.genes import genes
from data.reference.starter import COLUMNS, TABLE, starter_release
from data.reference.table import read_table
from data.reference.transcripts import transcripts_of
from data.reference.tumour_types import tumour_type, tumour_types
from domain.knowledge.evidence import DrugEffect, EvidenceItem
from tests.data.reference.civic_agreement import CivicItem, agreeing, civic_items

ROOT = Path(__file__).resolve().parents[3]
KNOWLEDGE = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "knowledge"
ROWS = {row["item_id"]: row for row in read_table(TABLE, COLUMNS).rows}
NOT_IN_THE_CHECK_LIST = {
    "Finlee", "Koselugo", "Perjeta", "Rubraca", "Sprycel", "Tukysa", "Zejula", "Ziihera",
}  # fmt: skip
"""Products that the check list of labels by gene does not name; entered from their product information."""


@pytest.fixture(autouse=True)
def present() -> None:
    """Skips, told, where the public files are not."""
    if not KNOWLEDGE.is_dir():
        pytest.skip(f"the public files are not at {KNOWLEDGE.name} (set MTB_SHARED to the folder above it)")


def rows(name: str) -> list[dict[str, str]]:
    with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def civic() -> tuple[CivicItem, ...]:
    return civic_items(
        KNOWLEDGE / "evidence" / "civic" / "civic_accepted_evidence_2026-05.tsv",
        KNOWLEDGE / "tumour_types" / "civic_disease_to_oncotree.tsv",
    )


def nodes(tree: dict[str, object], parent: str = "") -> Iterator[tuple[str, ...]]:
    """Every node of OncoTree's own file: code, name, main type, tissue, parent, level."""
    for code, node in tree.items():
        assert isinstance(node, dict)
        yield (
            code, node["name"], node["mainType"] or "", node["tissue"] or "", parent, str(node["level"]),
        )  # fmt: skip
        yield from nodes(node["children"], code)


@pytest.mark.parametrize("item", starter_release().items, ids=list(ROWS))
def test_the_items_of_civic_that_a_row_names_are_those_that_state_it(item: EvidenceItem) -> None:
    found = [one.item_id for one in agreeing(item, civic())]
    assert ROWS[item.item_id]["civic_agrees"] == ("|".join(found) or "none")


def test_a_number_of_a_study_that_civic_does_not_cite_is_told_in_the_head() -> None:
    cited = {row["citation_id"] for row in rows("evidence/civic/civic_accepted_evidence_2026-05.tsv")}
    by_row = {item_id: row["citation_id"].partition(":") for item_id, row in ROWS.items()}
    not_there = {
        item_id.removeprefix("ST-")
        for item_id, (kind, _, number) in by_row.items()
        if kind == "PMID" and number not in cited
    }
    notes = read_table(TABLE, COLUMNS).notes
    told = [
        set(re.findall(r"[A-Z0-9]+-\d\d(?!\d)", notes[note].partition("(2026")[0]))
        for note in ("not opened at pubmed", "named elsewhere")
    ]
    by_doi = {"NTRK-04"}
    assert told[0] | told[1] == not_there | by_doi
    assert not told[0] & told[1]


def test_most_rows_have_an_item_of_civic_that_agrees_and_the_others_say_so() -> None:
    without = [item_id for item_id, row in ROWS.items() if row["civic_agrees"] == "none"]
    assert 0 < len(without) < len(ROWS) / 3


def test_a_row_that_turned_its_effect_or_its_drug_agrees_with_nothing() -> None:
    first = starter_release().items[0]
    assert agreeing(first, civic())
    assert not agreeing(replace(first, effect=DrugEffect.RESISTANCE), civic())
    assert not agreeing(replace(first, drugs=("Imatinib",)), civic())


def test_every_product_is_one_of_the_check_list_of_labels_or_told_here() -> None:
    listed = {
        product
        for row in rows("belgium/proxy_ema_label_biomarkers_by_tumour.tsv")
        for product in row["ema_products"].split("|")
    }
    products = {row["product"] for row in ROWS.values() if row["product"]}
    assert {name for name in products if name.lower() not in listed} == NOT_IN_THE_CHECK_LIST


def test_the_tree_is_oncotrees_own_node_by_node() -> None:
    tree = json.loads((KNOWLEDGE / "tumour_types" / "oncotree_2025_10_03.json").read_text(encoding="utf-8"))
    shipped = {
        (one.code, one.name, one.main_type, one.tissue, one.parent, str(one.level)) for one in tumour_types()
    }
    assert shipped == set(nodes(tree))


def test_every_code_that_the_tree_lost_leads_to_what_absorbed_it() -> None:
    for row in rows("tumour_types/oncotree_retired_codes_2021_to_2025.tsv"):
        found = tumour_type(row["retired_code"])
        assert found is not None and found.code in row["new_codes_listing_it"].split("|")


@pytest.mark.parametrize(
    ("name", "flag", "count"),
    [
        ("tso500_small_variant_523", "small_variant", 523),
        ("tso500_cnv_59", "cnv", 59),
        ("tso500_rna_fusion_55", "rna_fusion", 55),
        ("tso500_ctdna_dna_fusion_23", "dna_fusion_ctdna", 23),
    ],
)
def test_the_assay_sees_the_genes_of_illuminas_lists(name: str, flag: str, count: int) -> None:
    listed = {(row["hgnc_symbol"], row["hgnc_id"]) for row in rows(f"genes/{name}.tsv")}
    assert len(listed) == count
    assert {(one.symbol, one.hgnc_id) for one in genes() if getattr(one, flag)} == listed


def test_transcripts_and_roles_are_those_of_their_sources() -> None:
    listed = rows("genes/tso500_transcripts_birmingham.tsv")
    shipped = {(one.symbol, one.refseq) for gene in genes() for one in transcripts_of(gene.symbol)}
    assert shipped == {(row["hgnc_symbol"], row["refseq_transcript"]) for row in listed}
    words = {"Act": "activating", "LoF": "loss_of_function", "ambiguous": "ambiguous"}
    for row in rows("genes/gene_roles_intogen_2023-05-31.tsv"):
        role = role_of(row["hgnc_symbol"])
        assert role is not None and role.value == words[row["role"]]


def test_every_reason_is_exported_to_a_code_that_mii_has() -> None:
    name = "CodeSystem-mii-cs-mtb-follow-up-grund-nicht-umsetzung.json"
    system = json.loads((KNOWLEDGE / "codes" / "mii_mtb" / name).read_text(encoding="utf-8"))
    known = {concept["code"] for concept in system["concept"]}
    told = [exported("reason_not_followed", one.code, "mii") for one in codes("reason_not_followed")]
    assert {found.code for found in told if found is not None} <= known
