"""The findings that advice rests on, made ready for matching for many cases at once.

A case page makes ready all that a case has; here only the genes that are asked about are read, so that
a whole worklist costs a handful of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.read.stored_findings import biomarker, copy_number, fusion, rearrangement, splice_variant
from data.read.test_results import result_of
from data.read.thresholds import all_in_force
from data.store import Reader
from domain.findings import Finding, Origin
from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.case_findings import GERMLINE, PART_OF_MNV, case_finding, small_variant
from domain.knowledge.copy_cut_offs import CutOffs, amplification_of, cut_offs_for
from domain.knowledge.exon_words import exons_in
from domain.knowledge.oncogenicity import Opinion
from domain.phase import phase_of
from domain.thresholds import MSI_USABLE_SITES


@dataclass(frozen=True, slots=True)
class ProfileAsked:
    """A profile that advice rests on, as its thresholds are chosen."""

    profile_no: int
    laboratory_id: str
    assay: str
    dated: date


def facts_by_profile(
    reader: Reader,
    asked: Iterable[ProfileAsked],
    genes: Sequence[str],
    classified: Iterable[Mapping[str, Any]],
) -> dict[int, tuple[CaseFinding, ...]]:
    """The findings of some profiles in some genes, their biomarkers and single tests, by profile.

    ``classified`` are rows of ``drift/classified``; the last of each voice counts.
    """
    profiles = {one.profile_no: one for one in asked}
    numbers, opinions, cuts = list(profiles), _opinions(classified), _CutOffs(reader)
    found: dict[int, list[CaseFinding]] = defaultdict(list)
    for row in reader.rows("drift/small_variants", profiles=numbers, genes=list(genes)):
        if PART_OF_MNV not in (row["tags"] or "").split("\n"):
            found[row["profile_no"]].append(_small_variant(row, opinions.get(row["finding_id"], ())))
    for query, made in _OTHERS.items():
        of_genes = {"genes": list(genes)} if query == "drift/copy_number" else {}
        for row in reader.rows(query, profiles=numbers, **of_genes):
            said = opinions.get(row["finding_id"], ())
            one = case_finding(row["finding_id"], made(row), said, cuts.of(profiles[row["profile_no"]]))
            found[row["profile_no"]] += [one] if one is not None else []
    return {number: tuple(findings) for number, findings in found.items()}


def _opinions(classified: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Opinion, ...]]:
    voices: dict[tuple[Any, ...], Opinion] = {}
    for row in classified:
        voice = tuple(row[name] for name in ("finding_id", "said_by", "speaker", "scheme", "aspect"))
        voices[voice] = Opinion.by(row["scheme"], row["level"], row["said_by"])
    found: dict[str, list[Opinion]] = defaultdict(list)
    for voice, opinion in voices.items():
        found[voice[0]].append(opinion)
    return {finding_id: tuple(said) for finding_id, said in found.items()}


@dataclass(slots=True)
class _CutOffs:
    """The thresholds of profiles; laboratory, assay and day choose them, so most are read once."""

    reader: Reader
    known: dict[tuple[str, str, date], CutOffs] = field(default_factory=dict)
    set: bool = False
    """Whether anybody ever set a threshold; most stores go by the defaults, and need not be asked again."""

    def __post_init__(self) -> None:
        self.set = bool(self.reader.rows("thresholds/settings"))

    def of(self, profile: ProfileAsked) -> CutOffs:
        """The thresholds in force for a profile."""
        key = (profile.laboratory_id, profile.assay, profile.dated)
        if key not in self.known:
            self.known[key] = self._read(profile)
        return self.known[key]

    def _read(self, profile: ProfileAsked) -> CutOffs:
        defaults, amplified = cut_offs_for(profile.assay), amplification_of(profile.assay)
        if not self.set:
            return defaults
        asked = (amplified, MSI_USABLE_SITES, *defaults.biomarkers.values())
        now = all_in_force(self.reader, asked, profile.laboratory_id, profile.dated)
        biomarkers = {name: now[one.name] for name, one in defaults.biomarkers.items()}
        return CutOffs(now[amplified.name], biomarkers=biomarkers, usable_sites=now[MSI_USABLE_SITES.name])


def _small_variant(row: Mapping[str, Any], said: tuple[Opinion, ...]) -> CaseFinding:
    terms = tuple((row["consequence"] or "").split("\n")) if row["consequence"] else ()
    return small_variant(
        row["finding_id"], row["gene"], row["p_dot"], row["c_dot"], terms, exons_in(row["exon"]), said,
        GERMLINE[Origin(row["origin"])],
        phase=phase_of(f"{row['profile_no']}:{row['chrom']}", (row["tags"] or "").split("\n")),
    )  # fmt: skip


_OTHERS: dict[str, Callable[[Mapping[str, Any]], Finding]] = {
    "drift/copy_number": copy_number,
    "drift/fusions": fusion,
    "drift/splice_variants": splice_variant,
    "drift/rearrangements": rearrangement,
    "drift/biomarkers": biomarker,
    "drift/single_tests": result_of,
}
"""The queries of the classes that are few in a profile, and what a row of each is."""
