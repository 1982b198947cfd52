"""What ClinicalTrials.gov says of a study: status and sites, never whom it takes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.trials.registry import read_registry_update, read_registry_updates
from domain.problems import Severity
from domain.trials.trial import Site, TrialStatus

FIXTURE = Path(__file__).parents[3] / "fixtures" / "clinicaltrials_gov_study.json"


def study(nct: str = "NCT00000001", status: str = "RECRUITING") -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct},
            "statusModule": {"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2026-10"}},
        }
    }


def test_a_study_gives_status_date_phases_drugs_and_sites() -> None:
    read = read_registry_update(FIXTURE, FIXTURE.name)
    assert read.problems == ()
    (update,) = read.updates
    assert (update.nct, update.title) == ("NCT00000001", "EXAMPLE: examplinib in KRAS G12C lung cancer")
    assert (update.status, update.status_text) == (TrialStatus.OPEN, "RECRUITING")
    assert (update.updated_on, update.phase, update.sponsor) == (
        date(2026, 10, 30),
        "I/II",
        "Example sponsor",
    )
    assert update.drugs == ("examplinib",)
    assert update.sites == (
        Site("Example hospital", None, "Ghent", "Belgium", TrialStatus.OPEN),
        Site("Other hospital", None, "Lyon", "France", TrialStatus.CLOSED),
        Site("Utrecht", None, "Utrecht", "Netherlands", TrialStatus.UNKNOWN),
    )


def test_the_studies_of_a_search_are_read_one_by_one_and_a_bad_one_leaves_the_others() -> None:
    found = {"studies": [study(), study("NCT00000002", "COMPLETED"), study("12"), {"other": 1}]}
    read = read_registry_updates(json.dumps(found), "search.json")
    assert [(one.nct, one.status) for one in read.updates] == [
        ("NCT00000001", TrialStatus.OPEN), ("NCT00000002", TrialStatus.CLOSED),
    ]  # fmt: skip
    assert [(one.section, one.seen) for one in read.errors] == [("studies[3]", "12")]
    assert read.updates[0].updated_on == date(2026, 10, 1)


def test_a_file_of_several_studies_is_refused_where_one_is_wanted() -> None:
    read = read_registry_update(json.dumps({"studies": [study(), study("NCT00000002")]}), "search.json")
    assert read.updates == ()
    assert read.errors[0].seen == "2 studies"


def test_a_status_that_nobody_knows_stays_unknown_and_is_told() -> None:
    read = read_registry_update(json.dumps(study(status="PAUSED_BY_MOON")), "f.json")
    assert read.updates[0].status is TrialStatus.UNKNOWN
    assert read.updates[0].status_text == "PAUSED_BY_MOON"
    assert [one.severity for one in read.problems] == [Severity.UNKNOWN]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('{"resourceType": "Bundle"}', "JSON with resourceType"),
        ("[]", "other JSON"),
        ("3", "other JSON"),
        ("protocol_no: T", "damaged JSON"),
    ],
)
def test_other_files_are_refused_with_a_sentence(text: str, seen: str) -> None:
    read = read_registry_updates(text, "f.json")
    assert read.updates == ()
    assert seen in read.errors[0].sentence


_JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "studies", "protocolSection", "identificationModule", "nctId", "statusModule",
                "contactsLocationsModule", "locations", "designModule", "phases",
            ]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(_JSON)
def test_no_shape_of_json_makes_the_reader_raise(value: object) -> None:
    read = read_registry_updates(json.dumps(value), "any.json")
    assert read.updates or read.errors
