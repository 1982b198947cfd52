"""One trial of a register file: its numbers, names, sites, arms and criteria."""

from datetime import date

from data.ingest.trials.arm_reader import read_arms, read_drugs, read_slots, read_status
from data.ingest.trials.criteria_reader import read_match
from data.ingest.trials.nodes import Keyed, shown
from data.ingest.trials.person_keys import names_persons
from data.ingest.trials.walking import Notes, items_of, maps_under, text_of
from data.reference.codes import codes
from domain.recommendations import NCT, checked_trial_id
from domain.refused import Refused
from domain.trials.trial import EntryKind, Site, Trial, TrialNumber

REGISTRIES = "study_registry"
_USED = (
    "protocol_no", "nct_id", "registry_numbers", "short_title", "long_title", "kind", "phase", "status",
    "sponsor_list", "drug_list", "treatment_list", "match", "site_list", "source", "updated_on",
    "other_genes",
)  # fmt: skip
_NOT_USED = frozenset(
    {
        "age", "cancer_center_accrual_goal_upper", "curated_on", "data_table4", "disease_site_list",
        "last_updated", "management_group_list", "nct_purpose", "oncology_group_list",
        "principal_investigator_institution", "prior_treatment_requirements",
        "program_area_list", "protocol_id", "protocol_ids", "protocol_target_accrual", "protocol_type",
        "summary", "_summary", "_id", "genomic", "drug_classes",
    }
)  # fmt: skip
"""CTML's keys of administration: read over, never shown."""
_SITE_EXTRA = frozenset({"coordinating_center", "uses_cancer_center_irb"})


def read_trial(node: Keyed, notes: Notes) -> Trial | None:
    """The trial that a map describes; ``None``, with errors noted, for one that cannot be taken.

    Keys that the program does not know are noted with what they hold and leave the trial as it is, but a
    key within a criterion is an error: it would change whom the trial takes.
    """
    notes.other_genes = frozenset(
        text for one in items_of(node.entries.get("other_genes")) if (text := text_of(one))
    )
    _note_keys(node, notes)
    numbers = _numbers(node, notes)
    trial_id = text_of(node.entries.get("protocol_no")) or (numbers[0].number if numbers else None)
    if trial_id is None:
        empty = "protocol_no" in node.entries
        line, seen = node.lines.get("protocol_no", node.line), "no number" if empty else shown(node)
        notes.error("protocol_no", line, seen, "the trial's number: protocol_no or nct_id")
    made = Trial(
        trial_id=trial_id or "",
        short_title=text_of(node.entries.get("short_title")) or trial_id or "",
        kind=_kind(node, notes),
        title=text_of(node.entries.get("long_title")),
        numbers=numbers,
        phase=text_of(node.entries.get("phase")),
        sponsor=_sponsor(node, notes),
        status=read_status(node, "status", "", notes),
        drugs=read_drugs(node, "", notes),
        arms=read_arms(node, notes),
        match=read_match(node.entries.get("match"), "match", notes),
        sites=tuple(
            _site(path, one, notes) for path, one in maps_under(node, "site_list", "site", "", notes)
        ),
        source=text_of(node.entries.get("source")),
        updated_on=_day(node, notes),
        other_genes=tuple(sorted(notes.other_genes)),
    )
    if made.match is None and not any(arm.match for arm in made.arms) and not notes.refused:
        notes.note("match", node.line, shown(node), "criteria in a `match`: nobody can be matched without")
    return None if notes.refused else made


def _note_keys(node: Keyed, notes: Notes) -> None:
    aside = sorted(key for key in node.entries if key in _NOT_USED)
    if aside:
        notes.note(
            "", node.line, ", ".join(aside), "keys of matching and of the register; these are not used"
        )
    for key, value in node.entries.items():
        if names_persons(key) or (key not in _USED and key not in _NOT_USED):
            notes.unknown_key(key, node.lines[key], key, value)


def _numbers(node: Keyed, notes: Notes) -> tuple[TrialNumber, ...]:
    found: list[TrialNumber] = []
    nct = text_of(node.entries.get("nct_id"))
    if nct is not None:
        found.append(_number(NCT, nct, "nct_id", node.lines["nct_id"], notes))
    for number, one in enumerate(items_of(node.entries.get("registry_numbers")), start=1):
        path = f"registry_numbers[{number}]"
        entries = one.entries if isinstance(one, Keyed) else {}
        registry, said = text_of(entries.get("registry")), text_of(entries.get("number"))
        if registry is None or said is None:
            notes.error(path, one.line, shown(one), "registry and number")
        elif registry not in {code.code for code in codes(REGISTRIES)}:
            known = ", ".join(code.code for code in codes(REGISTRIES))
            notes.error(f"{path}.registry", one.line, registry, f"one of {known}")
        else:
            found.append(_number(registry, said, path, one.line, notes))
    return tuple(dict.fromkeys(found))


def _number(registry: str, said: str, path: str, line: int, notes: Notes) -> TrialNumber:
    try:
        return TrialNumber(registry, checked_trial_id(said, registry) or said)
    except Refused:
        notes.note(path, line, said, "NCT and eight digits; it was taken as another registry's number")
        return TrialNumber("other", said)


def _kind(node: Keyed, notes: Notes) -> EntryKind:
    said = text_of(node.entries.get("kind"))
    if said is None:
        return EntryKind.TRIAL
    if said not in tuple(EntryKind):
        notes.error("kind", node.lines["kind"], said, f"one of {', '.join(EntryKind)}")
        return EntryKind.TRIAL
    return EntryKind(said)


def _sponsor(node: Keyed, notes: Notes) -> str | None:
    """The principal sponsor, else the first."""
    named = [
        (text_of(one.entries.get("is_principal_sponsor")) == "Y", name)
        for _, one in maps_under(node, "sponsor_list", "sponsor", "", notes)
        if (name := text_of(one.entries.get("sponsor_name")))
    ]
    return max(named, key=lambda one: one[0])[1] if named else None


def _site(path: str, node: Keyed, notes: Notes) -> Site:
    known = {"site_name", "site_status", "city", "country", "centre_id", "slots_open"}
    for key, value in node.entries.items():
        if key not in known | _SITE_EXTRA:
            notes.unknown_key(f"{path}.{key}", node.lines[key], key, value)
    name = text_of(node.entries.get("site_name"))
    if name is None:
        notes.error(f"{path}.site_name", node.line, "nothing", "the name of the site")
    return Site(
        name=name or "",
        centre_id=text_of(node.entries.get("centre_id")),
        city=text_of(node.entries.get("city")),
        country=text_of(node.entries.get("country")),
        status=read_status(node, "site_status", path, notes),
        slots_open=read_slots(node, path, notes),
    )


def _day(node: Keyed, notes: Notes) -> date | None:
    said = text_of(node.entries.get("updated_on"))
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        notes.unknown("updated_on", node.lines["updated_on"], said, "a day as 2026-11-21")
        return None
