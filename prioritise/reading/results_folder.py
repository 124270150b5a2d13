"""A results folder in place of a scenario: what was asked then, from the copies of its inputs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.cells import key_text
from prioritise.reading.files import SETTINGS_FILE

MANIFEST, INPUTS = "manifest.json", "inputs"
"""The record of a run, and the folder of the copies of what was read for it."""


def is_results(folder: Path) -> bool:
    """Whether a folder is what a run wrote, rather than a programme."""
    # What no system could name is no folder; asked of a file below it, it would raise.
    return (
        os.path.isfile(folder / MANIFEST)
        and os.path.isdir(folder / INPUTS)
        and not os.path.exists(folder / SETTINGS_FILE)
    )


def asked_in(folder: Path) -> Path:
    """The copy of the scenario or programme that a run answered.

    Raises
    ------
    InputError
        The record does not say, or leads out of the copies.
    """
    inputs = folder / INPUTS
    try:
        held = json.loads((folder / MANIFEST).read_bytes())
        found = inputs / held["scenario"]
    except (ValueError, KeyError, TypeError, RecursionError):
        found = folder
    real = Path(os.path.realpath(found))
    if not real.exists() or not real.is_relative_to(os.path.realpath(inputs)):
        place = f"{key_text(folder.name)}/{MANIFEST}"
        expected = "the scenario whose copy lies in inputs/; write the folder again with run -o"
        raise InputError([Fault(place, None, "scenario", "none that is there", expected)])
    return real
