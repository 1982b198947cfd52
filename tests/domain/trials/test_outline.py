"""The criteria of an arm as lines with the groups they stand in."""

from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from domain.trials.combining import answered, asking, best, leaves, worst
from domain.trials.criteria import All, Any, Not, Tree
from domain.trials.looked import LookedAt
from domain.trials.matches import Answer, CriterionAnswer, Joined, JoinedAnswer, TreeAnswer
from domain.trials.outline import flattened, heading_of, outlined, sentence_of
from domain.trials.words import criterion_words
from tests.domain.trials.patients import mutation, patient, variant

A, B, C = (mutation(gene, protein_change="G12C") for gene in ("KRAS", "BRAF", "EGFR"))


def of(tree: Tree) -> TreeAnswer:
    return answered(tree, asking(LookedAt.at(patient(variant("KRAS", "G12C"))), ONCOTREE))


def words(told: TreeAnswer) -> str:
    return heading_of(told) if isinstance(told, JoinedAnswer) else criterion_words(told.criterion)


def told(tree: Tree) -> list[tuple[int, str, str, Joined | None]]:
    return [(line.depth, words(line.told), line.told.answer.value, line.joint) for line in outlined(of(tree))]


def test_alternatives_stand_under_a_heading_with_the_answer_of_the_group() -> None:
    assert told(All((C, Any((A, B))))) == [
        (0, "EGFR G12C", "fail", None),
        (0, "One of these 2", "pass", None),
        (1, "KRAS G12C", "pass", None),
        (1, "BRAF G12C", "fail", Joined.ANY),
    ]
    group = of(Any((A, B)))
    assert isinstance(group, JoinedAnswer)
    assert sentence_of(group) == "One is enough: 1 pass, 1 fail."


def test_what_must_hold_together_among_alternatives_is_a_group_of_its_own() -> None:
    lines = told(Any((All((A, B)), C)))
    assert [(depth, said) for depth, said, _, _ in lines] == [
        (0, "One of these 2"),
        (1, "All of these 2"),
        (2, "KRAS G12C"),
        (2, "BRAF G12C"),
        (1, "EGFR G12C"),
    ]


def test_a_group_of_its_own_kind_or_of_one_part_has_no_heading() -> None:
    lines = told(All((A, All((B, Any((C,)))))))
    assert [(depth, said) for depth, said, _, _ in lines] == [
        (0, "KRAS G12C"),
        (0, "BRAF G12C"),
        (0, "EGFR G12C"),
    ]


def test_the_alternatives_of_a_not_must_all_be_absent() -> None:
    assert [line.depth for line in outlined(of(Not(Any((A, B)))))] == [0, 0]


def test_what_is_asked_twice_stands_once() -> None:
    assert [said for _, said, _, _ in told(All((A, All((A, B)))))] == ["KRAS G12C", "BRAF G12C"]


def single(place: int, answer: Answer) -> TreeAnswer:
    return CriterionAnswer((A, B, C)[place], False, answer, f"{place}.")


def joined(kind: Joined, parts: list[TreeAnswer]) -> TreeAnswer:
    join = worst if kind is Joined.ALL else best
    return JoinedAnswer(kind, join(one.answer for one in parts), tuple(parts))


ANSWERS = st.recursive(
    st.builds(single, st.integers(0, 2), st.sampled_from(Answer)),
    lambda part: st.builds(joined, st.sampled_from(Joined), st.lists(part, min_size=1, max_size=4)),
    max_leaves=16,
)


@given(ANSWERS)
def test_no_criterion_and_no_answer_is_lost_in_the_lines(answer: TreeAnswer) -> None:
    lines = outlined(answer)
    shown = [line.told for line in lines if isinstance(line.told, CriterionAnswer)]
    assert set(shown) == set(leaves(answer))
    assert flattened(answer).answer is answer.answer


@given(ANSWERS)
def test_every_group_has_the_answer_of_its_parts_and_several_of_them(answer: TreeAnswer) -> None:
    for line in outlined(answer):
        if isinstance(line.told, JoinedAnswer):
            join = worst if line.told.joined is Joined.ALL else best
            assert line.told.answer is join(part.answer for part in line.told.parts)
            assert len(line.told.parts) > 1
