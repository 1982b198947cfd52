"""Invented calls of no consequence, germline mostly, so that a case looks as full as a real one."""

from random import Random

from commands.demo_cohort.facts import GeneSpan, gene_spans
from commands.demo_cohort.plan import Software
from domain.findings import AnnotationSource, Build, Origin, SmallVariant

_AMINO_ACIDS = (
    *("Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile"),
    *("Leu", "Lys", "Met", "Phe", "Pro", "Ser", "Thr", "Trp", "Tyr", "Val"),
)
_TRANSITION = {"A": "G", "G": "A", "C": "T", "T": "C"}
_CONSEQUENCES = (
    "synonymous_variant",
    "intron_variant",
    "missense_variant",
    "3_prime_UTR_variant",
    "upstream_gene_variant",
)
_WEIGHTS = (36, 34, 18, 6, 6)
_WITHOUT_GENE = 0.07
_DOWNSTREAM = 20_000
_GERMLINE_SHARE = 0.82


def passenger_calls(
    rng: Random, count: int, software: Software, taken: set[tuple[str, int]]
) -> list[SmallVariant]:
    """``count`` calls at positions not yet taken; the positions used are added to ``taken``."""
    spans = gene_spans()
    made: list[SmallVariant] = []
    while len(made) < count:
        span = rng.choice(spans)
        blank = rng.random() < _WITHOUT_GENE
        pos = span.end + rng.randint(500, _DOWNSTREAM) if blank else rng.randint(span.start, span.end)
        if (span.chrom, pos) in taken:
            continue
        taken.add((span.chrom, pos))
        made.append(_call(rng, span, pos, blank, software))
    return made


def _call(rng: Random, span: GeneSpan, pos: int, blank: bool, software: Software) -> SmallVariant:
    ref = rng.choice("ACGT")
    alt = _TRANSITION[ref]
    germline = rng.random() < _GERMLINE_SHARE
    vaf = _vaf(rng, germline)
    text = f"{vaf:.4f}"
    consequence = "" if blank else rng.choices(_CONSEQUENCES, _WEIGHTS)[0]
    c_dot, p_dot, exon = _notation(rng, span.transcript, ref, alt, consequence)
    origin = Origin.UNKNOWN
    if software.is_dragen:
        origin = Origin.GERMLINE if germline else Origin.SOMATIC
    return SmallVariant(
        chrom=span.chrom,
        pos=pos,
        ref=ref,
        alt=alt,
        build=Build.GRCH37,
        gene=None if blank else span.gene,
        reported_gene=None if blank else span.gene,
        p_dot=p_dot,
        c_dot=c_dot,
        transcript=None if blank else span.transcript,
        consequence=(consequence,) if consequence else (),
        exon=exon,
        vaf=float(text),
        vaf_text=text,
        depth=rng.randint(180, 1500),
        origin=origin,
        annotation_source=AnnotationSource.CVO,
    )


def _vaf(rng: Random, germline: bool) -> float:
    if not germline:
        return rng.uniform(0.05, 0.32)
    return rng.uniform(0.985, 1.0) if rng.random() < 0.3 else min(max(rng.gauss(0.5, 0.035), 0.38), 0.62)


def _notation(
    rng: Random, transcript: str, ref: str, alt: str, consequence: str
) -> tuple[str | None, str | None, str | None]:
    if not consequence:
        return None, None, None
    codon = rng.randint(12, 780)
    base = f"{3 * codon}{ref}>{alt}"
    # Always the same number of exons for the same transcript, whatever the call.
    exons = 9 + sum(transcript.encode()) % 26
    exon = f"{rng.randint(2, exons)}/{exons}"
    if consequence == "intron_variant":
        return f"{transcript}:c.{3 * codon}+{rng.randint(9, 400)}{ref}>{alt}", None, None
    if consequence == "3_prime_UTR_variant":
        return f"{transcript}:c.*{rng.randint(5, 900)}{ref}>{alt}", None, f"{exons}/{exons}"
    if consequence == "upstream_gene_variant":
        return f"{transcript}:c.-{rng.randint(40, 900)}{ref}>{alt}", None, None
    before, after = rng.sample(_AMINO_ACIDS, 2)
    c_dot = f"{transcript}:c.{base}"
    if consequence == "synonymous_variant":
        return c_dot, f"{c_dot}(p.({before}{codon}=))", exon
    return c_dot, f"p.({before}{codon}{after})", exon
