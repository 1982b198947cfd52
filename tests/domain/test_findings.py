"""The same change is known again, whoever wrote it down."""

from dataclasses import replace

import pytest

from tests.builders import small_variant


@pytest.mark.parametrize(
    ("written", "known_as"), [("7", "chr7"), ("chr7", "chr7"), ("X", "chrX"), ("MT", "chrM")]
)
def test_a_chromosome_is_the_same_with_and_without_its_prefix(written: str, known_as: str) -> None:
    call = replace(small_variant(), chrom=written)
    assert call.variant_key == f"GRCh37:{known_as}:140453136:A:T"
    assert call.chrom == written
