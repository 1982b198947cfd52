"""The reference tables that ship, for the page that shows them."""

from data.reference.catalogue import catalogue
from domain.views.reference_tables import ReferenceTable


def reference_tables() -> tuple[ReferenceTable, ...]:
    """Every table that ships, in the order of the screen. Raises ``BrokenTable`` for a damaged one."""
    return catalogue()
