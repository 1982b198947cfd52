"""On which copy calls lie: only what one phase set says of both is compared."""

from hypothesis import given
from hypothesis import strategies as st

from domain.phase import TAG, Copies, Phase, copies_of, of_file, phase_of, without_phase

HAPLOTYPES = st.sampled_from(["0|1", "1|0"])
PHASES = st.builds(Phase, st.sampled_from(["7:PS:1", "7:PS:2", "8:PS:1"]), HAPLOTYPES) | st.none()


def test_a_phase_is_read_from_the_tag_with_its_profile_and_chromosome() -> None:
    assert phase_of("P1:7", ("hotspot", "phase=PID:100_A_T:1|0")) == Phase("P1:7:PID:100_A_T", "1|0")
    assert phase_of("P1:7", ("hotspot",)) is None
    assert phase_of("P1:7", ("phase=PS:100:",)) is None
    assert phase_of("P1:7", ("phase=PS:100:0|1", "phase=PS:100:1|0")) is None


@given(PHASES, PHASES)
def test_copies_are_compared_in_one_set_only_and_in_either_order(
    one: Phase | None, other: Phase | None
) -> None:
    told = copies_of(one, other)
    assert told is copies_of(other, one)
    if one is None or other is None or one.phase_set != other.phase_set:
        assert told is Copies.NOT_TOLD
    else:
        assert told is (Copies.SAME if one == other else Copies.DIFFERENT)


def test_the_sets_of_a_further_file_are_its_own() -> None:
    tags = ("hotspot", "phase=PS:100:0|1")
    assert copies_of(phase_of("7", tags), phase_of("7", of_file(tags, 1))) is Copies.NOT_TOLD
    assert copies_of(phase_of("7", of_file(tags, 1)), phase_of("7", of_file(tags, 1))) is Copies.SAME
    assert of_file(("hotspot",), 1) == ("hotspot",)


@given(st.lists(st.sampled_from(["hotspot", f"{TAG}PS:1:0|1", f"{TAG}PID:a:1|0"])))
def test_what_is_left_without_a_phase_has_none(tags: list[str]) -> None:
    assert phase_of("7", without_phase(tags)) is None
    assert without_phase(tags).count("hotspot") == tags.count("hotspot")
