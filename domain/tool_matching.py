"""Which finding a row of a tool's table means: by its place in the genome, else by gene and change."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from domain.protein_change import three_letter
from domain.tool_events import event_asked, junction_asked, keys_of_event, keys_of_residues, names_gene
from domain.tool_reports import MatchedRow, MatchedTable, ToolFinding, ToolRow, ToolSaid, ToolWord

LevelOf = Callable[[ToolWord], str | None]
"""The level that a word stands for; empty for one that is left out, ``None`` for one nobody knows."""

_GAIN = frozenset({"amplification", "amp", "gain", "copy number gain", "copy gain", "duplication"})
_LOSS = frozenset({"deletion", "loss", "homozygous deletion", "copy number loss", "homdel", "deep deletion"})
_GAINED, _LOST = "gain", "loss"
_CODING = re.compile(r"(?:.*:)?(c\.\S+)$")
_FUSION = re.compile(r"\bfusion\b", re.IGNORECASE)
_PARTNERS = re.compile(r"\s*(?:::|--|-|/|;|\s)\s*")


class _Samples:
    """The findings of every sample, found again by place, by change and by gene."""

    def __init__(self, findings: Sequence[ToolFinding]) -> None:
        self.names: set[str] = set()
        self._by_place: dict[tuple[str, str], list[ToolFinding]] = defaultdict(list)
        self._by_change: dict[tuple[str, str, str], list[ToolFinding]] = defaultdict(list)
        self._by_gene: dict[tuple[str, str], list[ToolFinding]] = defaultdict(list)
        self._fusions: dict[tuple[str, str], list[ToolFinding]] = defaultdict(list)
        self._events: dict[str, dict[str, dict[str, list[ToolFinding]]]] = {}
        for finding in findings:
            for sample_id in {name.casefold() for name in finding.sample_ids}:
                self._keep(sample_id, finding)

    def _keep(self, sample_id: str, finding: ToolFinding) -> None:
        self.names.add(sample_id)
        self._by_place[(sample_id, finding.variant_key.partition(":")[2])].append(finding)
        fusion = finding.kind == "fusion"
        for gene in {finding.gene or "", *(finding.changes if fusion else ())} - {""}:
            self._by_gene[(sample_id, gene)].append(finding)
            if fusion:
                self._fusions[(sample_id, gene)].append(finding)
        if not fusion:
            for key in _keys_of(finding):
                self._by_change[(sample_id, finding.gene or "", key)].append(finding)
        for key in (*keys_of_event(finding), *keys_of_residues(finding)):
            of_gene = self._events.setdefault(sample_id, {}).setdefault(finding.gene or "", {})
            of_gene.setdefault(key, []).append(finding)

    def at_place(self, row: ToolRow) -> list[ToolFinding]:
        """The findings at the place of a row; none where it names no place."""
        if row.place is None:
            return []
        chrom, pos, ref, alt = row.place
        bare = chrom.removeprefix("chr").upper()
        place = f"chr{'M' if bare == 'MT' else bare}:{pos}:{ref}:{alt}"
        return self._by_place.get((row.sample_id.casefold(), place), [])

    def of_change(self, row: ToolRow) -> list[ToolFinding]:
        """The findings that are the row's change in its gene, and fusions of which it names both partners."""
        sample_id = row.sample_id.casefold()
        found: dict[str, ToolFinding] = {}
        for change in row.changes:
            for key in _keys_asked(change) if row.gene else ():
                for one in self._by_change.get((sample_id, row.gene, key), ()):
                    found[one.finding_id] = one
            for gene in (row.gene, *_partners(change)):
                for one in self._fusions.get((sample_id, gene), ()):
                    if _is_fusion(row, change, one):
                        found[one.finding_id] = one
        return list(found.values())

    def of_event(self, row: ToolRow) -> tuple[list[ToolFinding], str]:
        """The findings that are the row's event, and by what: whole exons come before residues in one."""
        whole: dict[str, ToolFinding] = {}
        residues: dict[str, ToolFinding] = {}
        for gene, of_gene in self._events.get(row.sample_id.casefold(), {}).items():
            for text in _event_texts(row, gene):
                for found, keys in zip((whole, residues), event_asked(gene, text), strict=True):
                    found.update((one.finding_id, one) for key in keys for one in of_gene.get(key, ()))
        if whole:
            return list(whole.values()), "event"
        joined = self._of_junction(row)
        return (joined, "breakpoints") if joined else (list(residues.values()), "exon")

    def _of_junction(self, row: ToolRow) -> list[ToolFinding]:
        """The splice variants between the two breakpoints that a row names."""
        keys = junction_asked(row.changes)
        of_genes = self._events.get(row.sample_id.casefold(), {}) if keys else {}
        return [
            one
            for gene, of_gene in of_genes.items()
            for key in keys
            for one in of_gene.get(key, ())
            if row.gene in {"", gene}
        ]

    def in_genes(self, row: ToolRow) -> int:
        """How many findings lie in the row's gene, or in one that its change names (a fusion)."""
        named = {row.gene, *(word for change in row.changes for word in _partners(change))}
        sample_id = row.sample_id.casefold()
        return len(
            {one.finding_id for gene in named if gene for one in self._by_gene.get((sample_id, gene), ())}
        )


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
    synthetic = any(finding.synthetic for finding in findings)
    return MatchedTable(
        tuple(matched), tuple(said.values()), tuple(unknown.most_common()), doubled, synthetic
    )


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
    found, how = at_place or samples.of_change(row), "change"
    if not found:
        found, how = samples.of_event(row)
    if len(found) == 1:
        return MatchedRow(row, found[0], how)
    if found:
        return MatchedRow(row, None, "", f"{len(found)} findings of the sample fit: say the position.")
    if not row.gene and row.place is None:
        return MatchedRow(row, None, "", "The row names neither a gene nor a position.")
    return MatchedRow(row, None, "", _why_none(row, samples.in_genes(row)))


