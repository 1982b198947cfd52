"""The words of trials and matches: an answer is told by its shape and its word, never by colour alone."""

from collections.abc import Mapping

from components.text import DASH, day
from domain.trials.matches import Answer, Near
from domain.trials.trial import Site, Trial, TrialStatus
from domain.views.trials import DistanceView, MatchStateView, RegisterTrial, ways

SHAPES = {
    Answer.PASS: "\N{BLACK CIRCLE}",
    Answer.WARN: "\N{BLACK UP-POINTING TRIANGLE}",
    Answer.UNDETERMINED: "\N{WHITE DIAMOND}",
    Answer.FAIL: "\N{MULTIPLICATION X}",
}
"""Each answer has a shape of its own, which a back row can tell apart without colour."""
NEAR = {Near.ON_TUMOUR: "this tumour", Near.BASKET: "any tumour", Near.OTHER: "other tumour"}


def answer_words(answer: Answer) -> str:
    """An answer with its shape: ``● Pass``."""
    return f"{SHAPES[answer]} {answer.label}"


def status_words(entry: RegisterTrial) -> str:
    """The board's own status; of a closing its day and reason."""
    if entry.closed_on is not None:
        return f"Closed here on {day(entry.closed_on)}: {entry.closing_reason}"
    return entry.trial.status.label


def registry_words(entry: RegisterTrial) -> str:
    """What the registry says, with its date; an en dash where nothing was brought."""
    one = entry.registry
    if one is None:
        return DASH
    said = f"{one.status.label} ({one.status_text})" if one.status_text else one.status.label
    return f"{said}, {day(one.updated_on)}" if one.updated_on else said


def site_words(site: Site, distances: Mapping[str, DistanceView] | None = None) -> str:
    """A site in a line: where, whether it takes patients, how far from the patient's centre."""
    place = ", ".join(part for part in (site.city, site.country) if part and part not in site.name)
    told = [f"{site.name} ({place})" if place else site.name, site.status.label.lower()]
    if site.slots_open is not None:
        told.append(f"{site.slots_open} free")
    if distances is not None:
        known = distances.get(site.name)
        told.append(f"{known.words} from {known.centre}" if known else "distance not known")
    return ", ".join(told)


def nearest_words(sites: tuple[Site, ...], distances: Mapping[str, DistanceView]) -> str:
    """The nearest site that is not closed, with its distance; the first where no distance is known."""
    open_ones = [one for one in sites if one.status is not TrialStatus.CLOSED]
    if not open_ones:
        return DASH
    far = ways(distances)
    site = min(open_ones, key=lambda one: far.get(one.name, float("inf")))
    known = distances.get(site.name)
    return f"{site.name}, {known.words}" if known else f"{site.name}, distance not known"


def state_words(state: MatchStateView) -> str:
    """A state with its day, its reason, and who recorded it."""
    told = [f"{state.state.label} on {day(state.happened_on)}"]
    told += [f"arm {state.arm}"] if state.arm else []
    told += [state.reason] if state.reason else []
    told += [state.comment] if state.comment else []
    return f"{'; '.join(told)} ({state.recorded_by}, {day(state.recorded_at.date())})"


def trial_number(trial: Trial) -> tuple[str, str]:
    """The registry and the number by which a recommendation names a trial: ClinicalTrials.gov's first."""
    known = sorted(trial.numbers, key=lambda one: one.registry != "nct")
    return (known[0].registry, known[0].number) if known else ("other", trial.trial_id)
