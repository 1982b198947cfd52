"""What a row of OncoKB's annotator is about: its change as a biomarker is written here."""

from collections.abc import Mapping, Sequence

from data.ingest.knowledge.civic_rows import NoItem
from data.ingest.knowledge.oncokb_columns import CODING, COPIES, FIRST, FUSION, GENE, PROTEIN, SECOND
from data.reference.genes import current_symbol, is_known

_STEPS = {"2": "Amplification", "1": "Gain", "-1": "Loss", "-1.5": "Deletion", "-2": "Deletion"}
_NO_GENE = frozenset({"", "other biomarkers"})
_NOTHING = frozenset({"", "na", "n/a", "null", ".", "-"})
_BREAKS = ("::", "--", "-")
_SPLICE = "_splice"


def biomarker(row: Mapping[str, str]) -> str:
    """The biomarker of a row by its lower-case headings: ``KRAS G12C``, ``EML4::ALK Fusion``, ``MSI-H``.

    A protein change that only says *splice* gives way to the coding change, which can be compared. Raises
    ``NoItem`` for a row that names no gene or no change.
    """
    first, second = _cell(row, FIRST), _cell(row, SECOND)
    if first and second:
        return _pair(first, second)
    if fusion := _cell(row, FUSION):
        return _fusion(fusion)
    gene, change = _cell(row, GENE), _change(row)
    if not change:
        raise NoItem("it names no change")
    if change.lower().endswith("fusion"):
        return _fusion(change)
    if gene.lower() in _NO_GENE:
        if change.lower().startswith(("msi", "tmb")):
            return change
        raise NoItem("it names no gene")
    return f"{current_symbol(gene)} {change}"


def _cell(row: Mapping[str, str], headings: Sequence[str]) -> str:
    found = (" ".join(row.get(one, "").split()) for one in headings)
    return next((text for text in found if text.lower() not in _NOTHING), "")


def _change(row: Mapping[str, str]) -> str:
    if copies := _cell(row, COPIES):
        return _STEPS.get(copies.removesuffix(".0"), copies)
    protein = _cell(row, PROTEIN)
    coding = _cell(row, CODING).rpartition(":")[2]
    if coding.startswith("c.") and (not protein or protein.endswith(_SPLICE)):
        return coding
    return protein.rpartition(":")[2].removeprefix("p.")


def _pair(first: str, second: str) -> str:
    one, other = current_symbol(first), current_symbol(second)
    # Within one gene it may be a deletion or a duplication: that is not guessed.
    return f"{one} rearrangement within the gene" if one == other else f"{one}::{other} Fusion"


def _fusion(text: str) -> str:
    """The two partners of a text; one that cannot be parted for certain stays as it is written."""
    pair = text.removesuffix("fusion").removesuffix("Fusion").strip()
    for sign in _BREAKS:
        parts = pair.split(sign)
        ways = [(sign.join(parts[:at]), sign.join(parts[at:])) for at in range(1, len(parts))]
        if len(ways) == 1:
            return _pair(*ways[0])
        sure = [way for way in ways if all(map(is_known, way))]
        if len(sure) == 1:
            return _pair(*sure[0])
    return f"{pair} fusion, as written"
