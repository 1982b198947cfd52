"""What a trial asks of a patient: single criteria joined by all, any and not.

The words are those of CTML, the language in which boards write trials down (MatchMiner); a register file
is read into these values once, so that matching never reads text again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.origins import Origin


class VariantCategory(StrEnum):
    """The kind of alteration that a criterion asks for."""

    MUTATION = "Mutation"
    """Any small variant of the gene, narrowed by change, codon, exon or classification."""
    COPY_NUMBER = "Copy Number Variation"
    STRUCTURAL = "Structural Variation"
    """A fusion or rearrangement."""
    SPLICE = "Splice Variant"
    """A splice event seen in RNA; a word of this program, not of CTML."""
    ANY = "Any Variation"


class Classification(StrEnum):
    """What a small variant does, in the words of mutation annotation files (MAF)."""

    MISSENSE = "Missense_Mutation"
    NONSENSE = "Nonsense_Mutation"
    IN_FRAME_DELETION = "In_Frame_Del"
    IN_FRAME_INSERTION = "In_Frame_Ins"
    FRAMESHIFT_DELETION = "Frame_Shift_Del"
    FRAMESHIFT_INSERTION = "Frame_Shift_Ins"
    SPLICE_SITE = "Splice_Site"
    TRANSLATION_START = "Translation_Start_Site"
    NONSTOP = "Nonstop_Mutation"


class CopyCall(StrEnum):
    """The copy-number call that a criterion asks for."""

    HIGH_AMPLIFICATION = "High Amplification"
    GAIN = "Gain"
    """Any gain, so an amplification too."""
    HETEROZYGOUS_DELETION = "Heterozygous Deletion"
    """Any loss of copies."""
    HOMOZYGOUS_DELETION = "Homozygous Deletion"


INTERGENIC = "INTERGENIC"
"""The other side of a fusion that lies in no gene."""


@dataclass(frozen=True, slots=True)
class Genomic:
    """A change that has to be found: every field that is given narrows it."""

    gene: str | None
    """Current HGNC symbol; ``None`` for any gene."""
    category: VariantCategory
    protein_change: str | None = None
    """One-letter, without ``p.``: ``V600E``."""
    codon: str | None = None
    """Any substitution at this codon: ``V600``."""
    classifications: tuple[Classification, ...] = ()
    """One of these."""
    exons: tuple[int, ...] = ()
    """In one of these exons; of a splice event all that are skipped."""
    copy_call: CopyCall | None = None
    partner: str | None = None
    """The other gene of a fusion, on either side; ``None`` for any, ``INTERGENIC`` for none."""
    origin: Origin | None = None
    """Germline or somatic, where the trial asks for one of them; ``None`` where it does not matter."""


@dataclass(frozen=True, slots=True)
class WildType:
    """A gene that must be without any change that matters (CTML: ``wildtype: true``)."""

    gene: str


class SignatureKind(StrEnum):
    """A property of the whole genome; the value is CTML's key."""

    MICROSATELLITES = "ms_status"
    MISMATCH_REPAIR = "mmr_status"
    HOMOLOGOUS_REPAIR = "hrd_status"
    """A word of this program, not of CTML."""
    APOBEC = "apobec_signature"
    POLE = "pole_signature"
    TOBACCO = "tobacco_signature"
    TEMOZOLOMIDE = "temozolomide_signature"
    UVA = "uva_signature"


SIGNATURE_VALUES: dict[SignatureKind, tuple[str, ...]] = {
    SignatureKind.MICROSATELLITES: ("MSI-H", "MSI-L", "MSS"),
    SignatureKind.MISMATCH_REPAIR: ("MMR-Deficient", "MMR-Proficient"),
    SignatureKind.HOMOLOGOUS_REPAIR: ("HRD", "HRP"),
} | dict.fromkeys(
    (
        SignatureKind.APOBEC,
        SignatureKind.POLE,
        SignatureKind.TOBACCO,
        SignatureKind.TEMOZOLOMIDE,
        SignatureKind.UVA,
    ),
    ("Yes", "No"),
)
"""What a register file may ask of each."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A property of the whole genome that has to have this value, one of ``SIGNATURE_VALUES``."""

    kind: SignatureKind
    value: str


