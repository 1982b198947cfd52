"""A run of sixteen pairs: each sample gets its own files, whatever the others are called."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.joined import Read
from data.ingest.joining import join
from data.ingest.parts import SamplePart
from data.ingest.run_reading import read_path
from domain.findings import Biomarker, BiomarkerName, BiomarkerState, Findings, Origin
from domain.problems import Severity
from domain.quality import Outcome
from domain.readings import FileKind, RunReading, SampleReading
from tests.data.ingest.run_folders import Pair, dragen_folder, localapp_folder, pairs
from tests.data.ingest.samples import FIXTURES, marker, of_severity

PAIRS = pairs()


@pytest.fixture(scope="module")
def localapp(tmp_path_factory: pytest.TempPathFactory) -> RunReading:
    return read_path(localapp_folder(tmp_path_factory.mktemp("run"), PAIRS))


@pytest.fixture(scope="module")
def dragen(tmp_path_factory: pytest.TempPathFactory) -> RunReading:
    return read_path(dragen_folder(tmp_path_factory.mktemp("run"), PAIRS[:6] + PAIRS[-4:]))


@pytest.fixture(scope="module", params=["localapp", "dragen"])
def reading(request: pytest.FixtureRequest) -> RunReading:
    found: RunReading = request.getfixturevalue(request.param)
    return found


def each(reading: RunReading) -> list[tuple[Pair, SampleReading]]:
    by_name = {one.pair: one for one in PAIRS}
    return [(by_name[sample.sample_id], sample) for sample in reading.samples]


def test_there_is_one_sample_for_each_pair_and_no_other(localapp: RunReading, dragen: RunReading) -> None:
    assert sorted(one.sample_id for one in localapp.samples) == sorted(one.pair for one in PAIRS)
    assert len(dragen.samples) == 10
    for reading in (localapp, dragen):
        for one, sample in each(reading):
            assert (sample.dna_sample_id, sample.rna_sample_id) == (one.dna, one.rna)


def test_each_sample_has_its_own_calls_and_their_origin_from_its_trace(reading: RunReading) -> None:
    for one, sample in each(reading):
        found = {call.pos: call for call in sample.findings.small_variants}
        assert set(found) == {one.somatic, one.germline}
        somatic, germline = found[one.somatic], found[one.germline]
        assert (somatic.gene, somatic.origin, somatic.vaf_text) == ("EGFR", Origin.SOMATIC, "0.0312")
        assert germline.origin is Origin.GERMLINE
        assert "tmb_counted=True" in somatic.tags and "tmb_counted=False" in germline.tags
        assert "germline_db=True" in germline.tags and "germline_proxi=False" in germline.tags


def test_each_sample_has_its_fusion_once_with_what_both_files_say(reading: RunReading) -> None:
    for one, sample in each(reading):
        (fusion,) = sample.findings.fusions
        assert (fusion.breakpoint_1, fusion.breakpoint_2) == one.breakpoints
        assert fusion.gene_pair == "CD74-ROS1;GOPC" and fusion.supporting_reads == one.number + 40
        assert {"caller=RnaFusionFilter", "caller=SpliceGirl", "score=0.98"} <= set(fusion.tags)
        assert sample.filtered_rows == 1


def test_a_splice_file_that_names_no_sample_goes_by_its_own_name_alone(localapp: RunReading) -> None:
    for one, sample in each(localapp):
        assert len(sample.findings.splice_variants) == one.number % 2, one.pair


def test_the_biomarkers_of_all_files_agree_and_those_of_the_results_stay(reading: RunReading) -> None:
    for one, sample in each(reading):
        tmb, msi = marker(sample, BiomarkerName.TMB), marker(sample, BiomarkerName.MSI)
        assert (tmb.state, tmb.value_text) == (BiomarkerState.VALUE, one.tmb)
        assert (msi.state, msi.value_text) == (BiomarkerState.VALUE, f"{one.number}.2")
        assert dict(msi.details)["Usable MSI Sites"] == "118"
        assert dict(tmb.details)["Coding Region Size in Megabases"] in {"1.28", "1.27"}
    assert not [one for one in reading.problems if one.section in {"tmb", "msi"}]


def test_a_biomarker_that_two_files_write_differently_is_told(tmp_path: Path) -> None:
    folder = localapp_folder(tmp_path, PAIRS[:1])
    trace = next(folder.rglob("*.tmb.json"))
    trace.write_text('{"TmbPerMb": 9.9}')
    (told,) = [one for one in read_path(folder).problems if one.section == "tmb"]
    assert "9.9" in told.seen and "1.5" in told.expected and told.severity is Severity.NOTE


def test_every_file_is_recognised_and_what_is_not_needed_says_so(reading: RunReading) -> None:
    kinds = {one.name.rsplit("/", 1)[-1]: one.kind for one in reading.files}
    assert FileKind.UNRECOGNISED not in kinds.values()
    beside = {"SampleSheet.csv", "RunInfo.xml", "RunParameters.xml", "checksums.md5", "pipeline.log"}
    assert {kinds[name] for name in beside} == {FileKind.ACCOMPANYING}
    assert not of_severity(reading, Severity.REFUSED_FILE) and not of_severity(reading, Severity.REFUSED_ROW)


def test_every_sample_is_judged_by_its_own_columns(reading: RunReading) -> None:
    assert {one.outcome for one in reading.samples} == {Outcome.SUCCESS}


def test_what_lies_twice_in_a_run_is_taken_once(dragen: RunReading) -> None:
    told = [one for one in dragen.problems if "the same as in" in one.seen]
    assert len(told) == 2 * len(dragen.samples)
    assert {one.section for one in dragen.counts if one.file.endswith("AllFusions.csv")} == {"fusions"}


def test_a_sample_without_results_keeps_its_files_to_itself(tmp_path: Path) -> None:
    folder = localapp_folder(tmp_path, [PAIRS[0], PAIRS[12]])
    assert PAIRS[12].pair == "S1-2"
    next(folder.rglob("S1-2_CombinedVariantOutput.tsv")).unlink()
    by_name = {one.sample_id: one for one in read_path(folder).samples}
    assert set(by_name) == {"S1", "S1-2-DNA", "S1-2-RNA"}
    assert [one.breakpoint_1 for one in by_name["S1"].findings.fusions] == [PAIRS[0].breakpoints[0]]
    assert marker(by_name["S1-2-DNA"], BiomarkerName.TMB).value_text == "13.4921"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("S1-_R", min_size=1, max_size=5), min_size=2, max_size=8, unique=True), st.data())
def test_whatever_samples_are_called_each_file_goes_to_its_own(names: list[str], data: st.DataObject) -> None:
    endings = {
        "_AllFusions.csv": FileKind.ALL_FUSIONS, ".tmb.json": FileKind.TMB_RESULT,
        ".microsat_output.json": FileKind.MSI_RESULT, "_BiomarkerReport.txt": FileKind.BIOMARKER_REPORT,
    }  # fmt: skip
    claimed = data.draw(st.sets(st.sampled_from(names)))

    def part(name: str, ending: str, ids: frozenset[str] = frozenset()) -> SamplePart:
        value = Biomarker(BiomarkerName.TMB, BiomarkerState.VALUE, 1.0, "1", "mutations/Mb", (("of", name),))
        return SamplePart(name + ending, endings[ending], ids, Findings(biomarkers=(value,)))

    parts = [part(name, ending) for name in names for ending in endings]
    parts += [part(name, "_AllFusions.csv", frozenset({name})) for name in sorted(claimed)]
    joined = join(Read(parts=data.draw(st.permutations(parts))))
    found = {one.sample_id: one.findings.biomarkers for one in joined.samples}
    assert set(found) == set(names)
    assert all(dict(one.details)["of"] == name for name, (one,) in found.items())


def test_links_in_a_folder_are_named_and_never_followed(tmp_path: Path) -> None:
    run, outside = tmp_path / "RUN", tmp_path / "outside"
    (run / "deep").mkdir(parents=True)
    outside.mkdir()
    content = (FIXTURES / "cvo_localapp_2_2.tsv").read_bytes()
    (run / "results.tsv").write_bytes(content)
    (outside / "calls.vcf").write_bytes((FIXTURES / "vcf_localapp_merged.vcf").read_bytes())
    (run / "deep" / "calls.vcf").symlink_to(outside / "calls.vcf")
    (run / "more").symlink_to(outside)
    (run / ".hidden").symlink_to(outside)
    reading = read_path(run)
    assert [one.name for one in reading.files] == ["results.tsv"]
    (told,) = [one for one in reading.problems if "link" in one.seen]
    assert told.seen == "2 links to other files or folders: more, deep/calls.vcf"
    assert "never followed" in told.expected


def test_many_links_are_counted_and_the_first_named(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    for number in range(8):
        (tmp_path / f"link{number}").symlink_to(tmp_path / "x")
    (told,) = [one for one in read_path(tmp_path).problems if "link" in one.seen]
    assert told.seen.startswith("8 links") and told.seen.endswith("link4 and 3 more")
