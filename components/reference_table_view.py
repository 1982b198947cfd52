"""The reference tables: what each is and where it comes from, its rows, and whom they owe."""

from collections.abc import Sequence

import streamlit as st

from components.csv_file import Table, csv_button, in_a_name, table_shown
from components.keys import wkey
from components.states import nothing_here
from components.text import md
from domain.views.reference_tables import ReferenceTable


def overview(tables: Sequence[ReferenceTable]) -> Table:
    """One row a table."""
    return Table(
        "Reference tables",
        ("Heading", "Table", "What it is", "Rows", "Date", "Version", "Licence", "File"),
        tuple(
            (one.group, one.title, one.about, len(one.rows), one.date, one.version, one.licence, one.name)
            for one in tables
        ),
    )


def attributions(tables: Sequence[ReferenceTable]) -> tuple[tuple[str, str], ...]:
    """Each line that a source asks for, once, with the titles of the tables that carry it."""
    lines: dict[str, list[str]] = {}
    for one in tables:
        if one.attribution:
            lines.setdefault(one.attribution, []).append(one.title)
    return tuple((line, ", ".join(titles)) for line, titles in lines.items())


def narrowed(table: ReferenceTable, text: str) -> tuple[tuple[str, ...], ...]:
    """The rows in which every word of a text stands in some cell, whatever its case."""
    words = text.casefold().split()
    if not words:
        return table.rows
    return tuple(row for row in table.rows if all(word in "\n".join(row).casefold() for word in words))


def table_choice(tables: Sequence[ReferenceTable], user_id: str) -> ReferenceTable | None:
    """Draw the choice of one table."""
    titles = {one.name: one.title for one in tables}
    name = st.selectbox(
        "Table",
        list(titles),
        index=None,
        placeholder="All tables; choose one to see its rows",
        format_func=lambda code: titles.get(code, code),
        key=wkey("reference_table", user_id),
    )
    return next((one for one in tables if one.name == name), None)


def table_in_full(table: ReferenceTable, user_id: str) -> None:
    """Draw where a table comes from, then its rows, narrowed by a text."""
    st.header(md(table.title))
    if table.about:
        st.text(table.about)
    with st.container(gap="xsmall"):
        for label, said in origin(table):
            st.markdown(f"**{md(label)}**: {md(said)}")
    text = st.text_input("Rows that contain", key=wkey("reference_rows", user_id, table.name))
    rows = narrowed(table, text or "")
    shown = Table(table.title, tuple(map(heading, table.columns)), rows)
    if not rows:
        nothing_here("No row of this table contains these words.", "Empty the field to see all.")
        return
    table_shown(shown, "row", of=len(table.rows))
    csv_button(
        lambda: [shown],
        f"reference-{in_a_name(table.name.removesuffix('.tsv'))}",
        user_id,
        about=f"{table.title}; {table.source}; {table.date}; {table.licence}"
        + (f"; {table.attribution}" if table.attribution else ""),
        narrowed=in_a_name(text) if text else "",
    )


def origin(table: ReferenceTable) -> tuple[tuple[str, str], ...]:
    """What the head of a table says: its origin first, the rest after it."""
    first = [
        ("Source", table.source),
        ("Date", table.date),
        ("Version", table.version),
        ("Licence", table.licence),
    ]
    if table.attribution:
        first.append(("Attribution", table.attribution))
    return (*first, *((heading(key), said) for key, said in table.notes))


def heading(column: str) -> str:
    """A column's or a note's name as it is shown: ``hgnc_symbol`` is *Hgnc symbol*."""
    return _SPELT.get(column, column.replace("_", " ").capitalize())


def thanks(tables: Sequence[ReferenceTable]) -> None:
    """Draw the lines of attribution."""
    st.header("Attribution")
    with st.container(gap="xsmall"):
        for line, titles in attributions(tables):
            st.text(f"{titles}: {line}")


_SPELT = {
    "atc": "ATC", "ncit": "NCIt", "rxnorm": "RxNorm", "escat": "ESCAT", "mane": "MANE", "refseq": "RefSeq",
    "mane_select": "MANE Select", "hgnc_symbol": "HGNC symbol", "hgnc_id": "HGNC id", "cnv": "Copy number",
    "illumina_symbol": "Illumina symbol", "rna_fusion": "Fusion in RNA", "civic_agrees": "CIViC agrees",
    "dna_fusion_ctdna": "Fusion in DNA of blood", "citation_id": "Citation", "item_id": "Item",
}  # fmt: skip
