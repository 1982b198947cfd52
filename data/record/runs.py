"""Bringing a run in: every accepted sample becomes a profile, in one event."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.record.bundles import write_bundles
from data.store import Reader, Store, Writer
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.findings import FindingClass
from domain.people import Act, Actor, Role
from domain.readings import CALLED_CLASSES
from domain.refused import Refused
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY

MOST_SAMPLES = 1_000
"""Samples of one run; their numbers in the store are the event's sequence times a million, plus one each."""

_PROFILE_BASE = 1_000_000
_COLUMNS = (
    "profile_id", "patient_id", "centre_id", "tumour_id", "assay", "software", "software_version", "build",
    "sample_id", "pair_id", "dna_sample_id", "rna_sample_id", "run_name", "outcome", "outcome_reason",
    "received_on", "reported_on", "content_sha256", "bundle_sha256", "supersedes", "reference_rows",
    "filtered_rows",
)  # fmt: skip
"""What the table of profiles takes of each as it was recorded."""


def record_run(store: Store, actor: Actor, value: RunAcceptance, seen_version: int, token: str) -> Event:
    """Accept a run: ``seen_version`` is 0.

    Raises ``Refused`` when the same results of a sample were brought in before, when other results
    of it were and these are not accepted as a re-analysis, or when a specimen is not the
    laboratory's.
    """
    now = permitted(store, actor, Act.BRING_RUN_IN)
    if now.role is Role.LABORATORY and value.laboratory_id not in now.laboratories:
        raise Refused("This run is another laboratory's; nothing was recorded.")
    if len(value.samples) > MOST_SAMPLES:
        raise Refused(
            f"A run has at most {MOST_SAMPLES} samples; nothing was recorded. Bring it in in parts."
        )
    with store.exclusive():
        if (earlier := store.journal.by_token(token)) is not None:
            return earlier
        with reading_as(store, now) as reader:
            reached(reader, "laboratory", "laboratory", laboratory_id=value.laboratory_id)
            before = _before(reader, value)
            profiles = [_profile(reader, value, sample, before) for sample in value.samples]
        bundles = write_bundles(store.home / "bundles", [one.sample.findings for one in value.samples])
        named = zip(profiles, bundles, strict=True)
        payload: dict[str, Any] = {
            "run": {"run_id": new_id(), "name": value.name, "laboratory_id": value.laboratory_id},
            "files": [plain(file) for file in value.files],
            "profiles": [{**profile, "bundle_sha256": sha256} for profile, sha256 in named],
            "sections": [plain(count) for count in value.counts],
            "problems": [plain(problem) for problem in value.problems],
        }
        subject = ("run", payload["run"]["run_id"])
        return append(store, now, "run_accepted", subject, seen_version, token, payload)


def _before(reader: Reader, run: RunAcceptance) -> dict[str, list[dict[str, Any]]]:
    """The profiles that were brought in before, by the names of their samples."""
    ids = sorted({one.sample.sample_id for one in run.samples})
    found: dict[str, list[dict[str, Any]]] = {}
    for row in reader.rows("reach/same_results", laboratory_id=run.laboratory_id, sample_ids=ids):
        found.setdefault(row["sample_id"], []).append(row)
    return found


