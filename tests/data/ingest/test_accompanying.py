"""What lies beside results is listed as not needed, and results are never taken for it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest.accompanying import is_accompanying
from data.ingest.opening import open_file
from data.ingest.run_reading import recognise
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, read_bytes

BESIDE = {
    "exon coverage": "chr\tstart\tend\tgene\tmean_coverage\tmedian_coverage\tmin_coverage\tmax_coverage\n",
    "gene coverage": "chr\tstart\tend\tgene\tmean_coverage\tmin_coverage\tmax_coverage\nchr1\t1\t2\tA\t1",
    "sample sheet": "[Header]\nFileFormatVersion,2\n\n[TSO500L_Data]\nSample_ID,Sample_Type,Pair_ID\nA,DNA,P",
    "run info": '<?xml version="1.0" encoding="utf-8"?>\n<RunInfo Version="6">\n</RunInfo>\n',
    "run parameters": "<RunParameters><RunId>1</RunId></RunParameters>",
    "checksums": "d41d8cd98f00b204e9800998ecf8427e  S1.vcf\nd41d8cd98f00b204e9800998ecf8427f *S2.vcf\n",
    "log": "2026-02-04T10:11:12 started\n[2026-02-04 10:11:13] INFO step 1 of 12\n  continued\nINFO: done\n",
    "metrics": "MAPPING/ALIGNING SUMMARY,,Total input reads,812,100.00\nMAPPING/ALIGNING PER RG,R1,Reads,1,1",
    "fragment lengths": '[{"FragmentLength": 12, "Count": 3}]',
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_not_needed_is_recognised_and_listed(tmp_path: Path, name: str) -> None:
    reading = read_bytes(tmp_path, BESIDE[name].encode())
    assert [one.kind for one in reading.files] == [FileKind.ACCOMPANYING]
    assert reading.problems == () and reading.samples == () and not reading.readable


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".md"))
def test_no_file_of_results_is_taken_for_it(name: str) -> None:
    assert recognise(open_file(FIXTURES / name)) is not FileKind.ACCOMPANYING


def test_a_short_clinical_list_is_not_taken_for_metrics() -> None:
    assert not is_accompanying("PATIENT_ID,SEX,AGE,SITE\nP0001,F,61,LUNG\nP0002,M,58,COLON\n")
    assert not is_accompanying("Total TMB\t8.6\nPercent Unstable Sites\t1.7\n")
    assert not is_accompanying("")


@settings(max_examples=200, deadline=1_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from(list(" \t,;[]<>!-:0123456789abcfINFOSUMMARY\n\"'")), max_size=4_000))
def test_looking_at_any_text_ends_at_once(text: str) -> None:
    assert is_accompanying(text) in {True, False}
