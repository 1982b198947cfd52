"""Which evidence meets findings.

``python -m commands.knowledge match --gene EGFR --change L858R --tumour LUAD --release FILE``

Options about a finding follow the gene they are about; several findings make one case. Of a gene that is
named, the class of finding that is named counts as assessed; all else is not known. Without ``--release`` the
starter table is asked.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from commands.named_findings import add_finding_arguments, named_findings
from data.ingest.knowledge.reading import read_release
from data.reference.genes import is_known
from data.reference.level_crosswalk import level_crosswalk
from data.reference.starter import starter_release
from data.reference.tumour_tree import ONCOTREE
from data.reference.tumour_types import TumourType, exactly, tumour_type
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding
from domain.knowledge.evidence import Release
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.hits import Hit
from domain.knowledge.matching import Matched, match
from domain.refused import Refused

MATCHED, REFUSED = 0, 2
_NOTHING = "nothing was matched"
_GROUPS = (
    ("against", "Against: resistance, reduced sensitivity, adverse response"),
    ("supporting", "For: sensitivity"),
)
_MORE = (
    ("other_types", "Prognostic, diagnostic and other types"),
    ("does_not_support", "Does not support"),
    ("undetermined", "Undetermined: something is not known"),
)
_HEADINGS = ("resolution", "relation", "level", "drugs", "item", "citation", "proposed AMP / ESCAT at most")
_WIDEST = 60
_IN_CODING = re.compile(r"c\.\d+(?:_\d+)?[A-Za-z>]")
"""A coding change within the coding sequence: neither in an intron nor before or behind it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``match``."""
    add_finding_arguments(parser)
    parser.add_argument("--tumour", required=True, metavar="CODE", help="OncoTree code or name: LUAD")
    parser.add_argument(
        "--release", action="append", type=Path, metavar="FILE", help="a release of CIViC, or an own table"
    )
    parser.add_argument("--json", action="store_true", help="print every hit as JSON")
    parser.add_argument(
        "--all", action="store_true", help="other types, what is not supported and undetermined, too"
    )


def run(args: argparse.Namespace) -> int:
    """Print the hits; 0 when matching was done, 2 with one line on the error output when it was not."""
    try:
        findings = named_findings(getattr(args, "said", None) or (), args.oncogenic, args.germline)
        tumour = _tumour(args.tumour)
        index = EvidenceIndex(_releases(args.release), level_crosswalk())
        _check_genes(findings, index)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return REFUSED
    matched = match(index, CaseFacts(tuple(findings), tumour.code, _assessed(findings)), ONCOTREE)
    if args.json:
        json.dump(_as_json(findings, tumour, index, matched, args.all), sys.stdout, indent=1)
        print()
    else:
        for line in as_text(findings, tumour, index, matched, args.all):
            print(line.encode("utf-8", "replace").decode("utf-8"))
    return MATCHED


def _tumour(text: str) -> TumourType:
    found = tumour_type(text) or exactly(text)
    if found is None:
        raise Refused(
            f"{text!r} is no tumour type of OncoTree: {_NOTHING}. Give a code such as LUAD, or a name."
        )
    return found


def _releases(paths: Sequence[Path] | None) -> list[Release]:
    if not paths:
        return [starter_release()]
    found = []
    for path in paths:
        try:
            reading = read_release(path, path.name)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise Refused(f"{path} cannot be opened ({why}): {_NOTHING}.") from error
        if reading.release is None:
            told = reading.problems[0]
            raise Refused(
                f"{told.file} was not read: it is {told.seen!r}, expected {told.expected}; {_NOTHING}."
            )
        found.append(reading.release)
    return found


def _check_genes(findings: Sequence[CaseFinding], index: EvidenceIndex) -> None:
    """Raise ``Refused`` for a finding of no known gene; of a fusion, one partner is enough."""
    for one in findings:
        if one.genes and not any(gene in index.genes or is_known(gene) for gene in one.genes):
            named = " and ".join(one.genes)
            raise Refused(
                f"{named} is no gene of the assay and none that the release speaks of: {_NOTHING}. Give its "
                "HGNC symbol."
            )


def _assessed(findings: Sequence[CaseFinding]) -> Callable[[str, FindingClass], Assessment]:
    named = {(gene, one.kind) for one in findings for gene in one.genes}

    def assessed(gene: str, kind: FindingClass) -> Assessment:
        return Assessment.ASSESSED if (gene, kind) in named else Assessment.UNKNOWN

    return assessed


def _level(hit: Hit) -> str:
    marks = "".join(
        mark for mark, said in ((" conflict", hit.conflict), (" flagged", hit.item.flagged)) if said
    )
    return f"{hit.item.level_scheme} {hit.item.level}{marks}"


def _row(hit: Hit, with_effect: bool) -> tuple[str, ...]:
    proposed = f"{hit.proposed.amp or '–'} / {hit.proposed.escat_ceiling or '–'}"
    drugs, significance = f" {_BETWEEN[hit.item.interaction]} ".join(hit.item.drugs), hit.item.significance
    citation = "; ".join(part for part in (hit.item.citation, hit.item.citation_id) if part)
    return (
        hit.resolution.name.lower().replace("_", " "),
        hit.relation.value,
        _level(hit),
        _cut(f"{drugs}: {significance}" if drugs and with_effect else drugs or significance),
        hit.item.item_id,
        _cut(citation),
        proposed,
    )


_BETWEEN = {"single": "or", "combination": "+", "substitutes": "or", "sequential": "then"}


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def as_text(
    findings: Sequence[CaseFinding],
    tumour: TumourType,
    index: EvidenceIndex,
    matched: Matched,
    with_all: bool = False,
) -> Iterator[str]:
    """The hits line by line: what speaks against first, then what speaks for, then the rest where asked."""
    yield f"{', '.join(one.label for one in findings)} in {tumour.name} ({tumour.code})"
    yield from _remarks(findings)
    for release in index.releases:
        yield f"{release.name} {release.version}: {len(release.items):,} items"
    for name, title in _GROUPS + (_MORE if with_all else ()):
        hits: tuple[Hit, ...] = getattr(matched, name)
        yield ""
        yield f"{title}: {len(hits):,}"
        yield from _table(hits, with_effect=name not in dict(_GROUPS))
    if not with_all:
        rest = ", ".join(f"{len(getattr(matched, name)):,} {title.lower()}" for name, title in _MORE)
        yield ""
        yield f"Not shown without --all: {rest}"
    yield "Tiers are proposed by a table of levels; the board's own stand apart."


def _remarks(findings: Sequence[CaseFinding]) -> list[str]:
    """What a person must know of a finding before reading that nothing was found for it."""
    return [
        f"Of {one.label} only the coding change is named: items about its protein change or codon are "
        "not found. Name the protein change, too."
        for one in findings
        if one.protein is None and one.coding is not None and _IN_CODING.match(one.coding)
    ]


def _table(hits: Sequence[Hit], with_effect: bool) -> Iterator[str]:
    if not hits:
        return
    rows = [_HEADINGS, *(_row(hit, with_effect) for hit in hits)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    for place, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        told = hits[place - 1].to_confirm if place else ()
        yield from (f"    {said}" for said in told)


def _as_json(
    findings: Sequence[CaseFinding],
    tumour: TumourType,
    index: EvidenceIndex,
    matched: Matched,
    with_all: bool,
) -> dict[str, Any]:
    shown = _GROUPS + (_MORE if with_all else ())
    return {
        "findings": [{"id": one.finding_id, "label": one.label} for one in findings],
        "remarks": _remarks(findings),
        "tumour": {"code": tumour.code, "name": tumour.name},
        "releases": [
            {"source": one.source, "name": one.name, "version": one.version, "items": len(one.items)}
            for one in index.releases
        ],
        "counts": {name: len(getattr(matched, name)) for name in Matched.__dataclass_fields__},
        **{name: [_plain(hit) for hit in getattr(matched, name)] for name, _ in shown},
    }


def _plain(hit: Hit) -> dict[str, Any]:
    item = hit.item
    return {
        "item": item.item_id,
        "source": hit.source,
        "release": hit.release,
        "profile": item.profile_text,
        "disease": item.scope.text,
        "type": item.type,
        "direction": item.direction,
        "effect": item.effect,
        "drugs": list(item.drugs),
        "interaction": item.interaction,
        "level_scheme": item.level_scheme,
        "level": item.level,
        "rating": item.rating,
        "flagged": item.flagged,
        "resolution": hit.resolution.name.lower(),
        "relation": hit.relation,
        "answer": hit.answer,
        "findings": list(hit.finding_ids),
        "why": hit.why,
        "to_confirm": list(hit.to_confirm),
        "conflict": hit.conflict,
        "proposed_amp": hit.proposed.amp,
        "proposed_escat_ceiling": hit.proposed.escat_ceiling,
        "citation": item.citation,
        "citation_id": item.citation_id,
        "link": item.link,
    }
