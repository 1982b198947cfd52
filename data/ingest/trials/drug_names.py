"""The drugs that a trial asks for, as its file writes them."""

from data.ingest.trials.walking import Notes
from data.reference.previous_drugs import is_known, treated_by
from domain.trials.criteria import Treated


def treated(said: tuple[str, ...], path: str, line: int, notes: Notes) -> Treated:
    """Drugs that were given before, with all their names.

    A name that the table of drugs does not have is noted and searched for as it stands.
    """
    for name in said:
        if not is_known(name):
            notes.note(path, line, name, "a drug or a class of the table of drugs; it was taken as it stands")
    return treated_by(said)
