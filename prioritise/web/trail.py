"""The trail of what was moved: settings in the order in which they were asked, to go back on."""

from __future__ import annotations

from threading import Lock

from prioritise.web.settings import PageSettings

MOST = 200
"""Steps that are kept."""


class Trail:
    """Every step is one question; one of them is the one that is shown."""

    def __init__(self) -> None:
        self._steps: list[PageSettings] = []
        self._place = -1
        self._lock = Lock()

    def visit(self, settings: PageSettings, *, goes_on: bool = False) -> bool:
        """Show some settings: where the trail has them already, it leads there; else a new step.

        Parameters
        ----------
        goes_on
            Whether they go on from the step before in one movement, and take its place.

        Returns
        -------
        bool
            Whether anything else is shown now.
        """
        with self._lock:
            shown = self._steps[self._place] if self._steps else None
            if settings == shown:
                return False
            if goes_on and self._place > 0:
                del self._steps[self._place :]
                self._place -= 1
            if settings in self._steps:
                self._place = self._steps.index(settings)
            else:
                self._steps[self._place + 1 :] = [settings]
                del self._steps[:-MOST]
                self._place = len(self._steps) - 1
            return True

    @property
    def before(self) -> PageSettings | None:
        """The step before, for undo; none at the start."""
        with self._lock:
            return self._steps[self._place - 1] if self._place > 0 else None

    @property
    def after(self) -> PageSettings | None:
        """The step after, for redo; none at the end."""
        with self._lock:
            on = self._place + 1
            return self._steps[on] if on < len(self._steps) else None
