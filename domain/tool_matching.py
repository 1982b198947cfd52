"""Which finding a row of a tool's table means: by its place in the genome, else by gene and change."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from domain.protein_change import three_letter
from domain.tool_reports import MatchedRow, MatchedTable, ToolFinding, ToolRow, ToolSaid, ToolWord

LevelOf = Callable[[ToolWord], str | None]
"""The level that a word stands for; empty for one that is left out, ``None`` for one nobody knows."""

_GAIN = frozenset({"amplification", "amp", "gain", "copy number gain", "copy gain", "duplication"})
_LOSS = frozenset({"deletion", "loss", "homozygous deletion", "copy number loss", "homdel", "deep deletion"})
_CODING = re.compile(r"(?:.*:)?(c\.\S+)$")
_FUSION = re.compile(r"\bfusion\b", re.IGNORECASE)
_PARTNERS = re.compile(r"\s*(?:::|--|-|/|;|\s)\s*")


class _Samples:
    """The findings of every sample, found again by place and by gene."""

    def __init__(self, findings: Sequence[ToolFinding]) -> None:
        self.names: set[str] = set()
        self._by_place: dict[tuple[str, str], list[ToolFinding]] = defaultdict(list)
        self._by_gene: dict[tuple[str, str], list[ToolFinding]] = defaultdict(list)
        for finding in findings:
            genes = {finding.gene or "", *(finding.changes if finding.kind == "fusion" else ())} - {""}
            for sample_id in {name.casefold() for name in finding.sample_ids}:
                self.names.add(sample_id)
                self._by_place[(sample_id, finding.variant_key.partition(":")[2])].append(finding)
                for gene in genes:
                    self._by_gene[(sample_id, gene)].append(finding)

    def at_place(self, row: ToolRow) -> list[ToolFinding]:
        """The findings at the place of a row; none where it names no place."""
        if row.place is None:
            return []
        chrom, pos, ref, alt = row.place
        bare = chrom.removeprefix("chr").upper()
        place = f"chr{'M' if bare == 'MT' else bare}:{pos}:{ref}:{alt}"
        return self._by_place.get((row.sample_id.casefold(), place), [])

    def in_genes(self, row: ToolRow) -> list[ToolFinding]:
        """The findings in the row's gene, or in one that its change names (a fusion)."""
        named = dict.fromkeys((row.gene, *(word for change in row.changes for word in _partners(change))))
        found = {
            one.finding_id: one
            for gene in named
            if gene
            for one in self._by_gene.get((row.sample_id.casefold(), gene), ())
        }
        return list(found.values())


def match_rows(rows: Sequence[ToolRow], findings: Sequence[ToolFinding], level_of: LevelOf) -> MatchedTable:
    """Find each row's finding and what the tool says of it; no row is without a word why it has none."""
    samples = _Samples(findings)
    matched = [_match(row, samples) for row in rows]
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


def _match(row: ToolRow, samples: _Samples) -> MatchedRow:
    if not row.sample_id:
        return MatchedRow(row, None, "", "The row names no sample.")
    if row.sample_id.casefold() not in samples.names:
        return MatchedRow(row, None, "", "No profile of this laboratory has a sample of this name.")
    at_place = samples.at_place(row)
    if len(at_place) == 1:
        return MatchedRow(row, at_place[0], "position")
    in_genes = samples.in_genes(row)
    found = at_place or [one for one in in_genes if _by_change(row, one)]
    if len(found) == 1:
        return MatchedRow(row, found[0], "change")
    if found:
        return MatchedRow(row, None, "", f"{len(found)} findings of the sample fit: say the position.")
    if not row.gene and row.place is None:
        return MatchedRow(row, None, "", "The row names neither a gene nor a position.")
    others = len(in_genes)
    told = f"the sample has {others} others in the gene" if others else "the sample has none in the gene"
    return MatchedRow(row, None, "", f"No finding of the sample is this change; {told}.")


def _by_change(row: ToolRow, finding: ToolFinding) -> bool:
    if finding.kind == "fusion":
        return any(_is_fusion(row, change, finding) for change in row.changes)
    if not row.gene or finding.gene != row.gene:
        return False
    return any(_same(change, finding) for change in row.changes)


def _is_fusion(row: ToolRow, change: str, finding: ToolFinding) -> bool:
    """Whether a text names both partners of a fusion, in either order."""
    partners = {one for one in finding.changes if one}
    return len(partners) == 2 and partners <= {*_partners(change), row.gene}


def _partners(change: str) -> list[str]:
    """The words of a text that may be genes: without the word *fusion* and the signs between."""
    return [word for word in _PARTNERS.split(_FUSION.sub("", change)) if word]


def _same(change: str, finding: ToolFinding) -> bool:
    text = change.strip()
    if finding.kind == "copy_number":
        words = _GAIN if "gain" in finding.changes else _LOSS
        return text.casefold() in words
    protein = _protein(text if "p." in text else f"p.{text}")
    coding = _CODING.match(text)
    for known in finding.changes:
        if "p." in known and protein is not None and protein == _protein(known):
            return "?" not in protein and not protein.endswith("=")
        theirs = _CODING.match(known)
        if coding and theirs and coding[1] == theirs[1]:
            return True
    return False


@lru_cache(maxsize=50_000)
def _protein(text: str) -> str | None:
    return three_letter(text)
