"""Which finding a row of a tool's table means: by its place in the genome, else by gene and change."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.protein_change import three_letter
from domain.tool_reports import MatchedRow, MatchedTable, ToolFinding, ToolRow, ToolSaid, ToolWord

LevelOf = Callable[[ToolWord], str | None]
"""The level that a word stands for; empty for one that is left out, ``None`` for one nobody knows."""

_GAIN = frozenset({"amplification", "amp", "gain", "copy number gain", "copy gain", "duplication"})
_LOSS = frozenset({"deletion", "loss", "homozygous deletion", "copy number loss", "homdel", "deep deletion"})
_CODING = re.compile(r"(?:.*:)?(c\.\S+)$")
_PARTNERS = re.compile(r"\s*(?:::|--|-|/|;|\s)\s*")


def match_rows(rows: Sequence[ToolRow], findings: Sequence[ToolFinding], level_of: LevelOf) -> MatchedTable:
    """Find each row's finding and what the tool says of it; no row is without a word why it has none."""
    by_sample: dict[str, list[ToolFinding]] = defaultdict(list)
    for finding in findings:
        for sample_id in finding.sample_ids:
            by_sample[sample_id.casefold()].append(finding)
    matched = [_match(row, by_sample) for row in rows]
    unknown: Counter[ToolWord] = Counter()
    said: dict[tuple[str, str, str, bool], ToolSaid] = {}
    doubled = 0
    for one in matched:
        if one.finding is None:
            continue
        for word in one.row.words:
            level = level_of(word)
            if level is None:
                unknown[word] += 1
            elif level and one.row.said_on is not None and one.row.tool and one.row.tool_version:
                # OncoKB writes its levels of resistance with an R, beside those of sensitivity.
                resistance = word.scheme == "oncokb" and level.startswith("R")
                key = (one.finding.finding_id, word.scheme, one.row.tool, resistance)
                doubled += key in said
                said[key] = _said(one.finding, one.row, word.scheme, level, one.row.said_on, resistance)
    return MatchedTable(tuple(matched), tuple(said.values()), tuple(unknown.most_common()), doubled)


def _said(
    finding: ToolFinding, row: ToolRow, scheme: str, level: str, said_on: date, resistance: bool
) -> ToolSaid:
    return ToolSaid(
        finding.finding_id, scheme, level, row.tool, row.tool_version, said_on, row.comment, resistance
    )


def _match(row: ToolRow, by_sample: Mapping[str, Sequence[ToolFinding]]) -> MatchedRow:
    if not row.sample_id:
        return MatchedRow(row, None, "", "The row names no sample.")
    of_sample = by_sample.get(row.sample_id.casefold())
    if of_sample is None:
        return MatchedRow(row, None, "", "No profile of this laboratory has a sample of this name.")
    for how, fits in (("variant", _by_place), ("change", _by_change)):
        found = [one for one in of_sample if fits(row, one)]
        if len(found) == 1:
            return MatchedRow(row, found[0], how)
        if len(found) > 1:
            return MatchedRow(row, None, "", f"{len(found)} findings of the sample fit: say the position.")
    if not row.gene and row.place is None:
        return MatchedRow(row, None, "", "The row names neither a gene nor a position.")
    same_gene = sum(row.gene != "" and row.gene in _genes(one) for one in of_sample)
    told = (
        f"the sample has {same_gene} others in the gene" if same_gene else "the sample has none in the gene"
    )
    return MatchedRow(row, None, "", f"No finding of the sample is this change; {told}.")


def _by_place(row: ToolRow, finding: ToolFinding) -> bool:
    if row.place is None:
        return False
    chrom, pos, ref, alt = row.place
    bare = chrom.removeprefix("chr").upper()
    return finding.variant_key.partition(":")[2] == f"chr{'M' if bare == 'MT' else bare}:{pos}:{ref}:{alt}"


def _genes(finding: ToolFinding) -> frozenset[str]:
    return frozenset({finding.gene or "", *(finding.changes if finding.kind == "fusion" else ())}) - {""}


def _by_change(row: ToolRow, finding: ToolFinding) -> bool:
    if finding.kind == "fusion":
        return any(_is_fusion(row, change, finding) for change in row.changes)
    if not row.gene or finding.gene != row.gene:
        return False
    return any(_same(change, finding) for change in row.changes)


def _is_fusion(row: ToolRow, change: str, finding: ToolFinding) -> bool:
    """Whether a text names both partners of a fusion, in either order."""
    words = {word for word in _PARTNERS.split(re.sub(r"(?i)\bfusion\b", "", change)) if word}
    partners = {one for one in finding.changes if one}
    named = words | ({row.gene} if row.gene else set())
    return len(partners) == 2 and partners <= named


def _same(change: str, finding: ToolFinding) -> bool:
    text = change.strip()
    if finding.kind == "copy_number":
        words = _GAIN if "gain" in finding.changes else _LOSS
        return text.casefold() in words
    protein = three_letter(text if "p." in text else f"p.{text}")
    coding = _CODING.match(text)
    for known in finding.changes:
        if "p." in known and protein is not None and protein == three_letter(known):
            return "?" not in protein and not protein.endswith("=")
        theirs = _CODING.match(known)
        if coding and theirs and coding[1] == theirs[1]:
            return True
    return False
