"""What Harmonise is narrowed to: scheme, gene, whose words, and when tumours count as the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.keys import wkey
from domain.harmonise import Compared, Comparison, SameTumourBy
from domain.views.choices import Choice

WHO = {
    Compared.LABORATORIES: "Laboratories with each other",
    Compared.LABORATORY_BOARD: "Laboratory and board",
    Compared.TOOL_BOARD: "Tool and board",
    Compared.TOOL_LABORATORY: "Tool and laboratory",
    Compared.TOOLS: "Tools with each other",
}
TUMOURS = {SameTumourBy.TYPE: "Same OncoTree type", SameTumourBy.MAIN_TYPE: "Same main type"}


@dataclass(frozen=True, slots=True)
class HarmoniseFilter:
    """What the page is narrowed to; ``None`` or empty narrows nothing."""

    scheme: str | None
    gene: str
    who: Compared | None
    same: SameTumourBy

    def keeps(self, one: Comparison) -> bool:
        """Whether a comparison is shown."""
        wanted = self.gene.strip().casefold()
        return (
            (self.scheme is None or one.scheme == self.scheme)
            and (self.who is None or one.kind is self.who)
            and (not wanted or wanted in (one.gene or "").casefold() or wanted in one.finding.casefold())
        )

    def words(self, scheme_label: str) -> str:
        """What it is narrowed to, for the head of a file."""
        parts = [scheme_label if self.scheme else "all schemes", WHO[self.who] if self.who else "all voices"]
        if self.gene.strip():
            parts.append(f"gene {self.gene.strip()}")
        return ", ".join([*parts, f"tumours of the {TUMOURS[self.same][:1].lower()}{TUMOURS[self.same][1:]}"])


def harmonise_filter(user_id: str, schemes: Sequence[Choice], only_own: bool) -> HarmoniseFilter:
    """Draw the filters in one row and give what stands in them."""
    names = {one.code: one.label for one in schemes}
    columns = st.columns((2, 2, 1.4, 1.6))
    scheme = columns[0].selectbox(
        "Scheme", list(names), index=None, placeholder="All schemes", key=wkey("harmonise_scheme", user_id),
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    who = columns[1].selectbox(
        "Whose words", list(WHO), index=None, key=wkey("harmonise_who", user_id),
        placeholder="Yours and all others" if only_own else "All voices", format_func=lambda one: WHO[one],
    )  # fmt: skip
    gene = columns[2].text_input("Gene or change", key=wkey("harmonise_gene", user_id))
    same = columns[3].selectbox(
        "Tumours are the same by", list(TUMOURS), key=wkey("harmonise_same", user_id),
        format_func=lambda one: TUMOURS[one],
    )  # fmt: skip
    return HarmoniseFilter(scheme, gene or "", who, same)
