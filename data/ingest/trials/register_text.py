"""A trial as a register file writes it: one way of writing, read back as the very same trial."""

from typing import Any as Anything

import yaml

from data.ingest.trials.criteria_reader import TREATED
from data.ingest.trials.criteria_values import name_of
from data.ingest.trials.person_keys import without_persons
from data.ingest.trials.status_words import WRITTEN
from domain.trials.criteria import (
    All,
    Any,
    Criterion,
    Diagnosis,
    Genomic,
    Measure,
    Not,
    Signature,
    State,
    Treated,
    Tree,
    WildType,
)
from domain.trials.trial import Arm, EntryKind, Site, Trial, TrialStatus

_BREAKS = frozenset("\n\r\x85\u2028\u2029")
_WIDE = 10_000
"""Columns before a long text is broken: never, so that a line number says where a value stands."""


class _Dumper(yaml.SafeDumper):
    """Writes every text so that a reader gives it back, breaks of lines of all kinds included."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, '"' if _BREAKS & set(text) else None)


_Dumper.add_representer(str, _quoted)


def write_trial(trial: Trial) -> str:
    """A trial as canonical YAML; ``read_trials`` gives the same trial again.

    Steps and dose levels were flattened when it was read: every arm is written with all that it asks.
    """
    nct = next((one for one in trial.numbers if one.registry == "nct"), None)
    plain = {
        "protocol_no": trial.trial_id,
        "nct_id": nct.number if nct is not None and trial.numbers[0] == nct else None,
        "registry_numbers": [
            {"registry": one.registry, "number": one.number}
            for one in trial.numbers
            if one != nct or trial.numbers[0] != nct
        ],
        "short_title": trial.short_title,
        "long_title": trial.title,
        "kind": trial.kind.value if trial.kind is not EntryKind.TRIAL else None,
        "phase": trial.phase,
        "sponsor_list": _named("sponsor", [{"sponsor_name": trial.sponsor}] if trial.sponsor else []),
        "status": _status(trial.status),
        "source": trial.source,
        "updated_on": trial.updated_on.isoformat() if trial.updated_on else None,
        "other_genes": list(trial.other_genes),
        "drug_list": _drugs(trial.drugs),
        "site_list": _named("site", [_site(one) for one in trial.sites]),
        "match": _match(trial.match),
        "treatment_list": _named("step", _steps(trial.arms)),
    }
    return _dumped(plain)


def kept_text(text: str, trial: Trial) -> str:
    """The text of one trial as it is kept: as it was written, but for keys that name persons.

    Where these cannot be cut out of it (JSON), what was read of the trial is written anew.
    """
    return without_persons(text) or write_trial(trial)


def write_criteria(tree: Tree) -> str:
    """Criteria alone as canonical YAML; ``read_criteria`` gives the same tree again."""
    return _dumped({"match": _match(tree)})


def _dumped(plain: dict[str, Anything]) -> str:
    text: str = yaml.dump(_filled(plain), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDE)
    return text


def _filled(plain: dict[str, Anything]) -> dict[str, Anything]:
    return {key: value for key, value in plain.items() if value is not None and value != []}


def _named(inner: str, values: list[dict[str, Anything]]) -> dict[str, Anything] | None:
    return {inner: values} if values else None


def _drugs(names: tuple[str, ...]) -> dict[str, Anything] | None:
    return _named("drug", [{"drug_name": name} for name in names])


def _status(status: TrialStatus) -> str | None:
    return None if status is TrialStatus.UNKNOWN else WRITTEN[status]


def _site(site: Site) -> dict[str, Anything]:
    return _filled(
        {
            "site_name": site.name,
            "centre_id": site.centre_id,
            "city": site.city,
            "country": site.country,
            "site_status": _status(site.status),
            "slots_open": site.slots_open,
        }
    )


def _steps(arms: tuple[Arm, ...]) -> list[dict[str, Anything]]:
    return [{"step_code": "1", "arm": [_arm(arm) for arm in arms]}] if arms else []


def _arm(arm: Arm) -> dict[str, Anything]:
    return _filled(
        {
            "arm_code": arm.code,
            "arm_description": arm.description,
            "arm_status": _status(arm.status),
            "slots_open": arm.slots_open,
            "drug_list": _drugs(arm.drugs),
            "match": _match(arm.match),
        }
    )


def _match(tree: Tree | None) -> list[dict[str, Anything]] | None:
    return None if tree is None else [_tree(tree)]


def _tree(tree: Tree) -> dict[str, Anything]:
    if isinstance(tree, All | Any):
        return {"and" if isinstance(tree, All) else "or": [_tree(part) for part in tree.parts]}
    if isinstance(tree, Not):
        inner = tree.part
        plain = isinstance(inner, Genomic | Signature | Diagnosis | Measure | State | Treated)
        return (
            _leaf(inner, "!") if plain and not isinstance(inner, All | Any | Not) else {"not": [_tree(inner)]}
        )
    return _leaf(tree, "")


def _leaf(asked: Criterion, bang: str) -> dict[str, Anything]:
    match asked:
        case Genomic():
            return {"genomic": _genomic(asked, bang)}
        case WildType(gene):
            return {"genomic": {"hugo_symbol": gene, "wildtype": "true"}}
        case Signature(kind, value):
            return {"genomic": {kind.value: bang + value}}
        case Diagnosis():
            return {"clinical": {"oncotree_primary_diagnosis": bang + name_of(asked)}}
        case Measure(kind, operator, limit):
            return {"clinical": {kind.value: f"{bang}{operator.value}{limit:f}"}}
        case State(kind, values):
            said = [bang + value for value in values]
            return {"clinical": {kind.value: said[0] if len(said) == 1 else said}}
        case Treated(names):
            drugs = [bang + name for name in names]
            return {"clinical": {TREATED: drugs[0] if len(drugs) == 1 else drugs}}


def _genomic(asked: Genomic, bang: str) -> dict[str, Anything]:
    kinds = [one.value for one in asked.classifications]
    return _filled(
        {
            "hugo_symbol": asked.gene or "any_gene",
            "variant_category": bang + asked.category.value,
            "protein_change": f"p.{asked.protein_change}" if asked.protein_change else None,
            "wildcard_protein_change": f"p.{asked.codon}" if asked.codon else None,
            "variant_classification": kinds[0] if len(kinds) == 1 else kinds,
            "exon": ", ".join(map(str, asked.exons)) or None,
            "cnv_call": asked.copy_call.value if asked.copy_call else None,
            "fusion_partner_hugo_symbol": asked.partner,
            "origin": asked.origin.value.capitalize() if asked.origin else None,
        }
    )
