"""Writes the variant file of a sample: hard-filtered VCF (DRAGEN) or genome VCF (LocalApp), unannotated."""

from random import Random

from commands.demo_cohort.plan import DemoProfile, DemoRun, Software
from commands.demo_cohort.software import PIPELINE_VERSION, SYNTHETIC
from domain.findings import Origin, SmallVariant

CONTIGS: dict[str, int] = {
    "chrM": 16571,
    "chr1": 249250621,
    "chr2": 243199373,
    "chr3": 198022430,
    "chr4": 191154276,
    "chr5": 180915260,
    "chr6": 171115067,
    "chr7": 159138663,
    "chr8": 146364022,
    "chr9": 141213431,
    "chr10": 135534747,
    "chr11": 135006516,
    "chr12": 133851895,
    "chr13": 115169878,
    "chr14": 107349540,
    "chr15": 102531392,
    "chr16": 90354753,
    "chr17": 81195210,
    "chr18": 78077248,
    "chr19": 59128983,
    "chr20": 63025520,
    "chr21": 48129895,
    "chr22": 51304566,
    "chrX": 155270560,
    "chrY": 59373566,
}
"""Lengths of UCSC hg19."""
_DRAGEN_CHRM = 16569
_PLACE = {name: place for place, name in enumerate(CONTIGS)}
_GERMLINE = ("Germline_DB", "Germline_DB", "Germline_DB", "Germline_Proxi")
_DRAGEN_HEADER = (
    '##FILTER=<ID=PASS,Description="All filters passed">',
    '##FILTER=<ID=low_depth,Description="Site was filtered because the depth is too low">',
    '##FILTER=<ID=weak_evidence,Description="Somatic variant score (SQ) is too low">',
    '##FILTER=<ID=base_quality,Description="Median base quality of alternative reads is too low">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="RMS mapping quality">',
    '##INFO=<ID=FractionInformativeReads,Number=1,Type=Float,Description="Informative reads">',
    '##INFO=<ID=AQ,Number=A,Type=Float,Description="Systematic noise score">',
    '##INFO=<ID=hotspot,Number=0,Type=Flag,Description="Known somatic site">',
    '##INFO=<ID=GermlineStatus,Number=1,Type=String,Description="Germline or somatic">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=SQ,Number=A,Type=Float,Description="Somatic quality">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">',
    '##FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fractions">',
    '##FORMAT=<ID=F1R2,Number=R,Type=Integer,Description="Reads in F1R2 orientation">',
    '##FORMAT=<ID=F2R1,Number=R,Type=Integer,Description="Reads in F2R1 orientation">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
    '##FORMAT=<ID=SB,Number=4,Type=Integer,Description="Strand bias">',
    '##FORMAT=<ID=MB,Number=4,Type=Integer,Description="Mate bias">',
)
_LOCALAPP_HEADER = (
    '##FILTER=<ID=PASS,Description="All filters passed">',
    '##FILTER=<ID=LowDP,Description="Depth is too low">',
    '##FILTER=<ID=LowSupport,Description="Too few reads support the variant">',
    '##FILTER=<ID=Blacklist,Description="Position is on the list of unreliable positions">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Total depth">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=AD,Number=.,Type=Integer,Description="Allelic depths">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Total depth">',
    '##FORMAT=<ID=VF,Number=.,Type=Float,Description="Variant frequency">',
    '##FORMAT=<ID=NL,Number=1,Type=Integer,Description="Applied noise level">',
    '##FORMAT=<ID=SB,Number=1,Type=Float,Description="Strand bias score">',
)


def vcf_name(profile: DemoProfile) -> str:
    """The file's name as the software gives it."""
    if profile.software.is_dragen:
        return f"{profile.dna_sample_id}.hard-filtered.vcf"
    return f"{profile.dna_sample_id}_MergedSmallVariants.genome.vcf"


def variant_file(profile: DemoProfile, run: DemoRun, seed: int) -> str:
    """The text of the file: every call that passed, some that were filtered, reference rows (LocalApp)."""
    rng = Random(f"vcf:{seed}:{profile.dna_sample_id}")
    version = profile.software
    rows = [(_key(one.chrom, one.pos), _row(rng, one, version)) for one in profile.findings.small_variants]
    taken = {key for key, _ in rows}
    for _ in range(profile.filtered_rows):
        chrom, pos = _free(rng, taken)
        rows.append((_key(chrom, pos), _filtered(rng, chrom, pos, version)))
    for _ in range(profile.reference_rows):
        chrom, pos = _free(rng, taken)
        rows.append((_key(chrom, pos), _reference(rng, chrom, pos)))
    rows.sort()
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + profile.dna_sample_id
    return "\n".join([*_header(version, run), columns, *(row for _, row in rows)]) + "\n"


