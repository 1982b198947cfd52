"""The names under which a drug that a trial asks for may stand among the lines before, and what each says."""

from data.ingest.trials.walking import Notes
from data.reference.drug_classes import class_spellings, classes_of, drugs_of_class
from data.reference.drugs import Drug, drug
from domain.trials.criteria import OtherName, Treated


def treated(said: tuple[str, ...], path: str, line: int, notes: Notes) -> Treated:
    """Drugs that were given before, with all their names; of a class all drugs that are in it.

    A name that the table of drugs does not have is noted and searched for as it stands.
    """
    others: dict[str, str] = {}
    classes: dict[str, str] = {}
    for name in said:
        known = drug(name)
        members = () if known else drugs_of_class(name)
        if known is not None:
            others |= _other_names(known, f"another name of {name}") | others
            classes |= _of_classes(known, name) | classes
        elif members:
            others |= _members(name, members) | others
        else:
            notes.note(path, line, name, "a drug or a class of the table of drugs; it was taken as it stands")
    own = tuple(dict.fromkeys(name.casefold() for name in said))
    told = {spelling: words for spelling, words in others.items() if spelling not in own}
    return Treated(
        said,
        (*own, *told),
        tuple(OtherName(*one) for one in told.items()),
        tuple(OtherName(*one) for one in classes.items() if one[0] not in told and one[0] not in own),
    )


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
