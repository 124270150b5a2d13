"""Switches of the suite, and the table of figures with which a run of the promises ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.promises.figures import SAID, Book

BOOK = Book()
"""What all processes that run tests have said."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew, then read the diff",
    )
    parser.addoption("--figures", metavar="FILE", help="write the figures of the promises as CSV")


@pytest.fixture
def golden(request):
    """Compare a text with its golden file, or write the file where that is asked."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text("utf-8") == text

    return compare


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    BOOK.ended(report.nodeid, report.duration, report.failed)
    if report.when == "teardown":  # the last of a test's reports knows all that it said
        for name, figures in report.user_properties:
            if name == SAID:
                BOOK.say(report.nodeid, **figures)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if BOOK.rows:
        terminalreporter.section("figures of the promises")
        for row in BOOK.screen():
            terminalreporter.write_line(row)
    if path := terminalreporter.config.getoption("--figures"):
        BOOK.write(Path(path))
