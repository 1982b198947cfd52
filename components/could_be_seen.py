"""What a profile could see, class by class, and the question every board asks: was this gene assessed?"""

from collections.abc import Sequence

import streamlit as st

from components.keys import wkey
from components.text import md
from domain.assessment import Assessment
from domain.views.findings import ClassSeen, GeneView

_SIGNS = {
    Assessment.ASSESSED: "\N{CHECK MARK}",
    Assessment.NOT_ASSESSED: "\N{MULTIPLICATION X}",
    Assessment.UNKNOWN: "?",
}
_WORDS = {
    Assessment.ASSESSED: "assessed",
    Assessment.NOT_ASSESSED: "not assessed",
    Assessment.UNKNOWN: "not known",
}


def gene_key(case_id: str) -> str:
    """The key of the field for a gene; the page reads it before anything is drawn."""
    return wkey("gene_asked", case_id)


def could_be_seen(case_id: str, seen: Sequence[ClassSeen], gene: GeneView | None) -> None:
    """Draw the button behind which a gene is searched and every class stands with its reason."""
    place = st.popover("Was a gene assessed?", key=wkey("could_be_seen", case_id), on_change="rerun")
    if not place.open:
        return
    with place:
        st.text_input("Was gene … assessed?", key=gene_key(case_id), placeholder="Gene symbol, e.g. MET")
        if gene is not None:
            _gene(gene)
        st.markdown("**Could be seen in this profile**")
        with st.container(gap="xsmall"):
            for one in seen:
                st.text(class_line(one))
        for line in not_verified(seen):
            st.caption(md(line))


def class_line(one: ClassSeen) -> str:
    """One class in a line: in how many genes, assessed or not, and why not."""
    where = "" if not one.genes else f" in {_genes(one.genes)}"
    reason = f" {one.reason}" if one.reason else ""
    return f"{_SIGNS[one.state]} {one.label}{where}: {_WORDS[one.state]}.{reason}"


def not_verified(seen: Sequence[ClassSeen]) -> tuple[str, ...]:
    """Where a list of genes was carried over and not verified, or none is known."""
    told = [
        f"{one.label}: the list of genes is not verified. {one.source}."
        for one in seen
        if one.genes is not None and not one.verified
    ]
    nameless = [one.label.lower() for one in seen if one.genes is None]
    if nameless:
        told.append(
            f"Which genes this test reads is not known ({', '.join(nameless)}): only the class is answered."
        )
    return tuple(told)


def _genes(count: int) -> str:
    return f"{count:,} genes"


def _gene(gene: GeneView) -> None:
    if not gene.known:
        sentence = f"TSO500 has no gene by the name {gene.gene}, so nothing is said of it."
        st.warning(f"{md(sentence)} Ask by the current symbol of the gene, e.g. ERBB2.", icon=None)
        return
    st.markdown(f"**{md(gene.gene)}**")
    if not gene.lines:
        st.text("No profile of this tumour has been brought in yet.")
        return
    with st.container(gap="xsmall"):
        for line in gene.lines:
            st.text(f"{_SIGNS[line.state]} {line.label}: {line.words[:1].lower()}{line.words[1:]}")
    said_by = sorted({line.profile for line in gene.lines})
    if len(said_by) == 1:
        st.caption(md(f"Said by {said_by[0]}."))
    else:
        for one in said_by:
            classes = ", ".join(line.label.lower() for line in gene.lines if line.profile == one)
            st.caption(md(f"Said by {one}: {classes}."))
    st.caption("To take over into a rationale or a report:")
    st.code(gene.sentence, language=None, wrap_lines=True)
