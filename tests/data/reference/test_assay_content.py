"""In which genes an assay sees a class stands in one table, with its source."""

import pytest

from data.reference.assay_content import genes_read
from domain.findings import FindingClass
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY


@pytest.mark.parametrize(
    ("kind", "tissue", "blood"),
    [
        (FindingClass.SMALL_VARIANT, 523, 523),
        (FindingClass.COPY_NUMBER, 59, 59),
        (FindingClass.FUSION, 55, 23),
        (FindingClass.SPLICE_VARIANT, 3, 0),
        (FindingClass.REARRANGEMENT, 2, None),
    ],
)
def test_the_lists_are_as_long_as_the_makers_say(kind: FindingClass, tissue: int, blood: int | None) -> None:
    found = [genes_read(kind, assay) for assay in (TISSUE_ASSAY, BLOOD_ASSAY)]
    assert [None if one is None else len(one.genes) for one in found] == [tissue, blood]
    assert all(one.source for one in found if one)


def test_a_list_that_was_carried_over_from_the_other_assay_is_not_called_verified() -> None:
    tissue, blood = (genes_read(FindingClass.COPY_NUMBER, assay) for assay in (TISSUE_ASSAY, BLOOD_ASSAY))
    assert tissue is not None and blood is not None
    assert (tissue.verified, blood.verified) == (False, True)


def test_of_a_bare_variant_file_no_list_is_known() -> None:
    assert genes_read(FindingClass.SMALL_VARIANT, "VCF") is None


def test_genes_go_by_their_current_symbols() -> None:
    small = genes_read(FindingClass.SMALL_VARIANT, TISSUE_ASSAY)
    assert small is not None
    assert "KMT2A" in small.genes and "MLL" not in small.genes