def _profile(
    reader: Reader, run: RunAcceptance, value: SampleAcceptance, before: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    sample = value.sample
    specimens = [reached(reader, "specimen", "specimen", specimen_id=s) for s in value.specimen_ids]
    owners = {(s["patient_id"], s["tumour_id"], s["centre_id"]) for s in specimens}
    if len(owners) != 1:
        raise Refused(
            f"The specimens chosen for sample {sample.sample_id} belong to different patients or tumours: "
            "nothing was recorded, so choose specimens of one patient's tumour and accept the run again."
        )
    patient_id, tumour_id, centre_id = owners.pop()
    return {
        "profile_id": new_id(),
        "patient_id": patient_id,
        "tumour_id": tumour_id,
        "centre_id": centre_id,
        "specimen_ids": list(value.specimen_ids),
        "received_on": plain(value.received_on),
        "reported_on": plain(value.reported_on or sample.output_date or date.today()),
        "supersedes": _superseded(value, before.get(sample.sample_id, [])),
        "sample_id": sample.sample_id,
        "run_name": sample.run_name or run.name,
        **{
            k: plain(getattr(sample, k))
            for k in (
                "assay", "software", "software_version", "build", "pair_id", "dna_sample_id", "rna_sample_id",
                "outcome", "outcome_reason", "content_sha256", "reference_rows", "filtered_rows",
            )
        },
        "verdicts": [plain(v) for v in sample.verdicts],
        "missing": [{"class": one.finding_class.value, "reason": one.reason} for one in sample.missing],
        "metrics": [{**plain(m), "verdict": m.verdict.value} for m in sample.metrics],
    }  # fmt: skip


def _superseded(value: SampleAcceptance, earlier: list[dict[str, Any]]) -> str | None:
    """The profile that a re-analysis replaces; refuses the same results and results unasked for."""
    sample = value.sample
    if not earlier:
        return None
    if any(row["content_sha256"] == sample.content_sha256 for row in earlier):
        raise Refused(
            f"These results of sample {sample.sample_id} were brought in before; nothing was recorded and "
            "nothing needs to be done."
        )
    if not value.as_reanalysis:
        raise Refused(
            f"Other results of sample {sample.sample_id} are in the store; nothing was recorded. "
            "Accept these as a re-analysis if they replace them."
        )
    return str(earlier[-1]["profile_id"])


@projects("run_accepted")
def project_run(writer: Writer, event: Event) -> None:
    """A run, its files and its profiles with all they found."""
    it = content(event)
    add(writer, event, "run", **it["run"])
    run_id = it["run"]["run_id"]
    writer.add_many(
        "run_file", [{"run_id": run_id, **file, "sequence": event.sequence} for file in it["files"]]
    )
    _project_profiles(writer, event)
    _project_quality(writer, event)
    _project_findings(writer, event)


def _project_findings(writer: Writer, event: Event) -> None:
    """What all profiles of the run found, out of their bundles."""
    it = content(event)
    rows = [
        {
            "bundle": writer.bundle(profile["bundle_sha256"]),
            "profile_no": event.sequence * _PROFILE_BASE + index,
            **{key: profile[key] for key in ("profile_id", "patient_id", "centre_id")},
        }
        for index, profile in enumerate(it["profiles"])
    ]
    of_run = {"bundles": sorted({row["bundle"] for row in rows}), "rows": json.dumps(rows)}
    writer.add("bundle_finding", laboratory_id=it["run"]["laboratory_id"], **of_run)
    present = {kind for (kind,) in writer.rows("bundle_classes", bundles=of_run["bundles"])}
    for kind in FindingClass:
        if kind in present:
            writer.add(f"bundle_{kind}", **of_run)


def _project_quality(writer: Writer, event: Event) -> None:
    """The quality of all profiles, and how the files were read: of a run in as few statements as can be."""
    it = content(event)
    of = [(one, {"profile_id": one["profile_id"], "sequence": event.sequence}) for one in it["profiles"]]
    for table, rows in (
        ("quality_class", [{**ids, **row} for one, ids in of for row in one["verdicts"]]),
        ("missing_class", [{**ids, **row} for one, ids in of for row in _missing(one)]),
        ("quality_metric", [{**ids, **row} for one, ids in of for row in one["metrics"]]),
        ("profile_section", [{**ids, **row} for _, ids in of for row in it["sections"]]),
        ("profile_problem", [{**ids, **row} for _, ids in of for row in it["problems"]]),
    ):
        writer.add_many(table, rows)


def _missing(profile: Mapping[str, Any]) -> list[dict[str, str]]:
    """The classes that no file of a profile holds; of one recorded before these were kept, what is safe."""
    if (kept := profile.get("missing")) is not None:
        return list(kept)
    if profile["assay"] in {TISSUE_ASSAY, BLOOD_ASSAY}:
        return []
    reason = (
        f"It was not kept whether the files of this profile ({profile['assay']}) hold this kind of finding."
    )
    return [
        {"class": kind.value, "reason": reason}
        for kind in CALLED_CLASSES
        if kind is not FindingClass.SMALL_VARIANT
    ]


def _project_profiles(writer: Writer, event: Event) -> None:
    """The profiles of a run and the specimens they are of, each in one statement."""
    it = content(event)
    rows = [
        {key: one[key] for key in _COLUMNS} | {"profile_no": event.sequence * _PROFILE_BASE + index}
        for index, one in enumerate(it["profiles"])
    ]
    run = {key: it["run"][key] for key in ("run_id", "laboratory_id")}
    add(writer, event, "profile", rows=json.dumps(rows), **run)
    specimens = [
        {key: one[key] for key in ("profile_id", "patient_id", "centre_id")} | {"specimen_id": specimen_id}
        for one in it["profiles"]
        for specimen_id in one["specimen_ids"]
    ]
    writer.add("profile_specimen", rows=json.dumps(specimens), sequence=event.sequence)
