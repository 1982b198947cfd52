"""What the board says of findings: their classification, and which are reported."""

from collections.abc import Mapping
from typing import Any

from data.journal import Event
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.record.cases import known_code
from data.store import Store, Writer
from domain.classifications import (
    Classification,
    ReportedMark,
    SaidBy,
    finding_label,
    known_protein_change,
)
from domain.people import Act, Actor, Role
from domain.refused import Refused


def split_finding_id(finding_id: str) -> tuple[str, int]:
    """The profile's id and the finding's number in it. Raises ``Refused`` for anything else."""
    profile_id, dot, number = finding_id.rpartition(".")
    if not dot or not number.isdigit():
        raise Refused("That is no finding of a profile; nothing was recorded.")
    return profile_id, int(number)


def record_classification(
    store: Store, actor: Actor, value: tuple[str, Classification], seen_version: int, token: str
) -> Event:
    """Classify a finding under one scheme; ``seen_version`` is the finding's.

    A laboratory's user speaks for the laboratory that made the profile, everybody else for the board.
    """
    finding_id, classification = value
    now = permitted(store, actor, Act.CLASSIFY)
    known_code("evidence_scheme", classification.scheme, "The scheme")
    known_code(classification.scheme, classification.level, "The level")
    profile_id, number = split_finding_id(finding_id)
    with reading_as(store, now) as reader:
        profile = reached(reader, "finding", "profile", profile_id=profile_id)
        finding = reached(reader, "finding", "finding", profile_no=profile["profile_no"], finding_no=number)
        named = reader.row("advice/findings", profile_id=profile_id, numbers=[number])
    by = SaidBy.LABORATORY if now.role is Role.LABORATORY else SaidBy.BOARD
    payload = {
        **about_finding(finding, named),
        "said_by": by,
        "speaker": finding["laboratory_id"] if by is SaidBy.LABORATORY else None,
        **plain(classification),
    }
    return append(store, now, "finding_classified", ("finding", finding_id), seen_version, token, payload)


def about_finding(finding: Mapping[str, Any], named: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an event says of a finding, so that it is known again in another patient.

    ``finding`` is a row of ``reach/finding``, ``named`` one of ``advice/findings``; ``None`` for a single
    test, which goes by its gene alone.
    """
    kept = ("profile_no", "finding_no", "profile_id", "patient_id", "centre_id", "oncotree_code", "class")
    change = str(named["change"]) if named is not None else None
    return {
        **{name: finding[name] for name in kept},
        "gene": finding["gene"],
        "variant_key": finding["variant_key"],
        "label": finding_label(named["gene"] if named else finding["gene"], change),
        "protein_change": known_protein_change(change),
    }


_OF_CLASSIFICATION = (
    "profile_no", "finding_no", "profile_id", "patient_id", "centre_id", "oncotree_code", "said_by",
    "speaker", "tool_version", "said_on", "aspect", "class", "gene", "variant_key", "label",
    "protein_change", "report_id", "scheme", "level", "comment",
)  # fmt: skip


def add_classification(writer: Writer, event: Event, version: int, said: Mapping[str, Any]) -> None:
    """Add what was said of one finding; what an event does not tell is blank."""
    told = {name: said.get(name) for name in _OF_CLASSIFICATION}
    add(writer, event, "classification", version=version, **told)


@projects("finding_classified")
def project_classification(writer: Writer, event: Event) -> None:
    """A finding's level under a scheme; a later one supersedes it."""
    add_classification(writer, event, event.subject_version, content(event))


def record_reported(
    store: Store, actor: Actor, value: tuple[str, ReportedMark], seen_version: int, token: str
) -> Event:
    """Mark findings of a profile as reported or not; ``seen_version`` is the profile's."""
    profile_id, mark = value
    now = permitted(store, actor, Act.MARK_REPORTED)
    with reading_as(store, now) as reader:
        profile = reached(reader, "profile", "profile", profile_id=profile_id)
        for number in mark.finding_nos:
            reached(reader, "finding", "finding", profile_no=profile["profile_no"], finding_no=number)
    payload = {
        **{k: profile[k] for k in ("profile_no", "profile_id", "patient_id", "centre_id")},
        **plain(mark),
    }
    return append(store, now, "findings_marked", ("profile", profile_id), seen_version, token, payload)


@projects("findings_marked")
def project_reported(writer: Writer, event: Event) -> None:
    """Which findings are reported."""
    it = content(event)
    for number in it["finding_nos"]:
        add(
            writer,
            event,
            "finding_mark",
            finding_no=number,
            reported=it["reported"],
            **{k: it[k] for k in ("profile_no", "profile_id", "patient_id", "centre_id")},
        )
