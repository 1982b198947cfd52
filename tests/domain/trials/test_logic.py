"""The logic of four answers: its laws, for any criteria and any patient."""

from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from domain.trials.combining import ORDER, answer_of, answered, asking, best, deciding, leaves, worst
from domain.trials.criteria import All, Any, Not, Tree, criteria
from domain.trials.looked import LookedAt, Told, turned
from domain.trials.matches import Answer
from domain.trials.patient_facts import PatientFacts
from tests.domain.trials.patients import CRITERIA, PATIENTS, TREES

PLAIN: st.SearchStrategy[Tree] = st.recursive(
    CRITERIA,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([All(tuple(parts)), Any(tuple(parts))])
    ),
    max_leaves=6,
)
"""Criteria without any NOT."""
ANSWERS = st.sampled_from(list(Answer))
DECIDED = {Answer.PASS, Answer.FAIL}


def answer(tree: Tree, of: PatientFacts) -> Answer:
    return answer_of(tree, asking(LookedAt.at(of), ONCOTREE))


def test_fail_beats_undetermined_beats_warn_beats_pass_in_an_all_and_the_best_counts_in_an_any() -> None:
    assert worst([Answer.PASS, Answer.WARN]) is Answer.WARN
    assert worst([Answer.WARN, Answer.UNDETERMINED]) is Answer.UNDETERMINED
    assert worst([Answer.UNDETERMINED, Answer.FAIL, Answer.PASS]) is Answer.FAIL
    assert best([Answer.FAIL, Answer.UNDETERMINED]) is Answer.UNDETERMINED
    assert best([Answer.UNDETERMINED, Answer.WARN]) is Answer.WARN
    assert best([Answer.FAIL, Answer.PASS]) is Answer.PASS


@given(ANSWERS)
def test_not_swaps_pass_and_fail_only_and_twice_is_nothing(one: Answer) -> None:
    assert turned(turned(one)) is one
    assert (turned(one) is one) is (one not in DECIDED)


@given(st.lists(ANSWERS, min_size=1), ANSWERS)
def test_one_more_part_never_betters_an_all_nor_worsens_an_any(parts: list[Answer], more: Answer) -> None:
    assert ORDER[worst([*parts, more])] >= ORDER[worst(parts)]
    assert ORDER[best([*parts, more])] <= ORDER[best(parts)]


@given(PLAIN, st.data())
def test_a_criterion_that_is_answered_better_never_worsens_the_whole(tree: Tree, data: st.DataObject) -> None:
    asked = list(dict.fromkeys(criteria(tree)))
    before = {one: data.draw(ANSWERS) for one in asked}
    after = {one: best([data.draw(ANSWERS), before[one]]) for one in asked}
    first = answer_of(tree, lambda one: Told(before[one], "so"))
    then = answer_of(tree, lambda one: Told(after[one], "so"))
    assert ORDER[then] <= ORDER[first]
    # Under a NOT the other way: what is surely so less often is never excluded more often.
    if first is Answer.PASS:
        assert answer_of(Not(tree), lambda one: Told(after[one], "so")) is Answer.FAIL


@given(TREES, PATIENTS)
def test_a_not_over_a_not_says_what_the_criteria_say(tree: Tree, of: PatientFacts) -> None:
    assert answer(Not(Not(tree)), of) is answer(tree, of)


@given(TREES, PATIENTS)
def test_a_not_is_decided_where_its_criteria_are_and_the_other_way(tree: Tree, of: PatientFacts) -> None:
    plain, negated = answer(tree, of), answer(Not(tree), of)
    assert (plain in DECIDED) is (negated in DECIDED)
    if plain in DECIDED:
        assert negated is turned(plain)


@given(TREES, TREES, PATIENTS)
def test_de_morgan_holds(one: Tree, other: Tree, of: PatientFacts) -> None:
    assert answer(Not(All((one, other))), of) is answer(Any((Not(one), Not(other))), of)
    assert answer(Not(Any((one, other))), of) is answer(All((Not(one), Not(other))), of)


@given(TREES, TREES, PATIENTS)
def test_the_order_of_criteria_does_not_matter(one: Tree, other: Tree, of: PatientFacts) -> None:
    assert answer(All((one, other)), of) is answer(All((other, one)), of)
    assert answer(Any((one, other)), of) is answer(Any((other, one)), of)


@given(TREES, PATIENTS)
def test_the_answer_with_sentences_is_the_answer_without(tree: Tree, of: PatientFacts) -> None:
    case = LookedAt.at(of)
    told = asking(case, ONCOTREE)
    assert answered(tree, told).answer is answer_of(tree, told)


@given(TREES, PATIENTS)
def test_every_criterion_says_one_sentence_and_only_what_is_open_names_a_test(
    tree: Tree, of: PatientFacts
) -> None:
    for one in leaves(answered(tree, asking(LookedAt.at(of), ONCOTREE))):
        assert one.sentence.endswith(".")
        assert one.sentence[:1] == one.sentence[:1].upper()
        assert (one.further_test is not None) <= (one.answer is Answer.UNDETERMINED)


@given(TREES, PATIENTS)
def test_what_decides_has_the_answer_that_it_decides_and_a_pass_needs_none(
    tree: Tree, of: PatientFacts
) -> None:
    found = answered(tree, asking(LookedAt.at(of), ONCOTREE))
    decides = list(deciding(found))
    assert bool(decides) is (found.answer is not Answer.PASS)
    assert {one.answer for one in decides} <= {found.answer}


@given(TREES, PATIENTS)
def test_nothing_is_decided_by_a_gene_that_was_not_assessed(tree: Tree, of: PatientFacts) -> None:
    for one in leaves(answered(tree, asking(LookedAt.at(of), ONCOTREE))):
        if "not assessed" in one.sentence and "itself" not in one.sentence:
            assert one.answer is Answer.UNDETERMINED
