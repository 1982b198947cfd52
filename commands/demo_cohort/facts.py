"""The tables that the demonstration draws from: tumour types, alterations, matches, trials."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commands.demo_cohort.plan import DemoTrial
from data.reference.table import read_table
from domain.codes import EvidenceScheme, RecommendationKind

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A well-known small variant with its real position on GRCh37."""

    gene: str
    change: str
    chrom: str
    pos: int
    ref: str
    alt: str
    transcript: str
    c_dot: str
    protein: str
    p_dot: str
    consequence: str
    exon: str


@dataclass(frozen=True, slots=True)
class GeneSpan:
    """Where a gene lies on GRCh37, rounded."""

    gene: str
    chrom: str
    start: int
    end: int
    transcript: str


@dataclass(frozen=True, slots=True)
class TumourType:
    """A tumour type with the findings that go with it."""

    code: str
    weight: float
    primary_site: str
    metastatic_sites: tuple[str, ...]
    histology: str
    treatments: tuple[str, ...]
    tmb_median: float
    """Mutations per Mb."""
    tmb_high_percent: float
    msi_high_percent: float
    gis_median: float
    drivers: tuple[tuple[str, float], ...]
    """Alterations of which a tumour has at most one, with their per cent."""
    others: tuple[tuple[str, float], ...]
    """Alterations that come on their own, with their per cent."""


@dataclass(frozen=True, slots=True)
class Match:
    """A treatment that an alteration speaks for in some tumour types."""

    alteration: str
    tumours: tuple[str, ...]
    kind: RecommendationKind
    drugs: tuple[str, ...]
    trial: DemoTrial | None
    scheme: EvidenceScheme
    level: str
    rationale: str

    def fits(self, tumour: str) -> bool:
        """True where the row speaks of the tumour type or of all."""
        return self.tumours == ("*",) or tumour in self.tumours


@cache
def known_changes() -> dict[str, tuple[KnownChange, ...]]:
    """Well-known changes under ``GENE:change`` and, all of a gene, under ``GENE:*``."""
    columns = tuple(KnownChange.__dataclass_fields__)
    found: dict[str, list[KnownChange]] = {}
    for row in read_table("known_changes.tsv", columns, FOLDER).rows:
        one = KnownChange(**{**row, "pos": int(row["pos"])})  # type: ignore[arg-type]
        found.setdefault(f"{one.gene}:{one.change}", []).append(one)
        found.setdefault(f"{one.gene}:*", []).append(one)
    return {key: tuple(changes) for key, changes in found.items()}


@cache
def gene_spans() -> tuple[GeneSpan, ...]:
    """Where invented calls may lie."""
    rows = read_table("gene_spans.tsv", tuple(GeneSpan.__dataclass_fields__), FOLDER).rows
    return tuple(
        GeneSpan(row["gene"], row["chrom"], int(row["start"]), int(row["end"]), row["transcript"])
        for row in rows
    )


@cache
def tumour_types() -> tuple[TumourType, ...]:
    """The mix of tumour types, each with its alterations."""
    alterations: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in read_table("alterations.tsv", ("tumour", "part", "alteration", "percent"), FOLDER).rows:
        entry = (row["alteration"], float(row["percent"]))
        alterations.setdefault((row["tumour"], row["part"]), []).append(entry)
    return tuple(
        TumourType(
            code=row["code"],
            weight=float(row["weight"]),
            primary_site=row["primary_site"],
            metastatic_sites=tuple(row["metastatic_sites"].split(";")),
            histology=row["histology"],
            treatments=tuple(row["treatments"].split(";")),
            tmb_median=float(row["tmb_median"]),
            tmb_high_percent=float(row["tmb_high_percent"]),
            msi_high_percent=float(row["msi_high_percent"]),
            gis_median=float(row["gis_median"]),
            drivers=tuple(alterations.get((row["code"], "driver"), ())),
            others=tuple(alterations.get((row["code"], "with"), ())),
        )
        for row in read_table("tumour_mix.tsv", ("code", "weight", "treatments"), FOLDER).rows
    )


@cache
def trials() -> dict[str, DemoTrial]:
    """The invented trials by their id."""
    rows = read_table("trials.tsv", ("id", "title"), FOLDER).rows
    return {row["id"]: DemoTrial(row["id"], row["title"]) for row in rows}


@cache
def _matches() -> dict[str, tuple[Match, ...]]:
    found: dict[str, list[Match]] = {}
    for row in read_table("matches.tsv", ("alteration", "tumours", "kind", "level"), FOLDER).rows:
        trial = trials().get(row["drugs_or_trial"])
        found.setdefault(row["alteration"], []).append(
            Match(
                alteration=row["alteration"],
                tumours=tuple(row["tumours"].split(",")),
                kind=RecommendationKind(row["kind"]),
                drugs=() if trial else tuple(row["drugs_or_trial"].split("+")),
                trial=trial,
                scheme=EvidenceScheme(row["scheme"]),
                level=row["level"],
                rationale=row["rationale"],
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def matches_for(alteration: str, tumour: str) -> tuple[Match, ...]:
    """What an alteration speaks for: rows of the tumour type and trials for any, else all for any."""
    gene = alteration.partition(":")[0]
    rows = _matches().get(alteration) or _matches().get(f"{gene}:*") or ()
    own = tuple(row for row in rows if row.tumours != ("*",) and row.fits(tumour))
    general = tuple(row for row in rows if row.tumours == ("*",))
    return own + tuple(row for row in general if row.trial is not None) if own else general
