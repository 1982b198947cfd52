"""What is asked of the cohort: a trial of the register, a gene with a tumour type, or criteria as text.

Functions only: ``feasibility.py`` calls ``question``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from components.keys import wkey
from components.text import md
from components.trial_editor import problems_shown
from components.trial_feasibility import (
    EXAMPLE,
    GENE,
    REGISTER,
    arm_of,
    gene_and_tumour,
    of_the_register,
)
from data.ingest.trials.register_file import read_criteria
from data.read.choices import tumour_choices
from domain.trials.criteria import Tree, VariantCategory
from domain.trials.trial import Trial
from domain.trials.words import words
from domain.views.trials import RegisterTrial

_TUMOURS = 40
_PLANNED = "Planned biomarker"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how it is said."""

    criteria: Trial | Tree
    title: str
    words: str
    short: str
    """What names a file of the answer."""


def question(way: str, entries: Sequence[RegisterTrial], user_id: str) -> Question | None:
    """Draw the fields of one way to ask; ``None`` while nothing that can be read is asked."""
    if way == REGISTER:
        return _of_register(entries, user_id)
    return _of_gene(user_id) if way == GENE else _typed(user_id)


def _of_register(entries: Sequence[RegisterTrial], user_id: str) -> Question | None:
    trial = of_the_register(entries, user_id)
    if trial is None:
        return None
    code = arm_of(trial, user_id)
    arms = tuple(one for one in trial.arms if code in (None, one.code))
    asked = replace(trial, arms=arms)
    told = [words(asked.match)] if asked.match is not None else []
    told += [f"{one.code}: {words(one.match)}" for one in arms if one.match is not None]
    short = trial.trial_id if code is None else f"{trial.trial_id}, {code}"
    title = f"{trial.trial_id}, {trial.short_title}" if code is None else short
    return Question(asked, title, "; ".join(told) or "nothing that the register knows", short)


def _of_gene(user_id: str) -> Question | None:
    searched = st.text_input(
        "Search a tumour type", key=wkey("feasibility_tumour_text", user_id), placeholder="e.g. colorectal"
    )
    tumours = tumour_choices(searched, _TUMOURS) if searched.strip() else ()
    gene, category, tumour = gene_and_tumour([one.value for one in VariantCategory], tumours, user_id)
    if not gene:
        return None
    # Quoted, so that what was typed stays one value whatever it holds.
    named = gene.replace("'", "''")
    lines = ["- and:", f"  - genomic: {{hugo_symbol: '{named}', variant_category: {category}}}"]
    lines += [f"  - clinical: {{oncotree_primary_diagnosis: {tumour}}}"] if tumour else []
    reading = read_criteria("\n".join(lines) + "\n", "these criteria")
    if reading.tree is None:
        # Kind and tumour type come from lists, so that it can only be the gene.
        sentence = (
            f"{gene} is no gene symbol (HGNC) that the program knows, so nothing was counted. Check it."
        )
        st.warning(md(sentence), icon=None)
        return None
    short = "-".join([gene, category, *([tumour] if tumour else [])])
    return Question(reading.tree, _PLANNED, words(reading.tree), short)


def _typed(user_id: str) -> Question | None:
    key = wkey("feasibility_text", user_id)
    text = st.text_area("Criteria (YAML, as under match)", EXAMPLE, key=key, height=180)
    if not text:
        return None
    reading = read_criteria(str(text), "these criteria")
    problems_shown(reading.problems)
    if reading.tree is None:
        return None
    return Question(reading.tree, _PLANNED, words(reading.tree), "criteria")