class TumourGroup(StrEnum):
    """Tumours that are asked for together; the value is CTML's word."""

    SOLID = "_SOLID_"
    LIQUID = "_LIQUID_"
    ALL = "_ALL_"
    """A word of this program, not of CTML."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The tumour type: an OncoTree code with all that lies under it, or a group of tumours."""

    text: str
    """The name as it is shown: ``Non-Small Cell Lung Cancer``, ``_SOLID_``."""
    code: str | None = None
    """Current OncoTree code; ``None`` for a group."""
    group: TumourGroup | None = None


class MeasureKind(StrEnum):
    """A number that is asked; the value is the key in a register file."""

    AGE = "age_numerical"
    """Years."""
    TMB = "tmb_numerical"
    """Mutations per megabase."""
    ECOG = "ecog"
    PREVIOUS_LINES = "previous_lines"
    PD_L1_TPS = "pdl1_tps"
    """PD-L1 by immunohistochemistry; this and the next three are words of this program, not of CTML."""
    PD_L1_CPS = "pdl1_cps"
    PD_L1_IC = "pdl1_ic"
    PD_L1_TC = "pdl1_tc"


class Operator(StrEnum):
    """How a number is compared."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "=="


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that has to stand so to a limit: ``age >= 18``."""

    kind: MeasureKind
    operator: Operator
    limit: Decimal


class StateKind(StrEnum):
    """A state that is asked; the value is the key in a register file."""

    SEX = "gender"
    HER2 = "her2_status"
    ER = "er_status"
    PR = "pr_status"
    DISEASE = "disease_status"


_RECEPTOR = ("Positive", "Negative", "Unknown")
STATE_VALUES: dict[StateKind, tuple[str, ...]] = {
    StateKind.SEX: ("Male", "Female"),
    StateKind.HER2: ("Positive", "Low", "Negative", "Unknown"),
    StateKind.ER: _RECEPTOR,
    StateKind.PR: _RECEPTOR,
    StateKind.DISEASE: (
        "Localised", "Locally Advanced", "Advanced", "Metastatic",
        "Recurrent", "Refractory", "Newly Diagnosed",
    ),
}  # fmt: skip
"""What a register file may ask of each."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the patient or the tumour that has to be one of these."""

    kind: StateKind
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that is not the one asked for, and what it is to that one."""

    spelling: str
    """In small letters."""
    told: str
    """``another name of fluorouracil``, ``of the class EGFR inhibitor``, ``the class of osimertinib``."""


@dataclass(frozen=True, slots=True)
class Treated:
    """One of these drugs that she must have had before (a word of this program, not of CTML)."""

    names: tuple[str, ...]
    """As the file writes them: a drug, or a class of drugs."""
    spellings: tuple[str, ...]
    """All names under which somebody may have written them down, in small letters."""
    others: tuple[OtherName, ...] = ()
    """Of those, the names that are not asked for themselves: synonyms, and the drugs of a class."""
    classes: tuple[OtherName, ...] = ()
    """The classes that the drugs asked for are in: which drug of it was given they do not say."""


Criterion = Genomic | WildType | Signature | Diagnosis | Measure | State | Treated


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to hold."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part is enough."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold; of a change: it was looked for and is not there."""

    part: "Tree"


Tree = Criterion | All | Any | Not


def criteria(tree: Tree) -> Iterator[Criterion]:
    """Every criterion of a tree from left to right, also those under a NOT."""
    if isinstance(tree, Not):
        yield from criteria(tree.part)
    elif isinstance(tree, All | Any):
        for part in tree.parts:
            yield from criteria(part)
    else:
        yield tree


def each_criterion(tree: Tree, made: Callable[[Criterion], Criterion]) -> Tree:
    """The same tree with what ``made`` makes of each criterion, also of those under a NOT."""
    if isinstance(tree, Not):
        return Not(each_criterion(tree.part, made))
    if isinstance(tree, All | Any):
        return type(tree)(tuple(each_criterion(part, made) for part in tree.parts))
    return made(tree)
