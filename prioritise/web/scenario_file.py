"""The settings of the page as a scenario file, which `run` answers with the same shortlist."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

from prioritise.programme.money import PENCE_PER_UNIT, plain
from prioritise.programme.scenario import EVERY
from prioritise.reading import Reading
from prioritise.reading.chain import SCENARIOS
from prioritise.render.atomic_write import whole_file
from prioritise.render.inputs.scenario_yaml import yaml_text
from prioritise.web.settings import WHOLE, PageSettings

LONGEST_NAME = 60
"""Characters of a file's name, made from a title."""
TAKEN = {
    "programme",  # a programme's settings
    *("con", "prn", "aux", "nul"),  # devices, to Windows, whatever ending follows
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}
"""Names that no file gets."""


def scenario_text(settings: PageSettings, title: str, reading: Reading) -> str:
    """The file's text, for a place beside what was opened.

    Parameters
    ----------
    settings : Settings
        What was moved.
    title
        Title of the scenario.
    reading : Reading
        What was opened: the scenario that it extends, or the programme that it changes.
    """
    beside = home_of(reading)
    said: dict[str, Any] = {"title": title}
    if reading.source.suffix.lower() in SCENARIOS and reading.source != _settings_file(reading):
        named = reading.source.relative_to(beside).as_posix()
        said["extends"] = named
    else:
        named = reading.programme_path.relative_to(beside).as_posix()
        said["programme"] = named
    said |= _changes(settings, reading.programme.unit)
    if reading.baseline is None:
        said["baseline"] = named
    return (
        f"# Saved from the page of `prioritise serve`. Keep it beside {named!a}.\n{yaml_text(said)}"
    )


def home_of(reading: Reading) -> Path:
    """The folder in which a saved scenario finds what it changes."""
    if reading.source.suffix.lower() in SCENARIOS and reading.source != _settings_file(reading):
        return reading.source.parent
    return reading.programme_path.parent


def file_name(title: str) -> str:
    """A name for the file: the title in small letters and hyphens, without accents."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    if not words or words in TAKEN:
        words = f"scenario-{words}".rstrip("-")
    return f"{words}.yaml"


def saved(settings: PageSettings, title: str, reading: Reading) -> Path:
    """Write the file beside what was opened; nothing is ever replaced.

    Raises
    ------
    OutputError
        A file of that name is there already, or the disk refused.
    """
    path = home_of(reading) / file_name(title)
    with whole_file(path) as draft:
        draft.write_bytes(scenario_text(settings, title, reading).encode())
    return path


def _settings_file(reading: Reading) -> Path:
    return reading.programme_path / "programme.yaml"


def _changes(settings: PageSettings, unit: str) -> dict[str, Any]:
    every = {} if settings.every == WHOLE else {EVERY: settings.every}
    streams = {**every, **dict(settings.streams)}
    cells = settings.cells()
    found = {
        "streams": {
            name: {
                **({"scale": plain(streams[name] / WHOLE)} if name in streams else {}),
                **{
                    year: plain(Decimal(pence) / PENCE_PER_UNIT[unit])
                    for year, pence in cells.get(name, {}).items()
                },
            }
            for name in {**streams, **cells}
        },
        "weights": dict(settings.weights),
        "hubs": _split(settings.hubs, "add", "drop"),
        "rules": {"drop": [name for name, holds in settings.rules if not holds]}
        if settings.rules
        else {},
        "decisions": _split(settings.locks, "in", "out"),
    }
    return {key: said for key, said in found.items() if said}


def _split(table: tuple[tuple[str, bool], ...], yes: str, no: str) -> dict[str, list[str]]:
    split = {
        yes: [name for name, value in table if value],
        no: [name for name, value in table if not value],
    }
    return {key: names for key, names in split.items() if names}
