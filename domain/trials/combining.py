"""Single answers joined to one: the logic of all, any and not.

The four answers stand in one order, PASS before WARN before UNDETERMINED before FAIL.  Of ALL the worst part
counts, of ANY the best.  NOT swaps PASS and FAIL and leaves WARN and UNDETERMINED, where a person has to look
either way; a NOT over a group is turned into its criteria (De Morgan), so that every criterion tells its own
answer.  What was not found is a PASS of a NOT only where it was looked for, and a WARN where it is not told
how far.
"""

from collections.abc import Callable, Iterable, Iterator

from domain.knowledge.tumour_relation import TumourTree
from domain.trials import clinical_answers, genomic_answers, receptors
from domain.trials.criteria import (
    All,
    Criterion,
    Diagnosis,
    Genomic,
    Measure,
    Not,
    Signature,
    State,
    Treated,
    Tree,
)
from domain.trials.criteria import Any as AnyOf
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer, CriterionAnswer, Joined, JoinedAnswer, TreeAnswer
from domain.trials.treated_before import treated_before
from domain.trials.words import criterion_words

ORDER = {one: place for place, one in enumerate(Answer)}
"""The best first."""
_MET = frozenset({Answer.PASS, Answer.WARN})

Asks = Callable[[Criterion], Told]
"""What is so of one criterion."""


def worst(answers: Iterable[Answer]) -> Answer:
    """The answer to an ALL; PASS for none."""
    return max(answers, key=ORDER.__getitem__, default=Answer.PASS)


def best(answers: Iterable[Answer]) -> Answer:
    """The answer to an ANY; FAIL for none."""
    return min(answers, key=ORDER.__getitem__, default=Answer.FAIL)


def asking(case: LookedAt, tree: TumourTree) -> Asks:
    """How criteria are answered for one patient; each is looked up once, however many trials ask it."""

    def told(criterion: Criterion) -> Told:
        known = case.told.get(criterion)
        if known is None:
            known = case.told[criterion] = _ask(criterion, case, tree)
        return known

    return told


def _ask(criterion: Criterion, case: LookedAt, tree: TumourTree) -> Told:
    match criterion:
        case Genomic():
            return genomic_answers.genomic(criterion, case)
        case Signature():
            return receptors.signature(criterion, case)
        case Diagnosis():
            return clinical_answers.diagnosis(criterion, case, tree)
        case Measure():
            return clinical_answers.measure(criterion, case)
        case State():
            return clinical_answers.state(criterion, case)
        case Treated():
            return treated_before(criterion, case)
    return genomic_answers.wild_type(criterion, case)


def answer_of(tree: Tree, told: Asks, absent: bool = False) -> Answer:
    """The answer to a tree alone, without the sentences."""
    if isinstance(tree, Not):
        return answer_of(tree.part, told, not absent)
    if isinstance(tree, All | AnyOf):
        parts = (answer_of(part, told, absent) for part in tree.parts)
        return worst(parts) if isinstance(tree, All) is not absent else best(parts)
    return told(tree).absent if absent else told(tree).answer


def answered(tree: Tree, told: Asks, absent: bool = False) -> TreeAnswer:
    """A tree with the answer and the sentence of every criterion in it."""
    if isinstance(tree, Not):
        return answered(tree.part, told, not absent)
    if isinstance(tree, All | AnyOf):
        parts = tuple(answered(part, told, absent) for part in tree.parts)
        joined = Joined.ALL if isinstance(tree, All) is not absent else Joined.ANY
        join = worst if joined is Joined.ALL else best
        return JoinedAnswer(joined, join(part.answer for part in parts), parts)
    return _single(tree, told(tree), absent)


def _single(criterion: Criterion, told: Told, absent: bool) -> CriterionAnswer:
    answer = told.absent if absent else told.answer
    asked = ""
    if absent:
        asked = f"; the trial excludes {criterion_words(criterion)}"
    elif isinstance(criterion, Measure):
        asked = f"; {criterion_words(criterion)} is asked"
    fact = f"{told.fact[:1].upper()}{told.fact[1:]}{asked}."
    further = told.further_test if answer is Answer.UNDETERMINED else None
    if further and isinstance(criterion, Genomic | Signature):
        fact = f"{fact[:-1]}; {_lowered(further)}"
    return CriterionAnswer(criterion, absent, answer, fact, told.finding_ids, further)


def _lowered(sentence: str) -> str:
    """A sentence as the rest of one: abbreviations and gene symbols keep their capitals."""
    first = sentence.split(" ", 1)[0]
    return sentence if first[1:] != first[1:].lower() else sentence[:1].lower() + sentence[1:]


def leaves(answer: TreeAnswer) -> Iterator[CriterionAnswer]:
    """Every criterion's answer from left to right."""
    if isinstance(answer, CriterionAnswer):
        yield answer
    else:
        for part in answer.parts:
            yield from leaves(part)


def deciding(answer: TreeAnswer) -> Iterator[CriterionAnswer]:
    """The criteria that make an answer what it is; none of a PASS."""
    if answer.answer is Answer.PASS:
        return
    if isinstance(answer, CriterionAnswer):
        yield answer
        return
    for part in answer.parts:
        if part.answer is answer.answer:
            yield from deciding(part)


def met(answer: TreeAnswer) -> Iterator[CriterionAnswer]:
    """The criteria that are met, outright or with a warning; of alternatives those that answer them."""
    if isinstance(answer, CriterionAnswer):
        if answer.answer in _MET:
            yield answer
        return
    chosen = answer.joined is Joined.ANY and answer.answer in _MET
    for part in answer.parts:
        if not chosen or part.answer is answer.answer:
            yield from met(part)
