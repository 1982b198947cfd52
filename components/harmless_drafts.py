"""Drafts that hold nothing the store refuses."""

from typing import Any

from components.forms import Form
from domain.identity import checked_pseudonym, checked_text
from domain.refused import Refused


def keep_no_name(form: Form) -> None:
    """Let no draft of a form hold a name, a date of birth or a national number."""
    save = form.save

    def harmless(name: str, value: Any) -> bool:
        if not isinstance(value, str) or not value.strip():
            return True
        try:
            checked_pseudonym(value) if name == "pseudonym" else checked_text(value, name)
        except Refused:
            return False
        return True

    form.save = lambda fields: save({k: v for k, v in fields.items() if harmless(k, v)})
