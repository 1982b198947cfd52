"""The samples of CTML that MatchMiner's engine is tested with: each is read, or refused by what is wrong."""

import os
from pathlib import Path

import pytest

from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import write_trial
from data.reference.tumour_tree import ONCOTREE
from domain.trials.matches import Answer
from domain.trials.matching import match_trial
from tests.domain.trials.patients import genome, patient, variant

ROOT = Path(__file__).resolve().parents[4]
SAMPLES = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "knowledge/trials/ctml_samples"
REFUSED = {
    "dfci_00-000.yml": ["cancer_center_accrual_goal_upper: 1"],
    "dfci_00-004.yml": ["Myelodysplasia"],
    "structured_sv.json": ["BRCA", "RANDB2", "STRN", "CLIP4"],
}
"""Broken YAML (a semicolon for a colon), a tumour type that left OncoTree, genes that do not exist or that no
table of the program has."""

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public samples are not on this machine")


def test_every_sample_is_read_whole_or_refused_by_the_value_that_is_wrong() -> None:
    seen = {}
    for path in sorted(SAMPLES.iterdir()):
        read = read_trials(path, path.name)
        assert len(read.trials) + bool(read.errors) == 1, path.name
        if read.errors:
            seen[path.name] = [one.seen for one in read.errors]
            assert all(one.line > 0 for one in read.errors)
    assert seen == REFUSED


def test_every_sample_that_is_read_is_written_and_read_as_the_very_same() -> None:
    for path in sorted(SAMPLES.iterdir()):
        for trial in read_trials(path, path.name).trials:
            assert read_trials(write_trial(trial), "written").trials == (trial,)


def sample(name: str) -> dict[str, Answer]:
    (trial,) = read_trials(SAMPLES / name, name).trials
    cohort = {
        "V600E": patient(variant("BRAF", "V600E"), tumour="SKCM"),
        "no V600": patient(tumour="SKCM"),
        "lung": patient(variant("BRAF", "V600E")),
        "TP53": patient(variant("TP53", "R175H"), tumour="IDC"),
        "MSI-H": patient(genome("MSI-H")),
    }
    return {who: match_trial(trial, of, ONCOTREE).arms[0].eligibility for who, of in cohort.items()}


def test_the_samples_take_whom_their_engine_takes() -> None:
    melanoma = sample("11-112.yaml")
    assert melanoma["V600E"] is Answer.PASS
    assert melanoma["no V600"] is Answer.PASS, "the second arm takes those without"
    assert melanoma["lung"] is Answer.FAIL
    breast = sample("dfci_trial.example.yml")
    assert (breast["TP53"], breast["V600E"]) == (Answer.PASS, Answer.FAIL)
    assert set(sample("wildcard_protein_found.json").values()) == {Answer.PASS, Answer.FAIL}
    assert sample("tmb.json")["lung"] is Answer.PASS
    assert set(sample("signatures.json").values()) == {Answer.UNDETERMINED}
