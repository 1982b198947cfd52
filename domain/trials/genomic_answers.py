"""Whether a patient's findings hold the change that a criterion asks for, and whether it was looked for."""

from collections.abc import Mapping

from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, Oncogenicity
from domain.knowledge.variant_effects import alters_protein
from domain.origins import Origin
from domain.single_test_words import Method, Result
from domain.trials.change_fit import CannotTell, Cautions, fit
from domain.trials.criteria import INTERGENIC, Genomic, VariantCategory, WildType
from domain.trials.local_panels import Coverage, Covered, covered_by
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer
from domain.trials.words import criterion_words

_CLASSES: dict[VariantCategory, tuple[FindingClass, ...]] = {
    VariantCategory.MUTATION: (FindingClass.SMALL_VARIANT,),
    VariantCategory.COPY_NUMBER: (FindingClass.COPY_NUMBER,),
    VariantCategory.STRUCTURAL: (FindingClass.FUSION,),
    VariantCategory.SPLICE: (FindingClass.SPLICE_VARIANT,),
    VariantCategory.ANY: (
        FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER, FindingClass.FUSION,
        FindingClass.SPLICE_VARIANT,
    ),
}  # fmt: skip
"""Which classes must have been assessed in the gene for a change to be called absent."""
_NAMES = {
    FindingClass.SMALL_VARIANT: "small variants",
    FindingClass.COPY_NUMBER: "copy number",
    FindingClass.FUSION: "fusions",
    FindingClass.SPLICE_VARIANT: "splice variants",
}
_TESTS = {
    FindingClass.SMALL_VARIANT: "Sequencing of {} in DNA",
    FindingClass.COPY_NUMBER: "A test of the copy number of {}",
    FindingClass.FUSION: "An RNA or FISH test for fusions of {}",
    FindingClass.SPLICE_VARIANT: "An RNA test for splice variants of {}",
}
_NOT_SHED = "which shows nothing of a tumour that sheds little DNA"
"""Of pairs of blood and tissue a negative blood was right in 66 % (Clinical Cancer Research, CCR-23-3321)."""
_MOST_NAMED = 2


def genomic(asked: Genomic, case: LookedAt) -> Told:
    """Whether the change was found: outright, with something to check, not, or not looked for.

    A change that only blood shows, or that is of uncertain significance where the criterion is of gene
    level, is met with a warning. Nothing found is a no only where its class was assessed in the gene, and in
    tissue: a tumour may shed too little DNA for blood to show it.
    """
    found: list[tuple[Cautions, CaseFinding]] = []
    open_ones: list[str] = []
    partner = None if asked.partner == INTERGENIC else asked.partner
    for finding in case.of(asked.gene, partner):
        try:
            cautions = fit(asked, finding)
        except CannotTell as unsure:
            open_ones.append(str(unsure))
            continue
        if cautions is not None:
            blood = ("seen only in blood",) if case.only_in_blood(finding) else ()
            found.append((cautions + blood, finding))
    if found:
        return _found(found, case)
    if (negative := _germline_negative(asked, case)) is not None:
        return Told(Answer.FAIL, negative)
    if open_ones:
        said = "; ".join(open_ones[:_MOST_NAMED])
        further = f"Look up whether this is {criterion_words(asked)}."
        if asked.origin is Origin.GERMLINE and asked.gene:
            further = f"A germline test of {asked.gene} would decide it."
        return Told(Answer.UNDETERMINED, said, (), further)
    return _absent(asked, case)


def _germline_negative(asked: Genomic, case: LookedAt) -> str | None:
    """The germline test of the gene that found nothing, where a change of the germline is asked for."""
    if asked.origin is not Origin.GERMLINE or asked.category is not VariantCategory.MUTATION:
        return None
    tests = [
        one
        for one in case.patient.tests
        if one.gene == asked.gene and one.method is Method.GERMLINE_PANEL and one.result is not Result.FAILED
    ]
    return tests[-1].label if tests and tests[-1].result is Result.NOT_DETECTED else None


def wild_type(asked: WildType, case: LookedAt) -> Told:
    """Whether a gene is without any small variant that matters, and was assessed."""
    told = genomic(Genomic(asked.gene, VariantCategory.MUTATION), case)
    return Told(told.absent, told.fact, told.finding_ids, told.further_test, if_absent=told.answer)


def _found(found: list[tuple[Cautions, CaseFinding]], case: LookedAt) -> Told:
    fewest = min(len(cautions) for cautions, _ in found)
    best = [(cautions, finding) for cautions, finding in found if len(cautions) == fewest]
    named = [_with(cautions, case.found(finding)) for cautions, finding in best[:_MOST_NAMED]]
    more = f" and {len(best) - _MOST_NAMED} more" if len(best) > _MOST_NAMED else ""
    fact = f"{'; '.join(dict.fromkeys(named))}{more}"
    answer = Answer.WARN if fewest else Answer.PASS
    return Told(answer, fact, tuple(dict.fromkeys(finding.finding_id for _, finding in best)))


