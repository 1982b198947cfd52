"""HER2, ER and PR by single tests, and properties of the whole genome, as criteria ask for them."""

from domain.knowledge.case_facts import CopyState
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult
from domain.threshold import Band
from domain.trials.criteria import Signature, SignatureKind, State, StateKind
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer
from domain.trials.words import STATE_NAMES, criterion_words

UNKNOWN = "Unknown"
_GENES = {StateKind.HER2: "ERBB2", StateKind.ER: "ESR1", StateKind.PR: "PGR"}
_BY_RESULT = {
    Result.DETECTED: frozenset({"Positive"}),
    Result.NOT_DETECTED: frozenset({"Negative"}),
}
_LOW = frozenset({"Low", "Negative"})
_SCORES = {"0": frozenset({"Negative"}), "1+": _LOW, "3+": frozenset({"Positive"})}
"""HER2 by immunohistochemistry (ASCO/CAP 2018 and its affirmation of 2023); 2+ asks for in-situ
hybridisation, and without an amplification is low, which is a kind of negative."""


def receptor(asked: State, case: LookedAt) -> Told:
    """Whether a receptor is as asked, by the newest single test that says it."""
    name = STATE_NAMES[asked.kind]
    told, words = _receptor_state(asked.kind, case)
    wanted = set(asked.values)
    if told is None:
        if UNKNOWN in wanted:
            return Told(Answer.PASS, f"{name} is not known")
        test = f"{'Immunohistochemistry' if words is None else 'A further test'} of {name} would decide it."
        amplified = _amplified(case) if asked.kind is StateKind.HER2 and "Positive" in wanted else None
        if amplified:
            return Told(Answer.WARN, f"{amplified[0]} found; HER2 itself was not tested", amplified[1:])
        return Told(Answer.UNDETERMINED, words or f"no single test says the {name} status", (), test)
    return Told(Answer.PASS if told & wanted else Answer.FAIL, words or "")


def _receptor_state(kind: StateKind, case: LookedAt) -> tuple[frozenset[str] | None, str | None]:
    """The words that hold of a receptor, and the tests that say so; ``None`` where none decides."""
    tests = [one for one in case.patient.tests if one.gene == _GENES[kind]]
    stains = [one for one in tests if one.method is Method.IHC and one.result is not Result.FAILED]
    if kind is not StateKind.HER2:
        return _newest(stains)
    hybrids = [one for one in tests if one.method is Method.FISH and one.result in _BY_RESULT]
    if not stains:
        return _newest(hybrids)
    stain = stains[-1]
    score = _score(stain)
    if score == "2+":
        if not hybrids:
            return None, f"{stain.label}: equivocal without in-situ hybridisation"
        amplified = hybrids[-1].result is Result.DETECTED
        return (_BY_RESULT[Result.DETECTED] if amplified else _LOW), f"{stain.label}; {hybrids[-1].label}"
    return (_SCORES.get(score or "") or _BY_RESULT.get(stain.result)), stain.label


def _newest(tests: list[TestResult]) -> tuple[frozenset[str] | None, str | None]:
    return (_BY_RESULT.get(tests[-1].result), tests[-1].label) if tests else (None, None)


def _score(stain: TestResult) -> str | None:
    return stain.value_text.replace(" ", "") if stain.unit is Unit.SCORE and stain.value_text else None


def _amplified(case: LookedAt) -> tuple[str, ...]:
    """The amplification of ERBB2 with its finding's id; empty where none was found."""
    for one in case.of("ERBB2"):
        if one.copy_state is CopyState.AMPLIFICATION:
            return one.label, one.finding_id
    return ()


_SAME = {"MMR-Deficient": "dMMR", "MMR-Proficient": "pMMR"}
_OPPOSITE = {"MSI-H": "MSS", "MSS": "MSI-H", "dMMR": "pMMR", "pMMR": "dMMR", "HRD": "HRP", "HRP": "HRD"}
_NEAR = {"MSI-H": "dMMR", "dMMR": "MSI-H", "MSS": "pMMR", "pMMR": "MSS"}
"""What is nearly the same, measured in another way."""
_NAMES = {
    SignatureKind.MICROSATELLITES: ("MSI", "An MSI test would decide it."),
    SignatureKind.MISMATCH_REPAIR: ("Mismatch repair", "Immunohistochemistry of MMR would decide it."),
    SignatureKind.HOMOLOGOUS_REPAIR: (
        "Homologous recombination",
        "An HRD test (genomic instability score) would decide it.",
    ),
}


def signature(asked: Signature, case: LookedAt) -> Told:
    """Whether a property of the whole genome is as asked; MSI and mismatch repair speak for each other
    with a warning."""
    if asked.kind not in _NAMES:
        name = criterion_words(asked)
        return Told(Answer.UNDETERMINED, f"no profile says it: {name}", (), f"Confirm: {name}.")
    wanted = _SAME.get(asked.value, asked.value)
    name, test = _NAMES[asked.kind]
    if wanted == "MSI-L":
        return _msi_low(case, test)
    for_it = case.signatures.get(wanted, [])
    against = case.signatures.get(_OPPOSITE[wanted], [])
    if for_it and against:
        both = f"{for_it[0].label} and {against[0].label} contradict each other"
        return Told(Answer.WARN, both, tuple(one.finding_id for one in for_it), None)
    if for_it:
        return Told(Answer.PASS, f"{case.found(for_it[0])}", tuple(one.finding_id for one in for_it))
    if against:
        return Told(Answer.FAIL, f"{case.found(against[0])}")
    near = case.signatures.get(_NEAR.get(wanted, ""), [])
    if near:
        fact = f"{case.found(near[0])}, which mostly means {wanted}; {name} itself was not assessed"
        return Told(Answer.WARN, fact, tuple(one.finding_id for one in near))
    undecided = case.undecided.get(wanted)
    if undecided is not None and undecided.open_band is Band.GREY:
        return Told(Answer.UNDETERMINED, undecided.label, (), test)
    if undecided is not None:
        further = "A cut-off for it, set on Reference values with its source, would decide it."
        return Told(Answer.UNDETERMINED, f"{undecided.label} without a cut-off in force", (), further)
    why = case.patient.msi_missing if asked.kind is SignatureKind.MICROSATELLITES else None
    return Told(Answer.UNDETERMINED, f"{name} not assessed: {why or 'no result'}", (), test)


def _msi_low(case: LookedAt, test: str) -> Told:
    high = case.signatures.get("MSI-H", [])
    if high:
        return Told(Answer.FAIL, f"{case.found(high[0])}")
    return Told(Answer.UNDETERMINED, "whether MSI is low is not told by the profile", (), test)
