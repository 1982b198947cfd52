"""Whether what somebody called a run, a sample or a file reads like a person's name: then she is asked."""

import re

_BETWEEN = re.compile(r"[\s_,.;]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset({"van", "von", "den", "der", "de", "du", "di", "la", "le", "ten", "ter", "te"})
"""Words of a family name that may begin with a small letter."""
_WITHIN = re.compile(r"[A-Z]?[a-z]+")
_LEAST = 2
_OF_THE_LABORATORY = frozenset(
    {
        "all",
        "and",
        "annotated",
        "assay",
        "biopsy",
        "blood",
        "board",
        "bone",
        "brain",
        "breast",
        "calls",
        "case",
    }
    | {"cells", "clinical", "cnv", "colon", "combined", "complete", "control", "copy", "coverage", "ctdna"}
    | {"data", "dna", "exon", "exons", "ffpe", "file", "files", "filtered", "final", "fish", "for", "from"}
    | {"fusion", "fusions", "gene", "genome", "germline", "hard", "hospital", "ihc", "index", "intake"}
    | {"laboratory", "library", "list", "liver", "lung", "lymph", "metastasis", "metrics", "molecular", "msi"}
    | {
        "negative",
        "new",
        "node",
        "normal",
        "ntc",
        "number",
        "output",
        "pair",
        "panel",
        "pathology",
        "patient",
    }
    | {
        "patients",
        "pcr",
        "plasma",
        "pool",
        "positive",
        "primary",
        "profile",
        "quality",
        "reference",
        "repeat",
    }
    | {"report", "request", "rerun", "result", "results", "rna", "run", "sample", "samples", "sequencing"}
    | {"site", "skin", "small", "snv", "somatic", "specimen", "splice", "structural", "study", "summary"}
    | {"test", "tests", "tissue", "tmb", "trace", "tso", "tumor", "tumour", "unknown", "upload", "variant"}
    | {"variants", "vcf", "version"}
)
"""Words that stand in the names of files, runs and samples and in nobody's name."""


def reads_like_a_name(text: str) -> bool:
    """True for two or more capitalised words of letters alone and no digit: ``JANSSENS_Marie``.

    Words of the laboratory (``Lung Metastasis``, ``DNA``) are not counted. Nobody can know it for sure:
    who is asked says whether it is one.
    """
    if any(sign.isdigit() for sign in text):
        return False
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    counted = [word for word in words if word.casefold() not in _PARTICLES and not _of_the_laboratory(word)]
    of_letters = all(_WORD.fullmatch(word) and len(word) > 1 and word[0].isupper() for word in counted)
    return of_letters and len(counted) >= _LEAST


def _of_the_laboratory(word: str) -> bool:
    """True also for words written as one, such as ``CombinedVariantOutput``."""
    parts = (word, *_WITHIN.findall(word))
    return any(part.casefold() in _OF_THE_LABORATORY for part in parts)


def file_reads_like_a_name(name: str) -> bool:
    """The same of a file's name without its endings: ``Janssens_Marie.vcf.gz``."""
    return reads_like_a_name(name.partition(".")[0])
