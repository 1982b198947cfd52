"""The names under which a drug that a trial asks for may stand among the lines before, and what each says."""

from dataclasses import replace
from functools import lru_cache

from data.reference.drug_classes import class_spellings, classes_of, drugs_of_class
from data.reference.drugs import Drug, drug
from domain.trials.criteria import Criterion, OtherName, Treated, Tree, each_criterion
from domain.trials.trial import Trial


# The same few drugs are asked for by many trials, and each is read from the store more than once.
@lru_cache(maxsize=1024)
def treated_by(names: tuple[str, ...]) -> Treated:
    """Drugs that were given before, with all their names; of a class all drugs that are in it.

    A name that the table of drugs does not have is searched for as it stands.
    """
    others: dict[str, str] = {}
    classes: dict[str, str] = {}
    for name in names:
        known = drug(name)
        members = () if known else drugs_of_class(name)
        if known is not None:
            others |= _other_names(known, f"another name of {name}") | others
            classes |= _of_classes(known, name) | classes
        elif members:
            others |= _members(name, members) | others
    own = tuple(dict.fromkeys(name.casefold() for name in names))
    told = {spelling: words for spelling, words in others.items() if spelling not in own}
    return Treated(
        names,
        (*own, *told),
        tuple(OtherName(*one) for one in told.items()),
        tuple(OtherName(*one) for one in classes.items() if one[0] not in told and one[0] not in own),
    )


def with_names_of_drugs(trial: Trial) -> Trial:
    """A trial whose previous drugs go by the names that the table of drugs has now, whenever recorded."""
    return replace(
        trial,
        match=_named(trial.match),
        arms=tuple(replace(arm, match=_named(arm.match)) for arm in trial.arms),
    )


def _named(tree: Tree | None) -> Tree | None:
    return each_criterion(tree, _named_one) if tree is not None else None


def _named_one(one: Criterion) -> Criterion:
    return treated_by(one.names) if isinstance(one, Treated) else one


def is_known(name: str) -> bool:
    """Whether the table of drugs has a drug or a class of this name."""
    return drug(name) is not None or bool(drugs_of_class(name))


def _other_names(one: Drug, words: str) -> dict[str, str]:
    return {spelling.casefold(): words for spelling in (one.name, *one.synonyms)}


def _members(name: str, members: tuple[Drug, ...]) -> dict[str, str]:
    found = dict.fromkeys(class_spellings(name), f"another word for {name}")
    for one in members:
        found |= _other_names(one, f"another name of {one.name}, of the class {one.drug_class}")
        found[one.name.casefold()] = f"of the class {one.drug_class}"
    return found


def _of_classes(one: Drug, name: str) -> dict[str, str]:
    return {
        spelling: f"the class of {name}" for part in classes_of(one) for spelling in class_spellings(part)
    }
