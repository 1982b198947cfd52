"""What matching a case of 1,500 findings to evidence costs, beside one DuckDB join of the same rows.

The join is on the gene alone; both run in turn in one process.  The evidence is the CIViC file where it
lies beside the repository (``MTB_SHARED``), else as many items made up over the genes of the assay.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from data.ingest.knowledge.civic import read_civic
from data.reference.genes import genes
from data.reference.level_crosswalk import level_crosswalk
from data.reference.tumour_tree import ONCOTREE
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding, CopyState
from domain.knowledge.case_findings import small_variant
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Release,
    Scope,
    Source,
)
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.matching import Matched, match
from domain.knowledge.oncogenicity import Opinion, SaidBy
from domain.knowledge.profile_parser import parse_profile
from domain.knowledge.profiles import atoms

NAME = "evidence_match_vs_join"
LIMIT = 10.0
FINDINGS = 1_500
REPEATS = 15
WARM_UP = 2
TUMOUR = "LUAD"
SHARED = Path(os.environ.get("MTB_SHARED", Path(__file__).parents[2] / "shared"))
CIVIC = "knowledge/evidence/civic/civic_accepted_evidence_2026-05.tsv"

_RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
_SEED = 4
_ONCOGENIC = (Opinion("oncogenicity", "oncogenic", SaidBy.BOARD),)
_CHANGES = (
    ("EGFR", "L858R", 21), ("EGFR", "E746_A750del", 19), ("KRAS", "G12C", 2), ("BRAF", "V600E", 15),
)  # fmt: skip
_FUSIONS = (("ETV6", "NTRK3"), ("EML4", "ALK"), ("FGFR2", "BICC1"))


@dataclass(frozen=True, slots=True)
class Measured:
    """The two ways side by side, in milliseconds."""

    match_ms: float
    join_ms: float
    count_ms: float
    """The same join where the rows are only counted, not fetched."""
    hits: int
    joined: int
    items: int
    evidence: str

    @property
    def ratio(self) -> float:
        """Matching over the join."""
        return self.match_ms / self.join_ms


def case_findings(count: int = FINDINGS) -> tuple[CaseFinding, ...]:
    """The regression changes, and made-up small variants over the genes of the assay up to ``count``."""
    chance = random.Random(_SEED)
    found = [
        small_variant(f"r{number}", gene, change, None, (), (exon,), _ONCOGENIC)
        for number, (gene, change, exon) in enumerate(_CHANGES)
    ]
    found += [
        CaseFinding(f"f{number}", "::".join(pair), FindingClass.FUSION, pair, direction_known=True)
        for number, pair in enumerate(_FUSIONS)
    ]
    found.append(
        CaseFinding(
            "a0",
            "ERBB2 amplification",
            FindingClass.COPY_NUMBER,
            ("ERBB2",),
            copy_state=CopyState.AMPLIFICATION,
        )
    )
    met = "MET exon 14 skipping"
    found.append(CaseFinding("s0", met, FindingClass.SPLICE_VARIANT, ("MET",), exons=(14,), splice=met))
    names = [one.symbol for one in genes()]
    while len(found) < count:
        old, new = chance.sample(_RESIDUES, 2)
        change = f"p.{old}{chance.randint(2, 1_200)}{new}"
        consequences, exons = ("missense_variant",), (chance.randint(1, 25),)
        found.append(small_variant(f"v{len(found)}", chance.choice(names), change, None, consequences, exons))
    return tuple(found)


def evidence() -> tuple[Release, str]:
    """The release to match against, and what it is in words."""
    path = SHARED / CIVIC
    if path.is_file():
        release = read_civic(path, path.name).release
        if release is not None:
            return release, f"CIViC {release.version}"
    return _made_up(), "made-up items, because the CIViC file is not here"


def _made_up(count: int = 4_854) -> Release:
    chance = random.Random(_SEED)
    names = [one.symbol for one in genes()]
    kinds = ("Mutation", "Amplification", "Loss-of-function", "Exon 14 Mutation", "V600", "V600E", "L858R")
    items = tuple(
        EvidenceItem(
            item_id=f"M{number}",
            profile_text=(text := f"{chance.choice(names)} {chance.choice(kinds)}"),
            profile=parse_profile(text, str),
            scope=Scope("made up", (chance.choice(("LUAD", "COAD", "SKCM")),)),
            type=EvidenceType.PREDICTIVE,
            direction=Direction.SUPPORTS,
            effect=DrugEffect.SENSITIVITY,
            significance="Sensitivity/Response",
            drugs=("drug",),
            interaction=Interaction.SINGLE,
            level_scheme="civic",
            level="B",
        )
        for number in range(count)
    )
    return Release(Source.OWN, "made up", "1", None, "", "", items)


def measure() -> Measured:
    """Match and join in turn, ``REPEATS`` times, and take the medians."""
    release, words = evidence()
    index = EvidenceIndex([release], level_crosswalk())
    facts = CaseFacts(case_findings(), TUMOUR, lambda gene, kind: Assessment.ASSESSED)
    connection = _tables(release, facts)
    joined = "select f.finding_id, a.item_id, a.kind, a.value from finding f join atom a on f.gene = a.gene"
    ways: dict[str, Callable[[], Any]] = {
        "match": lambda: match(index, facts, ONCOTREE),
        "join": lambda: connection.execute(joined).fetchall(),
        "count": lambda: connection.execute(f"select count(*) from ({joined})").fetchall(),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    found: dict[str, Any] = {}
    for turn in range(WARM_UP + REPEATS):
        for name, way in ways.items():
            begun = time.perf_counter()
            found[name] = way()
            if turn >= WARM_UP:
                took[name].append((time.perf_counter() - begun) * 1_000)
    matched: Matched = found["match"]
    hits = sum(len(getattr(matched, group)) for group in Matched.__dataclass_fields__)
    middle = {name: median(times) for name, times in took.items()}
    return Measured(
        middle["match"], middle["join"], middle["count"], hits, len(found["join"]), len(index), words
    )


def _tables(release: Release, facts: CaseFacts) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create table finding (finding_id text, gene text, protein text)")
    connection.execute("create table atom (item_id text, gene text, kind text, value text)")
    findings = [[one.finding_id, gene, one.protein] for one in facts.findings for gene in one.genes]
    asked = [
        [item.item_id, gene, atom.kind.value, atom.value]
        for item in release.items
        for atom in atoms(item.profile)
        for gene in dict.fromkeys((atom.gene, atom.partner))
        if gene
    ]
    connection.executemany("insert into finding values (?, ?, ?)", findings)
    connection.executemany("insert into atom values (?, ?, ?, ?)", asked)
    return connection


if __name__ == "__main__":
    print(measure())
