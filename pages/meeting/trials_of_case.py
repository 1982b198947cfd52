"""The part of the case page about trials: the matches, what became of them, and the way to the advice.

Functions only: ``case.py`` calls ``trials_of_case`` with what it has read.
"""

from datetime import date

import streamlit as st

from components.forms import form_from
from components.keys import wkey
from components.trial_in_form import stands_in_form
from components.trial_matches import arm_opened, trial_matches
from components.trial_state_form import state_form, states_shown
from components.trial_words import trial_number
from data.read.choices import choices
from data.record.trial_match_states import record_match_state
from domain.codes import RecommendationKind
from domain.people import Act
from domain.trial_states import REFUSAL_REASONS
from domain.trials.trial import EntryKind, Trial
from domain.views.trials import CaseArm, CaseTrials
from session import Here

KINDS = {
    EntryKind.TRIAL: RecommendationKind.CLINICAL_TRIAL,
    EntryKind.PROGRAMME: RecommendationKind.MEDICAL_NEED_PROGRAMME,
}
"""What the board recommends when it recommends an entry of the register."""
MOST_HANDED = 12
"""So many findings are put into the form; a gene asked by any of its changes can have a thousand."""


def trials_of_case(here: Here, case_id: str, found: CaseTrials) -> None:
    """Draw the register against the case, and everything about the arm that is chosen."""
    chosen = trial_matches(case_id, found)
    if chosen is None:
        return
    read, act = st.columns((3, 2), gap="large")
    with read:
        arm_opened(found, chosen)
    with act, st.container(gap="xsmall"):
        acts_on_match(here, case_id, found, chosen)


def acts_on_match(here: Here, case_id: str, found: CaseTrials, chosen: CaseArm) -> None:
    """Draw what can be done with an arm: put it into the advice, record what became of the match."""
    if here.may(Act.RECOMMEND):
        st.button(
            "Put into the recommendation",
            key=wkey("hand_over", case_id, chosen.key),
            on_click=lambda: hand_over(here, case_id, found, chosen),
            help="Number, title, drugs and the findings it rests on; what is typed there already stays.",
        )
        if stands_there(here, case_id, found, chosen):
            named = f"{chosen.trial_id}, {chosen.arm.arm.code}"
            stands_in_form(named, wkey("form", case_id), case_id)
    trial = found.trials[chosen.trial_id]
    states_shown(trial)
    if here.may(Act.FOLLOW_MATCH):
        arm = chosen.arm.arm.code
        listed = {one.value for one in REFUSAL_REASONS}
        state_form(
            form_from(here, "match_state", f"{case_id}:{chosen.key}", trial.version_of(case_id, arm)),
            case_id,
            chosen.trial_id,
            arm,
            [one for one in choices("reason_not_followed") if one.code in listed],
            date.today(),
            here.act(record_match_state, "The state of the match was recorded."),
        )


def stands_there(here: Here, case_id: str, found: CaseTrials, chosen: CaseArm) -> bool:
    """Whether it is this arm that was put into the form, and the form still holds its trial."""
    _, number = trial_number(found.trials[chosen.trial_id].entry.trial)
    handed = st.session_state.get(wkey("handed_over", case_id)) == chosen.key
    return handed and here.draft(f"recommend:{case_id}").get("trial_id") == number


def title_in_advice(trial: Trial, arm: str) -> str:
    """The title that the advice holds; of a trial with several arms it says which is meant."""
    title = trial.title or trial.short_title
    return f"{title} ({arm})" if len(trial.arms) > 1 else title


def hand_over(here: Here, case_id: str, found: CaseTrials, chosen: CaseArm) -> None:
    """Put an arm into the form of a recommendation and open it; nothing is recorded by that."""
    trial = found.trials[chosen.trial_id].entry.trial
    registry, number = trial_number(trial)
    form, listed = f"recommend:{case_id}", f"recommend_supporting:{case_id}"
    typed = here.draft(form)
    # A new token: fields that stand on the screen already would keep what they say.
    here.renew(form)
    here.keep_draft(
        form,
        {
            **typed,
            "kind": KINDS[trial.kind].value,
            "trial_registry": registry,
            "trial_id": number,
            "trial_title": title_in_advice(trial, chosen.arm.arm.code),
            "drugs": list(chosen.arm.arm.drugs or trial.drugs) or typed.get("drugs"),
        },
    )
    rests_on = dict(here.draft(listed).get("findings") or ())
    known = [one for one in chosen.arm.finding_ids if one in found.findings]
    # What stands there already keeps its words: one finding is not written in two ways.
    rests_on = {one: found.findings[one] for one in known[:MOST_HANDED]} | rests_on
    here.keep_draft(listed, {"findings": [[finding_id, words] for finding_id, words in rests_on.items()]})
    st.session_state[wkey("act", case_id)] = "Recommend"
    st.session_state[wkey("handed_over", case_id)] = chosen.key
