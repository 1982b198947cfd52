"""What the board recommends on a case, from the alterations that some treatment goes with."""

from random import Random

from commands.demo_cohort.cited import cited_for
from commands.demo_cohort.facts import Match, matches_for
from commands.demo_cohort.molecular import Draft
from commands.demo_cohort.plan import DemoProfile, DemoRecommendation
from domain.codes import NotActionableReason, NoTherapyReason, RecommendationKind
from domain.findings import Origin

_COUNTS, _COUNT_WEIGHTS = (1, 2, 3), (52, 34, 14)
_NO_THERAPY = (
    (NoTherapyReason.NO_ACCESSIBLE_DRUG_OR_TRIAL, 40, "the drug that matches is not within reach"),
    (NoTherapyReason.STANDARD_OPTION_FIRST, 25, "a standard option is still open and comes first"),
    (NoTherapyReason.PATIENT_UNFIT, 20, "the patient's condition does not allow a further line"),
    (NoTherapyReason.EVIDENCE_TOO_WEAK, 15, "the evidence is too weak to carry an advice"),
)


def not_actionable_reason(draft: Draft) -> NotActionableReason | None:
    """Why the board concludes a case as not actionable; ``None`` where it does not."""
    if draft.actionable is not False:
        return None
    if draft.failed:
        return NotActionableReason.NOT_EVALUABLE_PROFILE
    return NotActionableReason.NO_MATCHING_DRUG if draft.alterations else NotActionableReason.NO_FINDING


def recommendations_of(
    rng: Random, draft: Draft, profile: DemoProfile, keys: dict[str, str]
) -> tuple[DemoRecommendation, ...]:
    """Therapies or the reason for none, then the accompanying advice, in order of priority.

    ``keys`` gives the ``variant_key`` of each alteration. A case not yet discussed has none.
    """
    if draft.actionable is None:
        return ()
    rows = _therapies(rng, draft, keys) if draft.therapy else [_no_therapy(rng, draft, keys)]
    rows += _accompanying(rng, draft, profile, len(rows) + 1)
    return tuple(rows)


def _therapies(rng: Random, draft: Draft, keys: dict[str, str]) -> list[DemoRecommendation]:
    choices: dict[tuple[tuple[str, ...], str], list[tuple[str, Match]]] = {}
    for name in draft.matched:
        for row in matches_for(name, draft.tumour.code):
            choices.setdefault((row.drugs, row.trial.id if row.trial else ""), []).append((name, row))
    ranked = sorted(choices.values(), key=lambda entries: entries[0][1].level)
    wanted = rng.choices(_COUNTS, _COUNT_WEIGHTS)[0]
    made: list[DemoRecommendation] = []
    for priority, entries in enumerate(ranked[:wanted], start=1):
        first, row = entries[0]
        made.append(
            DemoRecommendation(
                kind=row.kind,
                priority=priority,
                drugs=row.drugs,
                trial=row.trial,
                scheme=row.scheme,
                level=row.level,
                rationale=f"{_spoken(first)}: {row.rationale}.",
                supporting_keys=tuple(dict.fromkeys(keys[name] for name, _ in entries)),
                evidence=tuple(
                    dict.fromkeys(
                        one for name, _ in entries for one in cited_for(name, draft.tumour.code, row.drugs)
                    )
                ),
            )
        )
    return made


def _spoken(alteration: str) -> str:
    kind, _, what = alteration.partition(":")
    words = {
        "amp": f"{what} amplification",
        "fusion": f"{what.replace('-', '::')} fusion",
        "splice": f"{what} splice variant",
        "TMB-H": "High tumour mutational burden",
        "MSI-H": "Microsatellite instability",
    }
    if kind in words:
        return words[kind]
    if what == "exon14_splice":
        return f"{kind} exon 14 skipping mutation"
    return f"{kind} mutation" if what == "*" else f"{kind} {what}"


def _no_therapy(rng: Random, draft: Draft, keys: dict[str, str]) -> DemoRecommendation:
    if draft.failed:
        reason, because = NoTherapyReason.NOT_EVALUABLE_PROFILE, "the profile failed and says nothing"
    elif not draft.actionable:
        reason = NoTherapyReason.NO_ACTIONABLE_FINDING
        because = "no finding that a treatment goes with"
    else:
        reason, _, because = rng.choices(_NO_THERAPY, [weight for _, weight, _ in _NO_THERAPY])[0]
    return DemoRecommendation(
        kind=RecommendationKind.NO_THERAPY,
        priority=1,
        drugs=(),
        trial=None,
        scheme=None,
        level=None,
        rationale=f"No therapy: {because}.",
        supporting_keys=tuple(keys[name] for name in draft.matched[:1]) if draft.actionable else (),
        no_therapy_reason=reason,
    )


def _accompanying(rng: Random, draft: Draft, profile: DemoProfile, priority: int) -> list[DemoRecommendation]:
    wanted: list[tuple[RecommendationKind, str, tuple[str, ...]]] = []
    inherited = tuple(
        one.variant_key
        for one in profile.findings.small_variants
        if one.origin is Origin.GERMLINE and one.variant_key in profile.notable_keys
    )
    if draft.failed:
        sentence = "The specimen could not be read: a new biopsy if the patient's condition allows."
        wanted.append((RecommendationKind.REBIOPSY, sentence, ()))
    if inherited:
        sentence = "The change may be inherited: refer to clinical genetics."
        wanted.append((RecommendationKind.GENETIC_COUNSELLING, sentence, inherited))
    if draft.tumour.code == "CUPNOS" and rng.random() < 0.4:
        sentence = "The findings may point to a primary: review the histology with them."
        wanted.append((RecommendationKind.HISTOLOGY_REVIEW, sentence, ()))
    gains = [one.variant_key for one in profile.findings.copy_number if one.variant_key == "cnv:ERBB2:gain"]
    if gains and rng.random() < 0.6:
        sentence = "Confirm the amplification by immunohistochemistry or in situ hybridisation."
        wanted.append((RecommendationKind.CONFIRMATORY_TEST, sentence, tuple(gains)))
    return [
        DemoRecommendation(kind, priority + i, (), None, None, None, sentence, support)
        for i, (kind, sentence, support) in enumerate(wanted)
    ]
