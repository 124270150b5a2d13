"""What a screen shows, as text."""

from __future__ import annotations

import io

from rich.console import Console

from prioritise.analysis.reserve.reserve_list import reserve_list
from prioritise.optimise import Plan
from prioritise.views.run.run_screen import show_run
from prioritise.views.screen import Screen


class Terminal(io.StringIO):
    """A stream with an encoding, as a terminal has one."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:
        return self._encoding


def screen(width: int, encoding: str = "utf-8", colours: bool = False) -> tuple[Screen, Terminal]:
    terminal = Terminal(encoding)
    console = Console(
        file=terminal, width=width, force_terminal=colours, highlight=False, markup=False
    )
    return Screen(console), terminal


def shown(plan: Plan, width: int = 80, encoding: str = "utf-8", colours: bool = False) -> str:
    """The screen of `run`."""
    where, terminal = screen(width, encoding, colours)
    show_run(plan, reserve_list(plan), where)
    return terminal.getvalue()
