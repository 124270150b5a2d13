"""One line of progress, for people who wait at a terminal."""

from __future__ import annotations

import io

import pytest

from prioritise.optimise.solver import Progress
from prioritise.render import progress
from tests.small import cost, programme, proposal


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by two seconds whenever it is looked at."""
    now = iter(range(0, 1000, 2))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(now)))


ASKED = programme([proposal("A", 9)], [cost("A", 1, 0)])
"""Value 90 points: one figure is one point."""


def lines(*reports):
    terminal = Terminal()
    with progress.progress_line(ASKED, terminal) as watch:
        for report in reports:
            watch(report)
    return [line for line in terminal.getvalue().split("\r\x1b[K") if line]


@pytest.mark.usefixtures("clock")
def test_value_is_shown_in_points_with_what_may_be_missing():
    (line,) = lines(Progress("value", 5.0, 80.0, 90.0))
    assert "best so far 80.00 points, at most 10.00 more (12.50%)" in line


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("best", "bound", "words"),
    [(None, None, "a first shortlist"), (80.0, None, "80.00"), (0.0, 5.0, "at most 5.00 more")],
)
def test_what_is_not_known_yet_is_not_shown(best, bound, words):
    (line,) = lines(Progress("value", 5.0, best, bound))
    assert words in line
    assert "None" not in line
    assert "inf" not in line


@pytest.mark.usefixtures("clock")
def test_later_stages_say_what_is_being_settled():
    (line,) = lines(Progress("public money", 5.0, 123456.0, 1.0))
    assert "least public money" in line
    assert "123" not in line


@pytest.mark.usefixtures("clock")
def test_the_line_fits_and_is_erased_at_the_end():
    terminal = Terminal()
    with progress.progress_line(ASKED, terminal) as watch:
        watch(Progress("value", 5.0, 1e15, 1e16))
    assert max(map(len, terminal.getvalue().split("\r\x1b[K"))) < 80
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_solve_shows_nothing():
    assert lines(Progress("value", 0.1, 80.0, 90.0)) == []


def test_where_stderr_is_no_terminal_nothing_is_watched():
    with progress.progress_line(ASKED, io.StringIO()) as watch:
        assert watch is None
