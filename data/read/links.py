"""Addresses where a finding can be looked up; nothing is called until somebody clicks one."""

import re
from urllib.parse import quote

from domain.findings import Build
from domain.views.findings import Links

_THREE_TO_ONE = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_SUBSTITUTION = re.compile(r"p\.\(?([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2})\)?$")
_GNOMAD = {Build.GRCH37: "gnomad_r2_1", Build.GRCH38: "gnomad_r4"}


def short_change(p_dot: str | None) -> str | None:
    """A substitution as the knowledge bases write it (``V600E``); ``None`` for anything else."""
    found = _SUBSTITUTION.search(p_dot or "")
    if found is None:
        return None
    before, after = _THREE_TO_ONE.get(found[1]), _THREE_TO_ONE.get(found[3])
    return f"{before}{found[2]}{after}" if before and after else None


def gene_links(gene: str | None, change: str | None = None) -> Links:
    """Where a gene, or one change in it, is described."""
    if gene is None:
        return Links()
    name = quote(gene, safe="")
    alteration = f"/{quote(change, safe='')}" if change else ""
    return Links(
        civic=f"https://civicdb.org/links/entrez_name/{name}",
        oncokb=f"https://www.oncokb.org/gene/{name}{alteration}",
    )


def small_variant_links(
    gene: str | None, p_dot: str | None, c_dot: str | None, build: str, locus: tuple[str, int, str, str]
) -> Links:
    """Where a small variant is described; ``locus`` is chromosome, position, reference, alternative."""
    of_gene = gene_links(gene, short_change(p_dot))
    chrom, pos, ref, alt = locus
    dataset = _GNOMAD.get(Build(build)) if build in set(Build) else None
    variant = quote(f"{chrom.removeprefix('chr')}-{pos}-{ref}-{alt}", safe="-")
    return Links(
        civic=of_gene.civic,
        clinvar=f"https://www.ncbi.nlm.nih.gov/clinvar/?term={quote(c_dot, safe='')}" if c_dot else None,
        oncokb=of_gene.oncokb,
        gnomad=f"https://gnomad.broadinstitute.org/variant/{variant}?dataset={dataset}" if dataset else None,
        igv=igv(f"{chrom}:{pos}"),
    )


def igv(locus: str | None) -> str | None:
    """The request by which a running IGV on this machine goes to a locus."""
    return f"http://localhost:60151/goto?locus={quote(locus, safe=':')}" if locus else None
