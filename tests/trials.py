"""Trials for tests: a register with one that fits the northern case and one that does not."""

from typing import Any

from data.ingest.trials.register_text import write_trial
from data.journal import new_id
from data.record.trials import record_trial, subject_of
from data.store import Store
from domain.trial_register import RegisterEntry
from domain.trials.criteria import Genomic, Tree, VariantCategory
from domain.trials.trial import Arm, Site, Trial, TrialNumber, TrialStatus
from tests.builders import actor

V600E = Genomic("BRAF", VariantCategory.MUTATION, protein_change="V600E")
KRAS = Genomic("KRAS", VariantCategory.MUTATION, protein_change="G12C")


def trial(number: int = 1, match: Tree = V600E, **overrides: Any) -> Trial:
    """An open trial with one arm, which asks for BRAF V600E unless ``match`` says another change."""
    values: dict[str, Any] = {
        "trial_id": f"EXAMPLE-{number:03}",
        "short_title": f"Example trial {number}",
        "numbers": (TrialNumber("nct", f"NCT{number:08}"),),
        "status": TrialStatus.OPEN,
        "drugs": ("dabrafenib",),
        "arms": (Arm("ARM 1", status=TrialStatus.OPEN, slots_open=2, match=match),),
        "sites": (Site("Site one", city="Ghent", status=TrialStatus.OPEN),),
        "source": "protocol 1",
        **overrides,
    }
    return Trial(**values)


def keep(store: Store, one: Trial, user: str = "coordinator", text: str | None = None) -> str:
    """Bring a trial into the register by a real act; return its id."""
    version = store.journal.version_of(subject_of(one.trial_id))
    entry = RegisterEntry(one, text or write_trial(one), f"{one.trial_id}.yaml")
    record_trial(store, actor(user), entry, version, new_id())
    return one.trial_id
