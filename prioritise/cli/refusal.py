"""Says why nothing is possible, and then the smallest changes that would do, as they are found."""

from __future__ import annotations

from textwrap import wrap
from time import monotonic

from prioritise.cli.common import say
from prioritise.optimise.clock import left
from prioritise.optimise.infeasible.refusal import LONGEST_REPAIR, Refusal
from prioritise.programme.faults import InfeasibleError
from prioritise.views.words.repairs import repair_in_words

WIDTH = 80
"""Columns; further lines stand under the words of the first."""


def say_refusal(problem: InfeasibleError) -> None:
    """Write why there is no shortlist, and each repair that is found in time, to stderr."""
    for line in str(problem).splitlines():
        _say(line)
    if not isinstance(problem.why, Refusal):
        return
    until = monotonic() + left(LONGEST_REPAIR)
    for number, repair in enumerate(problem.why.repairs()):
        if not number:
            _say("  the smallest changes, each by itself enough:")
        _say(f"  - {repair_in_words(repair)}")
    if monotonic() >= until:
        _say("  stopped, as the time was up: smaller or other changes may do as well")


def _say(line: str) -> None:
    indent = len(line) - len(line.lstrip(" -"))
    say("\n".join(wrap(line, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)))
