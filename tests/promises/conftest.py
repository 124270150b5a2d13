"""Where the reference data lie, and the table of figures with which a run ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.promises.figures import Book

BOOK = Book()


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
    return partial(BOOK.say, request.node.nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", metavar="FILE", help="write the figures of the promises as CSV")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    BOOK.ended(report.nodeid, report.duration, report.failed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if BOOK.rows:
        terminalreporter.section("figures of the promises")
        for row in BOOK.screen():
            terminalreporter.write_line(row)
    if path := terminalreporter.config.getoption("--figures", None):
        BOOK.write(Path(path))
