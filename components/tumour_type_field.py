"""Choosing a tumour type: search OncoTree by words or code, then choose among what fits."""

from collections.abc import Callable, Sequence

from components.forms import Form
from components.states import nothing_here
from domain.views.choices import Choice

TumourSearch = Callable[[str], Sequence[Choice]]


def tumour_type_field(form: Form, search: TumourSearch, recorded: str | None = None) -> None:
    """Draw the search and the choice; ``recorded`` is the code that stands there to begin with."""
    wanted = form.text("Search OncoTree by name or code", "tumour_search")
    fitting = list(search(wanted))
    for code in (form.draft.get("oncotree"), recorded):
        if code and code not in {c.code for c in fitting}:
            fitting += [c for c in search(code) if c.code == code] or [Choice(code, code)]
    if wanted and not fitting:
        nothing_here(
            "OncoTree has no such type.", "Try another name, for example the organ, or a shorter one."
        )
    form.choice(
        "Tumour type", "oncotree", fitting, recorded, placeholder="Choose" if fitting else "Search first"
    )
