"""A list of single tests becomes one sample a test; what cannot be taken is told with its line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest import limits
from data.ingest.clinical_list import is_clinical_list
from data.ingest.file_kinds import READERS
from data.ingest.opening import Unreadable, open_file
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.run_reading import read_files
from data.ingest.single_tests import (
    COLUMNS,
    TEMPLATE,
    is_single_tests,
    part_reading,
    read_single_tests,
    read_single_tests_workbook,
)
from domain.findings import Origin
from domain.problems import Problem, Severity
from domain.quality import Outcome
from domain.readings import FileKind, SampleReading
from domain.single_test_words import Method, Result, Unit
from tests.data.ingest.samples import FIXTURES
from tests.data.ingest.samples import read as upload
from tests.data.ingest.workbooks import Rows, ods, xls, xlsb, xlsx
from tests.sources import ROOT

GOOD, REFUSED = FIXTURES / "single_tests.csv", FIXTURES / "single_tests_refused.csv"


def read(path: Path) -> tuple[list[SamplePart], tuple[Problem, ...]]:
    problems = ProblemList(path.name)
    return read_single_tests(open_file(path), path.name, problems), problems.all()


def samples_of(parts: list[SamplePart]) -> tuple[SampleReading, ...]:
    return tuple(one for part in parts if (one := part_reading(part)) is not None)


def read_bytes(folder: Path, content: bytes) -> tuple[list[SamplePart], tuple[Problem, ...]]:
    path = folder / "list.csv"
    path.write_bytes(content)
    return read(path)


def labels(parts: list[SamplePart]) -> list[str]:
    return [one.label for part in parts for one in part.findings.test_results]


def test_every_row_is_a_result_of_one_test() -> None:
    parts, problems = read(GOOD)
    assert labels(parts) == [
        "ALK by FISH, ALK rearranged: detected, 24 % of tumour cells",
        "PD-L1 by IHC, detected, TPS 60 %",
        "PD-L1 by IHC, detected, CPS 65",
        "MMR by IHC, deficient (MLH1, PMS2 lost)",
        "ROS1 by RT-PCR, failed, no result",
        "EGFR by NGS panel, p.(Leu858Arg): detected, VAF 23.4 %",
        "EGFR by NGS panel, p.(Thr790Met): detected, VAF 4.1 %",
        "KRAS by NGS panel, not detected",
        "BRCA2 by Germline panel, c.5946del: detected",
        "HER2 by IHC, equivocal, score 2+",
        "HER2 by FISH, not detected, HER2/CEP17 ratio 1.4",
        "1p/19q by SNP array, 1p/19q codeleted: detected",
        "CLDN18 by IHC, detected, 75 % of tumour cells",
    ]
    assert [(one.severity, one.seen) for one in problems] == [(Severity.NOTE, "CLDN18")]
    (count,) = [count for part in parts for count in part.counts]
    assert (count.read, count.taken, count.refused, count.without_gene) == (13, 13, 0, 2)


def test_a_test_is_named_by_its_specimen_its_method_and_marker_and_its_day() -> None:
    parts, _ = read(GOOD)
    names = [part.sample for part in parts]
    assert names[:3] == [
        "S-1 / FISH ALK / 2026-05-04", "S-1 / IHC PD-L1 / 2026-05-04", "S-1 / IHC MMR / 2026-05-04"
    ]  # fmt: skip
    assert "P-042 of 2026-03-01 / IHC HER2 / 2026-05-11" in names
    assert len(set(names)) == len(names) == 11
    assert {part.kind for part in parts} == {FileKind.SINGLE_TESTS}


def test_a_test_becomes_a_sample_of_its_own_assay_without_quality_metrics() -> None:
    parts, _ = read(GOOD)
    made = {one.sample_id: one for one in samples_of(parts)}
    alk = made["S-1 / FISH ALK / 2026-05-04"]
    assert (alk.assay, alk.outcome, alk.output_date) == ("FISH", Outcome.SUCCESS, date(2026, 5, 4))
    assert (alk.metrics, alk.verdicts, alk.sample_id) == ((), (), "S-1 / FISH ALK / 2026-05-04")
    ros1 = made["S-1 / RT-PCR ROS1 / 2026-05-04"]
    assert (ros1.outcome, ros1.outcome_reason) == (
        Outcome.FAILED, "The test gave no result (ROS1: RNA degraded)."
    )  # fmt: skip
    assert len({one.content_sha256 for one in made.values()}) == len(made)
    brca = made["S-1 / Germline panel BRCA2 / 2026-05-04"].findings.test_results[0]
    assert brca.origin is Origin.GERMLINE


def test_every_row_that_cannot_be_taken_is_told_with_its_line() -> None:
    parts, problems = read(REFUSED)
    told = {one.line: one.expected for one in problems if one.severity is Severity.REFUSED_ROW}
    for line, part in {
        2: "with a decimal point", 3: "deficient, proficient", 4: "made a date of it", 5: "told apart",
        6: "not in the future", 7: "was not done has no row", 8: "say what exactly", 9: "ASCO/CAP",
        10: "a sample_id, or a pseudonym", 11: "a sample_id, or a pseudonym", 12: "reads like a name",
        13: "a method: FISH", 14: "the day of the report", 16: "one value for one test",
        18: "at most 12 cells",
    }.items():  # fmt: skip
        assert part in told[line], told[line]
    assert labels(parts) == ["PD-L1 by IHC, detected, TPS 60 %"]
    (count,) = parts[0].counts
    assert (count.read, count.taken, count.refused) == (17, 2, 15)
    assert [one.seen for one in problems if one.severity is Severity.UNKNOWN] == ["ward"]
    assert [one.line for one in problems if one.severity is Severity.NOTE] == [17]


def test_the_rows_of_a_list_that_was_refused_whole_are_counted(tmp_path: Path) -> None:
    (part,), problems = read_bytes(tmp_path, (TEMPLATE + "S-1,,,2026-05-04,FISH,ALK,maybe\r\n").encode())
    assert (part.counts[0].read, part.counts[0].refused, len(problems)) == (1, 1, 1)
    assert samples_of([part]) == ()


def test_what_could_name_a_person_stands_in_no_problem_and_no_name() -> None:
    parts, problems = read(REFUSED)
    assert not any("Jane" in one.seen + one.expected for one in problems)
    assert not any("Jane" in part.sample for part in parts)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_whatever_program_has_saved_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [
        ("Sample ID", "Reported on", "METHOD", "Marker", "Result", "Comment"),
        ("S-1", "2026-05-04", "fish", "alk", "NEGATIVE", "année"),
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    parts, problems = read_bytes(tmp_path, text.encode(encoding))
    assert labels(parts) == ["ALK by FISH, not detected"]
    assert parts[0].findings.test_results[0].comment == "année"
    assert [one.seen for one in problems] == (["Windows Latin text"] if encoding == "cp1252" else [])


def test_a_list_of_single_tests_is_recognised_and_no_other_list_is() -> None:
    assert is_single_tests(TEMPLATE) and is_single_tests(GOOD.read_text("utf-8-sig"))
    assert not is_single_tests((FIXTURES / "clinical_list.txt").read_text())
    assert not is_single_tests("SAMPLE_ID\tMETHOD\tRESULT\nS-1\tFISH\tx\n")
    assert not is_single_tests("")
    for path in FIXTURES.iterdir():
        head = path.read_bytes()[:60_000].decode("utf-8", "replace")
        assert is_single_tests(head.removeprefix("\ufeff")) == path.name.startswith("single_tests"), path.name
    assert [one.kind for one in READERS if one.recognises(TEMPLATE)] == [FileKind.SINGLE_TESTS]
    assert not is_clinical_list(TEMPLATE)


def test_the_template_of_the_guide_is_the_one_that_is_handed_out(tmp_path: Path) -> None:
    kept = (ROOT / "docs" / "guide" / "single-tests.csv").read_bytes()
    assert kept == TEMPLATE.encode()
    assert read_bytes(tmp_path, kept) == ([], ())


@pytest.mark.parametrize(
    "write", [lambda rows: xlsx({"Tests": rows}), lambda rows: ods({"Tests": rows}), xls, xlsb]
)
def test_a_workbook_is_read_as_its_text_would_be(tmp_path: Path, write: Callable[[Rows], bytes]) -> None:
    rows: Rows = [
        ["Single tests of 2026"],
        ["sample_id", "reported_on", "method", "marker", "result", "value", "unit"],
        ["S-1", date(2026, 5, 4), "IHC", "PD-L1", "detected", 60.0, "TPS"],
        [12345.0, "2026-05-04", "FISH", "HER2", "negative", 1.4, "HER2/CEP17"],
        [None, None, None, None, None, None, None],
        ["S-1", date(2026, 5, 4), "IHC", "HER2", None, 0.0, "score"],
    ]
    path = tmp_path / "list"
    path.write_bytes(write(rows))
    problems = ProblemList("list.xlsx")
    parts = read_single_tests_workbook(path, "list.xlsx", problems)
    assert parts is not None
    assert [part.sample for part in parts] == [
        "S-1 / IHC PD-L1 / 2026-05-04", "12345 / FISH HER2 / 2026-05-04", "S-1 / IHC HER2 / 2026-05-04"
    ]  # fmt: skip
    assert labels(parts)[2] == "HER2 by IHC, not detected, score 0"
    assert problems.all() == ()


def test_a_workbook_without_single_tests_is_left_to_other_readers(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx({"Patients": [["pseudonym", "sex"], ["P-1", "female"]]}))
    assert read_single_tests_workbook(path, "list.xlsx", ProblemList("list.xlsx")) is None


def test_a_list_that_is_too_long_or_has_a_heading_twice_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreadable) as doubled:
        read_bytes(tmp_path, (TEMPLATE.strip() + ",marker\r\n").encode())
    assert "only once" in doubled.value.expected
    monkeypatch.setattr(limits, "MAX_SINGLE_TESTS", 12)
    with pytest.raises(Unreadable, match="more than 12 tests"):
        read(GOOD)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_list_holds_it_becomes_values_or_problems(tmp_path: Path, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from([GOOD.read_bytes(), REFUSED.read_bytes()]))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        stop = min(len(content), start + data.draw(st.integers(0, 40)))
        spoiler = data.draw(
            st.one_of(
                st.binary(max_size=6), st.sampled_from([b'"', b";", b"\r", b"\n", b"\x00", b"1e9", b" / "])
            )
        )
        content = content[:start] + spoiler + content[stop:]
    try:
        parts, problems = read_bytes(tmp_path, content)
    except Unreadable:
        return
    assert all(one.sentence for one in problems)
    for one in samples_of(parts):
        assert one.output_date is not None
        assert one.findings.test_results


@given(
    st.sampled_from(Method), st.text(max_size=12), st.text(max_size=12), st.text(max_size=12),
    st.one_of(st.just(""), st.sampled_from([one.value for one in Unit]), st.text(max_size=5)),
    st.one_of(st.sampled_from([one.value for one in Result]), st.text(max_size=8)),
)  # fmt: skip
def test_whatever_stands_in_the_cells_a_row_is_taken_or_told(
    method: Method, marker: str, what: str, value: str, unit: str, result: str
) -> None:
    from data.ingest.cells import BadCell
    from data.ingest.single_test_cells import result_of
    from domain.refused import Refused

    cells = {"method": method.value, "marker": marker, "result": result, "what": what, "value": value}
    try:
        found, _ = result_of(cells | {"unit": unit})
    except (BadCell, Refused) as told:
        assert str(told) or isinstance(told, BadCell)
        return
    assert found.variant_key and found.label


def test_an_upload_of_a_list_has_a_sample_for_each_test() -> None:
    parts, _ = read(GOOD)
    assert upload(GOOD.name).samples == samples_of(parts)


def test_the_columns_of_the_template_are_those_that_are_read() -> None:
    assert TEMPLATE.strip().split(",") == list(COLUMNS)


def test_every_refused_row_is_one_sentence_with_row_column_seen_and_expected() -> None:
    _, problems = read(REFUSED)
    told = {one.line: one.sentence for one in problems if one.severity is Severity.REFUSED_ROW}
    where = "single_tests_refused.csv, line {} [single tests]: saw "
    for line, words in {
        3: "'positive (column result)', expected deficient, proficient, equivocal or failed for MMR",
        6: "'2099-01-01 (column reported_on)', expected the day of the report that is not in the future",
        7: "'not done (column result)', expected a result; a test that was not done has no row",
        9: "'HER2 by IHC, detected', expected a test as its method gives it: HER2 1+ by IHC is",
        10: "'nothing in column sample_id and pseudonym', expected a sample_id",
        11: "'nothing in column specimen_date', expected a sample_id",
        12: "'what is not shown (column pseudonym)', expected what names nobody:",
        13: "'western blot (column method)', expected a method: FISH",
        14: "'nothing in column reported_on', expected the day of the report, such as 2026-05-04",
    }.items():
        assert told[line].startswith(where.format(line) + words), told[line]
    assert not any("recorded" in one or one.count("..") for one in told.values())


def test_merged_cells_and_the_same_as_above_hold_for_the_rows_below(tmp_path: Path) -> None:
    rows: Rows = [
        ["sample_id", "reported_on", "method", "marker", "result"],
        ["S-1", date(2026, 5, 4), "FISH", "HER2", "negative"],
        [None, "idem", "idem", "ALK", "negative"],
        ["S-2", date(2026, 5, 4), None, "ALK", "negative"],
    ]
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx({"Tests": rows}, merged={"Tests": ["A2:A3"]}))
    problems = ProblemList("list.xlsx")
    parts = read_single_tests_workbook(path, "list.xlsx", problems)
    assert [part.sample for part in parts or ()] == [
        "S-1 / FISH HER2 / 2026-05-04", "S-1 / FISH ALK / 2026-05-04"
    ]  # fmt: skip
    noted, refused = problems.all()
    assert (noted.line, noted.seen) == (3, "the same as above (reported_on, method)")
    assert (refused.line, refused.seen) == (4, "nothing in column method")


def test_a_quotation_mark_that_is_not_closed_never_swallows_the_tests_below_it(tmp_path: Path) -> None:
    text = (FIXTURES / "single_tests.csv").read_text(encoding="utf-8-sig")
    above = text.splitlines()[-2]
    path = tmp_path / "tests.csv"
    path.write_text(text.replace(above, above.rpartition(",")[0] + ',"half a remark'), encoding="utf-8")
    reading = read_files({path.name: path})
    assert reading.samples == ()
    (refused,) = [one for one in reading.problems if one.severity is Severity.REFUSED_FILE]
    assert "quotation marks" in refused.expected
