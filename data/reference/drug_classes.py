"""Classes of drugs as people write them: what a drug acts on, target by target, in its usual spellings."""

import re
from functools import cache

from data.reference.drugs import Drug, drugs
from data.reference.words import plain

_MULTIKINASE = re.compile(r"(multikinase inhibitor) \((.+)\)")
_ON_TARGETS = re.compile(
    r"(?P<targets>.+?) (?P<noun>inhibitor|antibody|antibody-drug conjugate|degrader|antagonist|agonist)"
    r"(?:, (?P<more>.+))?"
)
_BETWEEN = re.compile(r", | and | or ")
_CHECKPOINTS = frozenset({"PD-1", "PD-L1", "CTLA-4", "LAG-3"})


def classes_of(one: Drug) -> tuple[str, ...]:
    """The classes that a drug counts as: its own, and each of its targets (``EGFR inhibitor``) alone."""
    return _parts(one.drug_class)


def drugs_of_class(name: str) -> tuple[Drug, ...]:
    """The drugs of a class, however it is spelled (``EGFR TKI``, ``taxanes``); none where none has it."""
    wanted = plain(name)
    return tuple(one for one in drugs() if wanted in _known_by(one.drug_class))


def class_spellings(name: str) -> tuple[str, ...]:
    """How a class may be written down, in small letters: plural, hyphen, ``TKI``, ``EGFRi``, ``ADC``."""
    known = [part for one in drugs_of_class(name) for part in classes_of(one) if _same(part, name)]
    spelt = [spelling for part in dict.fromkeys([*known, name]) for spelling in _spellings(part)]
    return tuple(dict.fromkeys(spelt))


def _same(part: str, name: str) -> bool:
    return plain(name) in {plain(one) for one in _spellings(part)}


@cache
def _known_by(drug_class: str) -> frozenset[str]:
    return frozenset(plain(spelling) for part in _parts(drug_class) for spelling in _spellings(part))


@cache
def _parts(drug_class: str) -> tuple[str, ...]:
    if several := _MULTIKINASE.fullmatch(drug_class):
        return drug_class, several[1], *(f"{target} inhibitor" for target in several[2].split(", "))
    on = _ON_TARGETS.fullmatch(drug_class)
    if on is None:
        return tuple(dict.fromkeys((drug_class, *drug_class.split(", "))))
    targets = _BETWEEN.split(on["targets"])
    each = [f"{target} {on['noun']}" for target in targets]
    if on["noun"] == "antibody" and _CHECKPOINTS.intersection(targets):
        each += ["checkpoint inhibitor", "immune checkpoint inhibitor"]
    return tuple(dict.fromkeys((drug_class, *each)))


@cache
def _spellings(part: str) -> tuple[str, ...]:
    words = [part, _plural(part)]
    on = _ON_TARGETS.fullmatch(part)
    if on is not None and not on["more"]:
        target, noun = on["targets"], on["noun"]
        words += [f"{target}-{noun}", f"{target}-{_plural(noun)}"]
        if noun == "inhibitor":
            words += [f"{target} TKI", f"{target}-TKI", f"{target} TKIs", f"{target}-TKIs", f"{target}i"]
        if noun == "antibody":
            words += [f"anti-{target}", f"anti-{target} antibody"]
        if noun == "antibody-drug conjugate":
            words += [f"{target} ADC", f"{target}-ADC"]
        if noun == "antibody" and target in _CHECKPOINTS:
            words += [f"{target} inhibitor", f"{target} inhibitors"]
    both = (word for one in words for word in (one.casefold(), one.casefold().replace("oestr", "estr")))
    return tuple(dict.fromkeys(both))


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else noun if noun.endswith("s") else f"{noun}s"
