"""Where the reference data lie, and how a test says its figures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.promises.figures import SAID


@pytest.fixture(scope="module")
def benchmarks() -> Path:
    """Folder of the published problems."""
    place = os.environ.get("PRIORITISE_DATA")
    folder = Path(place or "") / "benchmarks"
    if not place or not folder.is_dir():
        pytest.skip("PRIORITISE_DATA does not name the folder of the reference data")
    return folder


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Say what was asked, proven and compared; `tests/promises/figures.py` says how."""
    said = request.node.user_properties  # they reach the process that writes the table

    def say(promise: int | str, **counts: int | None) -> None:
        said.append((SAID, {"promise": promise, **counts}))

    return say
