"""Findings as a person names them on the command line: a gene, and what is said of it."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.reference.exon_codons import exons_of_codons
from data.reference.genes import current_symbol
from data.reference.spoken_genes import gene_meant
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState, Oncogenicity
from domain.knowledge.case_findings import small_variant, splice_name
from domain.knowledge.change_spelling import coding_value
from domain.knowledge.exon_words import exons_in
from domain.knowledge.oncogenicity import Opinion, SaidBy
from domain.knowledge.profile_parser import parse_profile
from domain.knowledge.profiles import Atom, AtomKind
from domain.knowledge.protein_shape import protein_shape
from domain.knowledge.single_test_findings import junction_in
from domain.refused import Refused

SIGNATURES = ("TMB-H", "TMB-L", "MSI-H", "MSS", "dMMR", "pMMR", "HRD")
SPLICE_EVENTS = {"EGFRvIII": "EGFR", "AR-V7": "AR"}
_NOTHING = "nothing was matched"
_ANY_OR_STOP = re.compile(r"(?:p\.)?\(?([A-Z]\d+)X\)?")
_NOT_NAMED = frozenset({"?", "v"})
_ONCOGENIC = (Opinion("oncogenicity", "oncogenic", SaidBy.BOARD),)


class Named(argparse.Action):
    """Keeps the options about findings in the order in which they were written."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep one option."""
        said = list(getattr(namespace, "said", None) or ())
        said.append((self.dest, values if isinstance(values, str) else ""))
        namespace.said = said


