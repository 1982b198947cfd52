"""The form of a recommendation, for a new one and for the correction of one."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components.forms import Form, OnAct, Values
from components.text import md
from domain.codes import THERAPY_KINDS, RecommendationKind
from domain.recommendations import CitedEvidence, Recommendation, SupportingFinding
from domain.refused import Refused
from domain.views.advice import AdviceLists
from domain.views.choices import Choice


def recommend_form(
    form: Form,
    lists: AdviceLists,
    supporting: Sequence[SupportingFinding],
    finish: Callable[[Recommendation, Values], Any],
    on_act: OnAct,
    start: Recommendation | None = None,
    label: str = "Record recommendation",
    cited: Sequence[CitedEvidence] = (),
) -> None:
    """Draw the fields and the button; ``finish`` makes the act's value of the recommendation.

    Nothing is chosen unless ``start`` holds the wording that is corrected.
    """
    kind = form.pick("Kind of recommendation", "kind", lists.kinds, start.kind.value if start else None)
    # Full width once there are fields: half of a form beside the findings would cut drugs and titles.
    what, evidence = st.columns(2, gap="large") if kind is None else (st.container(), st.container())
    with what:
        _what(form, lists, kind, start)
    with evidence:
        _evidence(form, lists, start)
    form.area("Rationale", "rationale", (start.rationale or "") if start else "", rows=3)
    if start is not None:
        form.text("Why is it corrected?", "reason")
    form.button(label, lambda values: finish(_built(values, supporting, cited), values), on_act)


def _what(form: Form, lists: AdviceLists, kind: str | None, start: Recommendation | None) -> None:
    """Drugs, trial or the reason of no therapy, as the kind asks."""
    if kind is None:
        st.caption("Choose the kind first: drugs, trial or reason follow from it.")
        return
    chosen = RecommendationKind(kind)
    if chosen in THERAPY_KINDS:
        drugs = list(start.drugs) if start else []
        typed = form.draft.get("drugs") or ()
        form.choices(
            "Drugs", "drugs", _with_free_ones(lists.drugs, [*drugs, *typed]), drugs,
            accept_new_options=True, placeholder="Type a name; one that is not listed is kept as typed",
        )  # fmt: skip
    if chosen in {RecommendationKind.CLINICAL_TRIAL, RecommendationKind.MEDICAL_NEED_PROGRAMME}:
        registry, number = st.columns(2)
        with registry:
            registered = start.trial_registry if start else None
            form.choice("Registry", "trial_registry", lists.registries, registered, placeholder="None chosen")
        with number:
            form.text("Number in the registry", "trial_id", (start.trial_id or "") if start else "")
        what = "trial" if chosen is RecommendationKind.CLINICAL_TRIAL else "programme"
        form.text(f"Title of the {what}", "trial_title", (start.trial_title or "") if start else "")
    if chosen is RecommendationKind.NO_THERAPY:
        reason = start.no_therapy_reason if start else None
        form.choice(
            "Reason", "no_therapy_reason", lists.no_therapy_reasons, reason, placeholder="None chosen"
        )
    if chosen not in THERAPY_KINDS and chosen is not RecommendationKind.NO_THERAPY:
        st.caption(md(next((c.definition for c in lists.kinds if c.code == kind), "")))


def _with_free_ones(drugs: Sequence[Choice], named: Sequence[str]) -> tuple[Choice, ...]:
    """The drugs of the list, and those in use here that it does not have."""
    known = {drug.code for drug in drugs}
    return (*drugs, *(Choice(name, name) for name in dict.fromkeys(named) if name not in known))


def _evidence(form: Form, lists: AdviceLists, start: Recommendation | None) -> None:
    """The scheme, then its levels with what they mean."""
    clinical = tuple(scheme for scheme in lists.schemes if scheme.group == "clinical")
    scheme = form.choice(
        "Evidence scheme", "scheme", clinical, start.evidence_scheme if start else None,
        placeholder="None chosen",
    )  # fmt: skip
    if scheme is not None:
        same = start is not None and start.evidence_scheme == scheme
        level_field(form, lists, scheme, start.evidence_level if start and same else None)


def level_field(form: Form, lists: AdviceLists, scheme: str, start: str | None = None) -> None:
    """The levels of a scheme; the definition of the chosen one stands below.

    The field's name carries the scheme: levels of two schemes never convert.
    """
    levels = lists.levels[scheme]
    told = tuple(
        Choice(c.code, f"{c.label}: {c.definition}" if c.definition else c.label, c.group, c.definition)
        for c in levels
    )
    level = form.choice("Level", f"level_{scheme}", told, start, placeholder="None chosen")
    if definition := next((c.definition for c in levels if c.code == level), ""):
        st.caption(md(definition))


def _built(
    values: Values, supporting: Sequence[SupportingFinding], cited: Sequence[CitedEvidence]
) -> Recommendation:
    """The recommendation as it stands in the form. Raises ``Refused`` where it cannot be recorded."""
    if not values.get("kind"):
        raise Refused("Choose the kind of recommendation; nothing was recorded and your text is kept.")
    kind = RecommendationKind(values["kind"])
    rationale, scheme = values.text("rationale"), values.get("scheme")
    if kind is RecommendationKind.NO_THERAPY and values.get("no_therapy_reason") == "other" and not rationale:
        raise Refused("The reason 'other' needs a rationale that says which; nothing was recorded.")
    return Recommendation(
        kind=kind,
        rationale=rationale,
        drugs=tuple(values.get("drugs") or ()),
        trial_registry=values.get("trial_registry"),
        trial_id=values.text("trial_id"),
        trial_title=values.text("trial_title"),
        evidence_scheme=scheme,
        evidence_level=values.get(f"level_{scheme}"),
        no_therapy_reason=values.get("no_therapy_reason"),
        supporting=tuple(supporting),
        evidence=tuple(cited),
    )
