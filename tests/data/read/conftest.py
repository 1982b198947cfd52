"""What several tests of reading stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from domain.knowledge.evidence import Source
from tests.builders import new_store
from tests.releases import switch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which no table of evidence is in force: what changes is what each test loads."""
    made = new_store(tmp_path / "home")
    switch(made, Source.STARTER, None)
    yield made
    made.close()
