"""Where the commands find the store."""

import os
from pathlib import Path


def home() -> Path:
    """Where the journal, the store and the bundles lie: ``MTB_HOME``, by default ``./.mtb``."""
    return Path(os.environ.get("MTB_HOME") or ".mtb").resolve()
