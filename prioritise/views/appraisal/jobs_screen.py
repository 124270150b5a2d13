"""Jobs of one proposal as `appraise` shows them: gross, what comes off, net at both levels."""

from __future__ import annotations

from fractions import Fraction

from prioritise.appraisal.additionality import NEW_AT, net_jobs
from prioritise.programme.appraised import Factors, Level
from prioritise.views.appraisal.question import Question
from prioritise.views.rounding import decimals
from prioritise.views.screen import Screen, right

COUNT = 10
_LEVELS: tuple[Level, ...] = ("nation", "hub")


def show_jobs(screen: Screen, asked: Question, name: str) -> None:
    """Print each row of jobs, and the factors of both levels."""
    rows = asked.lines.jobs.get(name, ())
    if not rows:
        return
    headings = "".join(right(word, COUNT) for word in ("gross", "nation", "hub"))
    screen.heading("Jobs, net of additionality", headings)
    for row, jobs in rows:
        gross = Fraction(jobs.jobs) - Fraction(jobs.reference)
        less = f" less {jobs.reference:f} anyway" if jobs.reference else ""
        words = f"{jobs.sector} {jobs.kind}{less}  ({asked.place('jobs', row)})"
        nets = [
            _count(net_jobs(jobs, level, asked.lines.factors_of(name, level)))
            if jobs.kind in NEW_AT["hub"]
            else "apart"
            for level in _LEVELS
        ]
        screen.row(
            ("  " + screen.cut(" ".join(words.split()), screen.width - 3 * COUNT - 2), ""),
            *((right(text, COUNT), "") for text in (_count(gross), *nets)),
        )
    if not any(jobs.kind in NEW_AT["hub"] for _, jobs in rows):
        return
    for level in _LEVELS:
        found = asked.lines.factors.get((name, level))
        where = asked.place("additionality", found[0]) if found else "no row: as the settings say"
        words = _in_words(asked.lines.factors_of(name, level))
        screen.line(f"seen from the {level}: {words}  ({where})", "dim", lead="  ")


def _in_words(factors: Factors) -> str:
    return (
        f"leakage {factors.leakage:f}, displacement {factors.displacement:f}, "
        f"substitution {factors.substitution:f}, multiplier {factors.multiplier:f}"
    )


def _count(jobs: Fraction) -> str:
    return decimals(jobs, 1)