def _why_none(row: ToolRow, others: int) -> str:
    if others and any(_says_no_change(change) for change in row.changes):
        return (
            "A protein change that is silent (=) or not known (?) names no one finding; say the coding "
            "change or the position."
        )
    in_gene = f"{others} {'other' if others == 1 else 'others'}" if others else "none"
    return f"No finding of the sample is this change; the sample has {in_gene} in the gene."


def _says_no_change(change: str) -> bool:
    text = change.strip().rstrip(")")
    return text.endswith("=") or text.removeprefix("p.").lstrip("(") == "?"


def _event_texts(row: ToolRow, gene: str) -> list[str]:
    """What a row may say of an event in a gene; a gene that is not in a column begins the text."""
    if row.gene == gene:
        return list(row.changes)
    texts = [row.gene] if row.gene else row.changes
    return [text for text in texts if names_gene(gene, text)]


def _is_fusion(row: ToolRow, change: str, finding: ToolFinding) -> bool:
    """Whether a text names both partners of a fusion, in either order."""
    partners = {one for one in finding.changes if one}
    return len(partners) == 2 and partners <= {*_partners(change), row.gene}


def _partners(change: str) -> list[str]:
    """The words of a text that may be genes: without the word *fusion* and the signs between."""
    return [word for word in _PARTNERS.split(_FUSION.sub("", change)) if word]


def _keys_of(finding: ToolFinding) -> list[str]:
    """Under what a finding is found by its change: gain or loss, or its protein and its coding change."""
    if finding.kind == "copy_number":
        return [one for one in finding.changes if one in {_GAINED, _LOST}]
    keys = []
    for known in finding.changes:
        protein = _protein(known) if "p." in known else None
        if protein is not None and "?" not in protein and not protein.endswith("="):
            keys.append(protein)
        if coding := _CODING.match(known):
            keys.append(coding[1])
    return keys


def _keys_asked(change: str) -> list[str]:
    """Under what a finding of this change would be found."""
    text = change.strip()
    keys = [of for of, words in ((_GAINED, _GAIN), (_LOST, _LOSS)) if text.casefold() in words]
    protein, coding = _protein(text if "p." in text else f"p.{text}"), _CODING.match(text)
    return [*keys, *([protein] if protein else ()), *([coding[1]] if coding else ())]


@lru_cache(maxsize=50_000)
def _protein(text: str) -> str | None:
    return three_letter(text)
