"""What ClinicalTrials.gov gives out (API v2, JSON): one study, or the studies of a search.

It pre-fills a trial and refreshes status and sites.  Its biomarker criteria are free text: they are never
matched.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from data.ingest.json_text import parse_json
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.trials.source_text import text_of
from data.ingest.trials.status_words import status_of
from domain.problems import Severity
from domain.trials.reading import RegistryReading, RegistryUpdate
from domain.trials.trial import Site, TrialStatus

MAX_BYTES = 32 << 20
"""Bytes of one file: a page of a thousand studies has some 20 MB."""
_NCT = re.compile(r"NCT[0-9]{8}")
_EXPECTED = "a study of ClinicalTrials.gov (API v2, JSON): protocolSection, or a list of studies"
_DRUGS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", ""})


def read_registry_updates(source: Path | str, name: str) -> RegistryReading:
    """The studies of a file, or of its text; ``name`` is the file's, for the problems. Never raises."""
    problems = ProblemList(name)
    try:
        read = text_of(source, MAX_BYTES, "fewer studies in one file")
        read.note_in(problems)
        value = parse_json(read.text)
    except Unreadable as refused:
        problems.add(Severity.REFUSED_FILE, "", 0, refused.seen, refused.expected)
        return RegistryReading((), problems.all())
    studies = _studies(value)
    if not studies:
        seen = f"JSON with {', '.join(map(str, value))}" if isinstance(value, dict) else "other JSON"
        problems.add(Severity.REFUSED_FILE, "", 0, seen, _EXPECTED)
    found: dict[str, RegistryUpdate] = {}
    for number, study in enumerate(studies, start=1):
        made = _update(study, f"studies[{number}]" if len(studies) > 1 else "", problems)
        if made is not None:
            found[made.nct] = made
    return RegistryReading(tuple(found.values()), problems.all())


def read_registry_update(source: Path | str, name: str) -> RegistryReading:
    """The one study of a file; a file of several is refused with a sentence. Never raises."""
    read = read_registry_updates(source, name)
    if len(read.updates) <= 1:
        return read
    problems = ProblemList(name)
    seen = f"{len(read.updates)} studies"
    problems.add(Severity.REFUSED_FILE, "", 0, seen, "one study; a file of several is read as a list")
    return RegistryReading((), read.problems + problems.all())


def _studies(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict) and "studies" in value:
        value = value["studies"]
    many = value if isinstance(value, list) else [value]
    return [one for one in many if isinstance(one, dict) and "protocolSection" in one]


def _update(study: dict[str, object], path: str, problems: ProblemList) -> RegistryUpdate | None:
    nct = _said(study, "protocolSection", "identificationModule", "nctId")
    if nct is None or not _NCT.fullmatch(nct):
        problems.refuse_row(path, 0, nct or "nothing", "nctId: NCT and eight digits")
        return None
    state = _said(study, "protocolSection", "statusModule", "overallStatus")
    given = _listed(study, "protocolSection", "armsInterventionsModule", "interventions")
    names = (_said(one, "name") for one in given if (_said(one, "type") or "") in _DRUGS)
    return RegistryUpdate(
        nct=nct,
        title=_said(study, "protocolSection", "identificationModule", "briefTitle"),
        official_title=_said(study, "protocolSection", "identificationModule", "officialTitle"),
        status=_status(state, f"{path}.overallStatus" if path else "overallStatus", problems),
        status_text=state,
        updated_on=_day(study),
        phases=tuple(_texts(study, "protocolSection", "designModule", "phases")),
        sponsor=_said(study, "protocolSection", "sponsorCollaboratorsModule", "leadSponsor", "name"),
        drugs=tuple(dict.fromkeys(name for name in names if name)),
        sites=tuple(_sites(study, path, problems)),
    )


def _status(said: str | None, path: str, problems: ProblemList) -> TrialStatus:
    if said is None:
        return TrialStatus.UNKNOWN
    known = status_of(said)
    if known is None:
        problems.add(Severity.UNKNOWN, path, 0, said, "a status of ClinicalTrials.gov")
    return known or TrialStatus.UNKNOWN


def _sites(study: dict[str, object], path: str, problems: ProblemList) -> Iterator[Site]:
    places = _listed(study, "protocolSection", "contactsLocationsModule", "locations")
    for number, one in enumerate(places, start=1):
        name = _said(one, "facility") or _said(one, "city")
        where = f"{path}.locations[{number}]".lstrip(".")
        if name is None:
            problems.refuse_row(where, 0, "a place without facility and city", "the name of a site")
            continue
        state = _status(_said(one, "status"), where, problems)
        yield Site(name, None, _said(one, "city"), _said(one, "country"), state)


def _day(study: dict[str, object]) -> date | None:
    """The last update that was posted; of one told to the month only, its first day."""
    said = _said(study, "protocolSection", "statusModule", "lastUpdatePostDateStruct", "date")
    try:
        return date.fromisoformat(f"{said}-01" if said and len(said) == 7 else said or "")
    except ValueError:
        return None


def _at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _said(value: object, *keys: str) -> str | None:
    found = _at(value, *keys)
    return found.strip() or None if isinstance(found, str) else None


def _listed(value: object, *keys: str) -> list[object]:
    found = _at(value, *keys)
    return found if isinstance(found, list) else []


def _texts(value: object, *keys: str) -> Iterator[str]:
    return (one for one in _listed(value, *keys) if isinstance(one, str))
