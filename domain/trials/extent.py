"""How far the disease has gone, by what the store holds: a sampled metastasis, else the recorded stage."""

from dataclasses import dataclass

from domain.codes import DiseaseExtent
from domain.knowledge.tumour_relation import TumourTree

_ALL_OF_FOUR = ("IV", "IVA", "IVB", "IVC")
_DISTANT: dict[str, tuple[str, ...]] = {
    "LUNG": _ALL_OF_FOUR,
    "BREAST": _ALL_OF_FOUR,
    "COADREAD": _ALL_OF_FOUR,
    "PANCREAS": _ALL_OF_FOUR,
    "MEL": _ALL_OF_FOUR,
    "OVARY": _ALL_OF_FOUR,
    "IHCH": _ALL_OF_FOUR,
    "PLMESO": _ALL_OF_FOUR,
    "STOMACH": ("IVB",),
    "HCC": ("IVB",),
    "PRAD": ("IVB",),
    "BLCA": ("IVB",),
    "CERVIX": ("IVB",),
    "UCEC": ("IVB",),
    "HEAD_NECK": ("IVC",),
}
"""The stages that mean distant metastases and nothing else, by OncoTree type with all that lies under it:
AJCC Cancer Staging Manual, 8th edition, and FIGO for ovary, cervix and endometrium.  Where a stage IV can
also be a large tumour or a lymph node (head and neck IVA, bladder IVA, kidney, sarcoma) it is not here."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the disease has gone, and what says so."""

    extent: DiseaseExtent = DiseaseExtent.UNKNOWN
    words: str = ""
    """``a metastasis was sampled``; of an unknown extent what is recorded and does not decide it."""


def extent_of(sampled_metastasis: bool, stage: str | None, tumour: str | None, tree: TumourTree) -> Extent:
    """The extent that a case's specimens and the tumour's recorded stage tell.

    A stage below IV tells nothing of today: the disease may have come back since it was recorded.
    """
    if sampled_metastasis:
        return Extent(DiseaseExtent.METASTATIC, "a metastasis was sampled")
    if stage is None or stage[:1] not in {"0", "I"}:
        return Extent()
    types = (root for root, stages in _DISTANT.items() if stage in stages)
    if tumour is not None and any(tree.is_within(tumour, root) for root in types):
        return Extent(DiseaseExtent.METASTATIC, f"stage {stage} is recorded")
    return Extent(words=f"stage {stage} is recorded, which does not say it")