def _header(version: Software, run: DemoRun) -> list[str]:
    dragen = version.is_dragen
    lengths = CONTIGS | ({"chrM": _DRAGEN_CHRM} if dragen else {})
    named = f'##DRAGENVersion=<ID=dragen,Version="{PIPELINE_VERSION[version]}">'
    return [
        "##fileformat=VCFv4.2" if dragen else "##fileformat=VCFv4.1",
        f"##fileDate={run.output_on:%Y%m%d}",
        f"##source={SYNTHETIC}",
        *([named] if dragen else []),
        "##reference=hg19",
        *(_DRAGEN_HEADER if dragen else _LOCALAPP_HEADER),
        *(f"##contig=<ID={name},length={length}>" for name, length in lengths.items()),
    ]


def _key(chrom: str, pos: int) -> tuple[int, int]:
    return _PLACE[chrom], pos


def _free(rng: Random, taken: set[tuple[int, int]]) -> tuple[str, int]:
    while True:
        chrom = f"chr{rng.randint(1, 22)}"
        pos = rng.randint(2_000_000, 40_000_000)
        if _key(chrom, pos) not in taken:
            taken.add(_key(chrom, pos))
            return chrom, pos


def _row(rng: Random, one: SmallVariant, version: Software) -> str:
    depth, vaf = one.depth or 0, one.vaf or 0.0
    if not version.is_dragen:
        return _localapp_row(one.chrom, one.pos, one.ref, one.alt, "PASS", depth, vaf, one.vaf_text or ".")
    status = rng.choice(_GERMLINE) if one.origin is Origin.GERMLINE else "Somatic"
    alleles = f"{one.ref}\t{one.alt}"
    return _dragen_row(rng, one.chrom, one.pos, alleles, "PASS", depth, vaf, one.vaf_text or ".", status)


def _filtered(rng: Random, chrom: str, pos: int, version: Software) -> str:
    depth, vaf = rng.randint(9, 80), rng.uniform(0.011, 0.045)
    if version.is_dragen:
        name = rng.choice(("weak_evidence", "low_depth;weak_evidence", "base_quality"))
        return _dragen_row(rng, chrom, pos, "G\tA", name, depth, vaf, f"{vaf:.4f}", "Somatic")
    name = rng.choice(("LowSupport", "LowDP", "Blacklist"))
    return _localapp_row(chrom, pos, "G", "A", name, depth, vaf, f"{vaf:.4f}")


def _reference(rng: Random, chrom: str, pos: int) -> str:
    return _localapp_row(chrom, pos, "C", ".", "PASS", rng.randint(200, 900), 0.0, "0.0000")


def _dragen_row(
    rng: Random,
    chrom: str,
    pos: int,
    alleles: str,
    name: str,
    depth: int,
    vaf: float,
    text: str,
    status: str,
) -> str:
    other = round(depth * vaf)
    same = depth - other
    first = (same // 2, other // 2)
    second = (same - first[0], other - first[1])
    quarters = f"{first[0]},{second[0]},{first[1]},{second[1]}"
    info = (
        f"DP={depth};MQ={rng.uniform(180, 250):.2f};FractionInformativeReads={rng.uniform(0.95, 1):.3f};"
        f"AQ={rng.uniform(40, 100):.2f};GermlineStatus={status}"
    )
    sample = (
        f"0/1:{rng.uniform(8, 60):.2f}:{same},{other}:{text}:{first[0]},{first[1]}:{second[0]},{second[1]}:"
        f"{depth}:{quarters}:{quarters}"
    )
    return f"{chrom}\t{pos}\t.\t{alleles}\t.\t{name}\t{info}\tGT:SQ:AD:AF:F1R2:F2R1:DP:SB:MB\t{sample}"


def _localapp_row(
    chrom: str, pos: int, ref: str, alt: str, name: str, depth: int, vaf: float, text: str
) -> str:
    other = round(depth * vaf)
    depths = f"{depth}" if alt == "." else f"{depth - other},{other}"
    genotype = "0/0" if alt == "." else "0/1"
    sample = f"{genotype}:100:{depths}:{depth}:{text}:20:-100.0000"
    return f"{chrom}\t{pos}\t.\t{ref}\t{alt}\t100\t{name}\tDP={depth}\tGT:GQ:AD:DP:VF:NL:SB\t{sample}"
