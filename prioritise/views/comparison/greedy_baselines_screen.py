"""What the usual rules are, and how they were followed, under a comparison with them."""

from __future__ import annotations

from prioritise.analysis.comparison.greedy_baselines import FAIRNESS, USUAL_RULES
from prioritise.views.screen import Screen


def show_usual_rules(screen: Screen | None = None) -> None:
    """Print what each usual rule does, and how."""
    screen = screen or Screen()
    screen.heading("The usual rules")
    for rule in USUAL_RULES:
        screen.line(rule.meaning, lead=f"  {rule.name}: ")
    screen.note(FAIRNESS)