def add_finding_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that name findings; ``said`` keeps them in their order."""

    def one(name: str, words: str, metavar: str | None = None) -> None:
        nargs = None if metavar else 0
        parser.add_argument(name, action=Named, metavar=metavar, nargs=nargs, help=words)

    one("--gene", "the gene that the following options are about; may be repeated", "SYMBOL")
    one("--change", "a protein or coding change of it: L858R, p.(Leu858Arg), c.2573T>G", "HGVS")
    one("--coding", "the coding change beside the protein change", "HGVS")
    one("--exon", "the exon of the change: 14, or 2-7", "EXON")
    one("--consequence", "its consequence as a Sequence Ontology term", "TERM")
    one("--amplification", "the gene is amplified")
    one("--loss", "copies of the gene are lost")
    one("--fusion", "a fusion, 5' gene first; exons after a blank: EML4::ALK e13::e20", "GENE::GENE")
    one("--splice", "a splice event of RNA: EGFRvIII, AR-V7, or 'MET exon 14 skipping'", "NAME")
    one("--signature", f"of the whole genome: {', '.join(SIGNATURES)}", "NAME")
    parser.add_argument("--oncogenic", action="store_true", help="the changes are classed as oncogenic")
    parser.add_argument("--germline", action="store_true", help="the changes are of the germline")


@dataclass(slots=True)
class _Change:
    gene: str
    protein: str | None = None
    coding: str | None = None
    exons: tuple[int, ...] = ()
    consequences: list[str] = field(default_factory=list)


def named_findings(said: Sequence[tuple[str, str]], oncogenic: bool, germline: bool) -> list[CaseFinding]:
    """The findings that the options name, in their order. Raises ``Refused`` for what names none."""
    gene: str | None = None
    changes: list[_Change | CaseFinding] = []
    open_change: _Change | None = None
    for option, value in said:
        if option == "gene":
            gene, open_change = _symbol(value), None
        elif option in {"fusion", "signature", "splice"}:
            changes.append(_standing_alone(option, value, gene, len(changes)))
        elif gene is None:
            raise Refused(f"--{option} needs the gene it is about before it (--gene): {_NOTHING}.")
        elif option in {"amplification", "loss"}:
            changes.append(_copies(option, gene, len(changes)))
        else:
            if option == "change" or open_change is None:
                open_change = _Change(gene)
                changes.append(open_change)
            _tell(open_change, option, value)
    if not changes:
        raise Refused(
            f"No finding was named, so {_NOTHING}: give --gene with --change, --amplification or --loss, or "
            "--fusion, --splice or --signature."
        )
    return [
        one if isinstance(one, CaseFinding) else _small(one, f"finding-{number}", oncogenic, germline)
        for number, one in enumerate(changes, start=1)
    ]


def _symbol(written: str) -> str:
    """The current symbol of a gene as it is written or spoken: ``HER2`` is ``ERBB2``."""
    return gene_meant(written) or current_symbol(written.strip())


def _tell(change: _Change, option: str, value: str) -> None:
    if option == "exon":
        change.exons = exons_in(value)
        if not change.exons:
            raise Refused(f"{value!r} is no exon, such as 14 or 2-7: {_NOTHING}.")
    elif option == "consequence":
        change.consequences.append(value)
    elif option == "change" and (unclear := _ANY_OR_STOP.fullmatch(value.strip())):
        raise Refused(
            f"{value!r} may mean a stop or any residue: {_NOTHING}. Write {unclear[1]}* for the stop, or "
            "name the new residue."
        )
    elif option == "change" and protein_shape(value) is not None:
        change.protein = value
    elif value.startswith("c.") or coding_value(value) is not None:
        change.coding = value
    else:
        raise Refused(
            f"{value!r} is no change of {change.gene} in HGVS, such as L858R, E746_A750del or c.2573T>G: "
            f"{_NOTHING}. A change that is known by its exon is named by --exon 19 --consequence "
            "inframe_deletion."
        )


def _small(it: _Change, finding_id: str, oncogenic: bool, germline: bool) -> CaseFinding:
    return small_variant(
        finding_id,
        it.gene,
        None if it.protein is None else f"p.{it.protein.rpartition('p.')[2]}",
        it.coding,
        tuple(it.consequences),
        it.exons,
        _ONCOGENIC if oncogenic else (),
        True if germline else None,
        exons_of_codons,
    )


def _copies(option: str, gene: str, place: int) -> CaseFinding:
    state = CopyState.AMPLIFICATION if option == "amplification" else CopyState.LOSS
    return CaseFinding(
        f"finding-{place + 1}", f"{gene} {option}", FindingClass.COPY_NUMBER, (gene,), copy_state=state
    )


def _fusion(finding_id: str, value: str) -> CaseFinding:
    """``EML4::ALK``, with the exons that are joined where they are known: ``EML4::ALK e13::e20``.

    ``FGFR2::?`` is a fusion whose partner is not named, as a test of one gene finds it.
    """
    pair, _, joined = re.sub(r"\s*::\s*", "::", value.strip()).partition(" ")
    first, mark, second = pair.partition("::")
    junction = junction_in(joined)
    if not (mark and first and second) or (joined.strip() and junction is None):
        raise Refused(
            f"{value!r} is no fusion, such as EML4::ALK or EML4::ALK e13::e20 with the 5' gene first: "
            f"{_NOTHING}."
        )
    genes = tuple(_symbol(one) for one in (first, second) if one not in _NOT_NAMED)
    if not genes:
        raise Refused(f"{value!r} names no gene: {_NOTHING}. Name at least one side, such as FGFR2::?.")
    label = " ".join(part for part in ("::".join(genes), junction, "fusion") if part)
    both = len(genes) == 2
    if not both:
        label += ", partner not named"
    return CaseFinding(finding_id, label, FindingClass.FUSION, genes, direction_known=both, junction=junction)


def _standing_alone(option: str, value: str, gene: str | None, place: int) -> CaseFinding:
    finding_id = f"finding-{place + 1}"
    if option == "fusion":
        return _fusion(finding_id, value)
    if option == "signature":
        name = _signature(value)
        if name is None:
            raise Refused(f"{value!r} is no signature: {_NOTHING}. Known are {', '.join(SIGNATURES)}.")
        return CaseFinding(finding_id, name, FindingClass.BIOMARKER, (), signature=name)
    return _splice(finding_id, value, gene)


def _signature(value: str) -> str | None:
    """A signature by its name, or as sources write it: ``MSI High``; ``None`` for what is none."""
    found = parse_profile(value.strip(), str)
    written = found.value if isinstance(found, Atom) and found.kind is AtomKind.SIGNATURE else None
    return next((one for one in SIGNATURES if one.casefold() == (written or value.strip()).casefold()), None)


def _splice(finding_id: str, value: str, gene: str | None) -> CaseFinding:
    known = {name.casefold(): (name, of) for name, of in SPLICE_EVENTS.items()}
    if value.casefold() in known:
        name, of = known[value.casefold()]
        exons: tuple[int, ...] = (2, 3, 4, 5, 6, 7) if of == "EGFR" else ()
    else:
        words = value.split()
        of, exons = gene or (_symbol(words[0]) if words else ""), exons_in(value.partition("exon")[2])
        told = splice_name(of, exons) if of and exons else None
        if told is None or "skip" not in value.casefold():
            raise Refused(
                f"{value!r} is no splice event: {_NOTHING}. Give EGFRvIII, AR-V7, or a gene with its exon, "
                "such as 'MET exon 14 skipping'."
            )
        name = told
    return CaseFinding(
        finding_id,
        name,
        FindingClass.SPLICE_VARIANT,
        (of,),
        exons=exons,
        splice=name,
        oncogenicity=Oncogenicity.NOT_CLASSED,
    )
