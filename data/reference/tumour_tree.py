"""OncoTree as matching asks it: what lies under what, the main type, solid or not."""

from functools import cache

from data.reference.tumour_types import ROOT, ancestors, tumour_type

_NOT_SOLID = frozenset({"Lymphoid", "Myeloid"})
"""Tissues of OncoTree whose tumours are haematological."""


@cache
def _path(code: str) -> frozenset[str]:
    """A code's own current code with all that stand above it; empty for an unknown code."""
    own = tumour_type(code)
    if own is None:
        return frozenset()
    return frozenset({own.code, ROOT, *(above.code for above in ancestors(code))})


@cache
def _current(code: str) -> str | None:
    own = tumour_type(code)
    return None if own is None else own.code


class OncoTree:
    """The tree that ships; retired codes stand for the ones that took their place."""

    def is_within(self, code: str, scope: str) -> bool:
        """Whether a code is the scope itself or lies under it; false where either is unknown."""
        outer = _current(scope)
        return outer is not None and outer in _path(code)

    def main_type(self, code: str) -> str | None:
        """The main type of a code, ``None`` for a code that is unknown or has none."""
        own = tumour_type(code)
        return own.main_type or None if own else None

    def is_solid(self, code: str) -> bool:
        """Whether a known code is of a solid tumour: of a tissue other than lymphoid and myeloid."""
        own = tumour_type(code)
        return own is not None and own.tissue not in _NOT_SOLID


ONCOTREE = OncoTree()
"""The one tree."""
