"""Which metrics decide on which class of results, and what that makes of a profile.

Sources: Illumina TruSight Oncology 500 Local App v2.2 user guide (1000000137777 v01, joint contamination
rule and limits) and DRAGEN TSO500 v2.6 sample QC pages; limits always come from the file itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.assessment import class_words
from domain.findings import Biomarker, BiomarkerName, BiomarkerState, FindingClass
from domain.quality import Outcome, QualityClass, QualityMetric, Verdict, decimal_of
from domain.readings import ClassVerdict

SCORE = "CONTAMINATION_SCORE"
P_VALUE = "CONTAMINATION_P_VALUE"

_WORDS = {
    QualityClass.RUN: "the sequencing run",
    QualityClass.CONTAMINATION: "DNA contamination",
    QualityClass.SMALL_VARIANTS: "small variants and TMB",
    QualityClass.MSI: "MSI",
    QualityClass.COPY_NUMBER: "copy number",
    QualityClass.GIS: "genomic instability",
    QualityClass.RNA: "RNA",
}

_CLASS_OF_BIOMARKER = {
    BiomarkerName.TMB: QualityClass.SMALL_VARIANTS,
    BiomarkerName.MSI: QualityClass.MSI,
    BiomarkerName.MSI_SUM_JSD: QualityClass.MSI,
    BiomarkerName.GIS: QualityClass.GIS,
}

UNKNOWN_QUALITY = "The quality is not known: no MetricsOutput was brought for this sample."

UNKNOWN_DNA = "The quality of the DNA is not known: no MetricsOutput that was brought has a column for it."


def quality_class(section: str) -> QualityClass | None:
    """The class of results that a section of MetricsOutput decides on; expanded metrics decide nothing."""
    name = section.lower()
    if "expanded" in name or "metrics" not in name:
        return None
    if name.startswith("run "):
        return QualityClass.RUN
    if name.startswith("rna "):
        return QualityClass.RNA
    if not name.startswith("dna "):
        return None
    for word, decided in (
        ("for small variant", QualityClass.SMALL_VARIANTS),
        ("for msi", QualityClass.MSI),
        ("for cnv", QualityClass.COPY_NUMBER),
        ("for gis", QualityClass.GIS),
        ("for contamination", QualityClass.CONTAMINATION),
    ):
        if word in name:
            return decided
    return QualityClass.CONTAMINATION if " for " not in name else None


def _shown(metric: QualityMetric) -> str:
    value = metric.value_text or "no value"
    unit = f" {metric.unit}" if metric.unit and metric.unit != "Count" else ""
    limits = [
        f"at least {metric.lower_text}{unit}" if metric.lower_text else "",
        f"at most {metric.upper_text}{unit}" if metric.upper_text else "",
    ]
    wanted = " and ".join(limit for limit in limits if limit)
    return (
        f"{metric.metric} is {value}{unit}, the limit is {wanted}" if wanted else f"{metric.metric} {value}"
    )


def _by_single_rows(decided: QualityClass, metrics: Sequence[QualityMetric]) -> ClassVerdict:
    limited = [one for one in metrics if one.lower_text is not None or one.upper_text is not None]
    if all(one.value_text is None for one in metrics):
        return ClassVerdict(decided, Verdict.NOT_RUN, f"Not run: the file gives NA for {_WORDS[decided]}.")
    if not limited:
        return ClassVerdict(decided, Verdict.NO_LIMIT, f"The file gives no limit for {_WORDS[decided]}.")
    failed = [one for one in limited if one.verdict is Verdict.FAIL]
    if failed:
        reason = "; ".join(_shown(one) for one in failed)
        return ClassVerdict(decided, Verdict.FAIL, f"Failed: {reason}.")
    missing = [one for one in limited if one.verdict is not Verdict.PASS]
    if missing:
        names = ", ".join(one.metric for one in missing)
        return ClassVerdict(decided, Verdict.NOT_EVALUABLE, f"Not evaluable: {names} has no readable value.")
    reason = "; ".join(_shown(one) for one in limited)
    return ClassVerdict(decided, Verdict.PASS, f"Passed: {reason}.")


def _joint_contamination(score: QualityMetric, p_value: QualityMetric) -> ClassVerdict:
    """LocalApp: contaminated only where the score is too high *and* the p-value is.

    A high score with a low p-value is a rearranged genome; a clean library prints a p-value of 1.000.
    """
    decided = QualityClass.CONTAMINATION
    if score.value_text is None:
        return ClassVerdict(decided, Verdict.NOT_RUN, "Not run: the file gives NA for DNA contamination.")
    if score.verdict is Verdict.PASS:
        return ClassVerdict(decided, Verdict.PASS, f"Passed: {_shown(score)}.")
    if score.verdict is Verdict.NO_LIMIT and p_value.upper_text is None:
        return ClassVerdict(decided, Verdict.NO_LIMIT, "The file gives no limit for DNA contamination.")
    if score.verdict is not Verdict.FAIL:
        return ClassVerdict(
            decided,
            Verdict.NOT_EVALUABLE,
            "Not evaluable: CONTAMINATION_SCORE has no readable value or limit.",
        )
    p, bound = decimal_of(p_value.value_text), decimal_of(p_value.upper_text)
    if p is None or bound is None:
        return ClassVerdict(
            decided,
            Verdict.NOT_EVALUABLE,
            f"Not evaluable: {_shown(score)}, and CONTAMINATION_P_VALUE has no readable value or limit.",
        )
    if p <= bound:
        return ClassVerdict(
            decided,
            Verdict.PASS,
            f"Passed: {_shown(score)}, but with a p-value of {p_value.value_text} (at most "
            f"{p_value.upper_text}) this is a rearranged genome, not contamination.",
        )
    return ClassVerdict(decided, Verdict.FAIL, f"Failed: {_shown(score)}; {_shown(p_value)}.")


def _contamination(metrics: Sequence[QualityMetric], software: str | None) -> ClassVerdict:
    score = next((one for one in metrics if one.metric == SCORE), None)
    p_value = next((one for one in metrics if one.metric == P_VALUE), None)
    if score is not None and p_value is not None and "DRAGEN" not in (software or "").upper():
        return _joint_contamination(score, p_value)
    rest = [one for one in metrics if one.metric != P_VALUE]
    return _by_single_rows(QualityClass.CONTAMINATION, rest or metrics)


def class_verdicts(metrics: Iterable[QualityMetric], software: str | None) -> tuple[ClassVerdict, ...]:
    """One verdict for each class that the file has metrics of, for the metrics of one sample.

    A pair's DNA and RNA columns may both be given: of a metric with several columns the one that was run
    decides. ``software`` tells LocalApp from DRAGEN, which has no joint contamination rule.
    """
    grouped: dict[QualityClass, dict[tuple[str, str], QualityMetric]] = {}
    for metric in metrics:
        decided = quality_class(metric.section)
        if decided is None:
            continue
        rows = grouped.setdefault(decided, {})
        key = (metric.section, metric.metric)
        if key not in rows or rows[key].value_text is None:
            rows[key] = metric
    return tuple(
        _contamination(tuple(grouped[decided].values()), software)
        if decided is QualityClass.CONTAMINATION
        else _by_single_rows(decided, tuple(grouped[decided].values()))
        for decided in QualityClass
        if decided in grouped
    )


def outcome_of(verdicts: Iterable[ClassVerdict]) -> tuple[Outcome, str]:
    """Technical success of a profile and, where it is not full, why.

    Success needs DNA contamination and small variants to pass. A failed or unreadable one of these is
    ``failed``; any other failed class is ``partial``, as is a pair whose DNA was not run, and a sample
    without any metrics. A failed sequencing run alone does not fail its samples.
    """
    by_class = {one.quality_class: one for one in verdicts if one.quality_class is not QualityClass.RUN}
    if not by_class:
        return Outcome.PARTIAL, UNKNOWN_QUALITY
    dna = [by_class.get(QualityClass.CONTAMINATION), by_class.get(QualityClass.SMALL_VARIANTS)]
    failed_dna = [one for one in dna if one and one.verdict in {Verdict.FAIL, Verdict.NOT_EVALUABLE}]
    if failed_dna:
        return Outcome.FAILED, _reasons(failed_dna)
    rna = by_class.get(QualityClass.RNA)
    if dna == [None, None]:
        return Outcome.PARTIAL, f"{UNKNOWN_DNA} {_reasons([rna]) if rna else ''}".strip()
    unread = {Verdict.FAIL, Verdict.NOT_EVALUABLE}
    others = [one for one in by_class.values() if one not in dna and one.verdict in unread]
    passed_dna = [one is not None and one.verdict is Verdict.PASS for one in dna]
    if all(passed_dna):
        return (Outcome.PARTIAL, _reasons(others)) if others else (Outcome.SUCCESS, "")
    if any(one is not None and one.verdict is not Verdict.NOT_RUN for one in dna):
        return Outcome.PARTIAL, "DNA: not every metric that decides on it was given."
    if rna is not None and rna.verdict is Verdict.PASS:
        return Outcome.PARTIAL, "DNA was not run; RNA passed."
    return Outcome.FAILED, _reasons(others) or "Neither DNA nor RNA was run."


def outcome_unless_known(
    judged_outcome: tuple[Outcome, str], verdicts: Iterable[ClassVerdict], expected: Iterable[QualityClass]
) -> tuple[Outcome, str]:
    """No full success where the quality of an expected class is not known: its MetricsOutput was cut short,
    or is of another run."""
    judged_classes = {one.quality_class for one in verdicts}
    words = [_WORDS[one] for one in expected if one not in judged_classes]
    if not words or judged_outcome[0] is not Outcome.SUCCESS:
        return judged_outcome
    return Outcome.PARTIAL, f"The quality is not known of: {', '.join(words)}. No MetricsOutput says it."


def outcome_without(
    judged_outcome: tuple[Outcome, str], cut_off: Iterable[FindingClass]
) -> tuple[Outcome, str]:
    """A sample whose results were cut short is no full success: classes of them were never seen."""
    words = ", ".join(class_words(kind) for kind in cut_off)
    if not words:
        return judged_outcome
    outcome, reason = judged_outcome
    said = f"The CombinedVariantOutput was cut short: {words} of it count as not assessed."
    return (Outcome.PARTIAL if outcome is Outcome.SUCCESS else outcome), f"{said} {reason}".strip()


def _reasons(verdicts: Sequence[ClassVerdict]) -> str:
    return " ".join(
        f"{_WORDS[one.quality_class][0].upper()}{_WORDS[one.quality_class][1:]}: {one.why}"
        for one in verdicts
    )


def judged(biomarkers: Iterable[Biomarker], verdicts: Iterable[ClassVerdict]) -> tuple[Biomarker, ...]:
    """The biomarkers, *not evaluable* where the metrics of their class failed; the number stays readable.

    All of them are read from DNA: none is evaluable in a contaminated sample.
    """
    failed = {
        one.quality_class: one.why for one in verdicts if one.verdict in {Verdict.FAIL, Verdict.NOT_EVALUABLE}
    }

    contaminated = failed.get(QualityClass.CONTAMINATION)

    def judge(biomarker: Biomarker) -> Biomarker:
        decided = _CLASS_OF_BIOMARKER.get(biomarker.name)
        reason = failed.get(decided) if decided is not None else None
        if contaminated is not None:
            reason = f"DNA contamination: {contaminated}"
        if reason is None or biomarker.state is not BiomarkerState.VALUE:
            return biomarker
        return replace(biomarker, state=BiomarkerState.NOT_EVALUABLE, reason=reason)

    return tuple(judge(biomarker) for biomarker in biomarkers)
