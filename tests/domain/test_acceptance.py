"""A name that reads like a person's is asked about before a run is accepted."""

from dataclasses import replace

import pytest

from domain.acceptance import RunAcceptance, SampleAcceptance, asked_names, named_otherwise
from domain.readings import FileKind, FileRead
from domain.refused import Refused
from tests.builders import reading

FILE = FileRead("MetricsOutput.tsv", "0" * 64, 1000, FileKind.METRICS_OUTPUT)
SAMPLE = reading("S-1")


def run(
    name: str = "RUN-7",
    file: str = FILE.name,
    sample: str = "S-1",
    of_run: str | None = None,
    no_person: bool = False,
) -> RunAcceptance:
    taken = SampleAcceptance(replace(SAMPLE, pair_id=sample, run_name=of_run), ("specimen",))
    return RunAcceptance(name, "lab-a", (replace(FILE, name=file),), (taken,), no_person=no_person)


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ({"name": "Janssens Marie"}, "The run's name"),
        ({"of_run": "JANSSENS_Marie"}, "The run's name"),
        ({"sample": "Janssens_Marie"}, "The name of a sample"),
        ({"sample": "Janssens Marie / FISH ALK / 2026-05-04"}, "The name of a sample"),
        ({"file": "Janssens_Marie_MetricsOutput.tsv"}, "The name of a file"),
    ],
)
def test_a_name_that_reads_like_a_persons_is_refused_until_somebody_says_that_it_is_none(
    named: dict[str, str], what: str
) -> None:
    with pytest.raises(Refused, match=f"{what} reads like a person's; nothing was recorded"):
        run(**named)  # type: ignore[arg-type]
    assert run(**named, no_person=True).no_person


def test_a_national_number_is_refused_whatever_somebody_says() -> None:
    with pytest.raises(Refused, match="national number"):
        run(name="run 85.07.30-033.28", no_person=True)


def test_each_kind_of_name_is_asked_about_once() -> None:
    files = (replace(FILE, name="Maes_An.vcf"), replace(FILE, name="Maes_An.tsv"))
    assert asked_names("Maes An", files, (SAMPLE,)) == ("The run's name", "The name of a file")
    assert asked_names("RUN-7", (FILE,), (SAMPLE,)) == ()


def test_a_run_that_is_named_otherwise_keeps_no_name_that_its_files_gave_it() -> None:
    assert named_otherwise(replace(SAMPLE, run_name="Maes An")).run_name is None
    assert named_otherwise(replace(SAMPLE, run_name="RUN-7")).run_name == "RUN-7"
