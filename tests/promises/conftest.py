"""Where the reference data lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def benchmarks() -> Path:
    """Folder of the published problems."""
    place = os.environ.get("PRIORITISE_DATA")
    folder = Path(place or "") / "benchmarks"
    if not place or not folder.is_dir():
        pytest.skip("PRIORITISE_DATA does not name the folder of the reference data")
    return folder
