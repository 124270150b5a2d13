"""One PostgreSQL server for all of these tests."""

from __future__ import annotations

import pytest

from tests.decisions.server import running_server


@pytest.fixture(scope="session")
def server():
    with running_server() as running:
        yield running