def _with(cautions: Cautions, found: str) -> str:
    return ", ".join((found, *cautions))


def _absent(asked: Genomic, case: LookedAt) -> Told:
    name = criterion_words(asked)
    genes = [one for one in (asked.gene, asked.partner) if one and one != INTERGENIC]
    if not genes:
        return Told(
            Answer.UNDETERMINED, f"no {name} found; no assay sees all genes", (), "A person has to look."
        )
    wanted = _CLASSES[asked.category]
    states = {kind: _state(case, genes, kind) for kind in wanted}
    by_panel = _local_panel(asked, case, states)
    if by_panel is not None:
        return _absent_by_panel(asked, case, by_panel)
    if all(state is Assessment.ASSESSED for state in states.values()):
        looked = " and ".join(_NAMES[kind] for kind in wanted)
        if asked.origin is not Origin.GERMLINE and any(
            case.patient.only_blood_assessed(gene, kind) for gene in genes for kind in wanted
        ):
            fact = f"no {name} found; {looked} of {genes[0]} were assessed in blood only, {_NOT_SHED}"
            return Told(Answer.UNDETERMINED, fact, (), "A test of tissue would decide it.")
        instead = _instead(asked, case)
        return Told(Answer.FAIL, f"no {name} found; {looked} of {genes[0]} were assessed{instead}")
    missing = [kind for kind, state in states.items() if state is not Assessment.ASSESSED]
    unknown = all(states[kind] is Assessment.UNKNOWN for kind in missing)
    which = " and ".join(_NAMES[kind] for kind in missing)
    genes_named = " and ".join(dict.fromkeys(genes))
    fact = (
        f"no {name} found, and whether {which} of {genes_named} were assessed is not known"
        if unknown
        else f"{which} of {genes_named} were not assessed"
    )
    return Told(Answer.UNDETERMINED, fact, (), f"{_TESTS[missing[0]].format(genes_named)} would decide it.")


def _absent_by_panel(asked: Genomic, case: LookedAt, by: Covered) -> Told:
    """What a local panel alone did not find: a no as far as it covered the gene."""
    said = f"no {criterion_words(asked)} found; small variants of {asked.gene} were assessed by"
    panel = f"a local panel alone ({by.panel.label}{f', {by.panel.kit}' if by.panel.kit else ''})"
    found = _instead(asked, case)
    if by.coverage is Coverage.COVERED:
        return Told(Answer.FAIL, f"{said} {panel}{found}")
    if by.coverage is Coverage.NOT_TOLD:
        part = "which part of the gene it covers is not told"
        return Told(Answer.FAIL, f"{said} {panel}; {part}{found}", if_absent=Answer.WARN)
    part = {
        Coverage.OUTSIDE: "which did not cover all that is asked for",
        Coverage.UNCLEAR: "of which it cannot be told whether it covered what is asked for",
    }[by.coverage]
    further = f"{_TESTS[FindingClass.SMALL_VARIANT].format(asked.gene)} would decide it."
    return Told(Answer.UNDETERMINED, f"{said} {panel}, {part}{found}", (), further)


def _local_panel(asked: Genomic, case: LookedAt, states: Mapping[FindingClass, Assessment]) -> Covered | None:
    """The local panel that looked for small variants of the gene, where no profile did.

    What it detected has to be known as a finding: else it may be the very change that is asked for.
    """
    if asked.gene is None or asked.origin is Origin.GERMLINE or set(states) != {FindingClass.SMALL_VARIANT}:
        return None
    panels = case.patient.local_panels(asked.gene)
    if not panels or Assessment.ASSESSED in states.values():
        return None
    newest = panels[-1].result
    understood = any(one.kind is FindingClass.SMALL_VARIANT for one in case.of(asked.gene, None))
    told = newest is Result.NOT_DETECTED or (newest is Result.DETECTED and understood)
    return covered_by(panels, asked, case.patient.exons_of) if told else None


def _state(case: LookedAt, genes: list[str], kind: FindingClass) -> Assessment:
    asked = case.patient.facts.assessed
    states = {asked(gene, kind) for gene in genes}
    for one in (Assessment.ASSESSED, Assessment.UNKNOWN):
        if one in states:
            return one
    return Assessment.NOT_ASSESSED


def _instead(asked: Genomic, case: LookedAt) -> str:
    """What else was found in the gene, so that nobody has to look it up."""
    others = [
        finding.label
        for finding in case.of(asked.gene, asked.partner)
        if finding.kind in _CLASSES[asked.category]
        and finding.oncogenicity is not Oncogenicity.BENIGN
        and (finding.kind is not FindingClass.SMALL_VARIANT or alters_protein(finding))
    ]
    return f" (found instead: {', '.join(others[:_MOST_NAMED])})" if others else ""
