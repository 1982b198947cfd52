"""The demonstration's register: every entry is marked as an example and can be read without a problem."""

from commands.demo_cohort.facts import trials
from commands.demo_trials import REGISTER, example_trials
from data.ingest.trials.register_file import read_trials


def test_every_entry_says_that_it_is_an_example_and_belongs_to_no_registry() -> None:
    for one in example_trials():
        assert "EXAMPLE" in one.short_title
        assert one.trial_id.startswith("SYN-")
        assert one.numbers == ()
        assert all("EXAMPLE" in site.name for site in one.sites)


def test_the_register_is_read_without_a_problem_and_every_arm_says_whom_it_takes() -> None:
    reading = read_trials(REGISTER, REGISTER.name)
    assert reading.problems == ()
    assert len(reading.trials) == 28
    assert all(arm.match is not None for one in reading.trials for arm in one.arms)


def test_the_register_holds_every_trial_that_the_demonstrations_advice_names() -> None:
    held = {one.trial_id: one.short_title for one in example_trials()}
    assert set(trials()) - set(held) == set()
    for one in trials().values():
        # The register's entry may take more patients than the advice's title says, but is the same trial.
        assert held[one.id].split()[0] == one.title.split()[0]
