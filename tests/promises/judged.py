"""Whether a spoilt input was read as it is written, or refused in plain words."""

from __future__ import annotations

import re
import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.programme import Programme
from prioritise.reading import FaultyInput, Reading, read
from prioritise.reading.places import Wanted, read_places
from tests.promises.mutations import Files
from tests.promises.plain_books import book_rows, settings_of
from tests.promises.plain_settings import (
    plain_tree,
    scenario_differences,
    settings_differences,
)
from tests.promises.plain_tables import COLUMNS, differences, plain_rows, table_differences

READ, REFUSED = "read", "refused"
Verdict = tuple[str, str]
"""Read or refused, and what is wrong with that; empty where nothing is."""
Draw = Callable[[Random], tuple[str, Verdict]]


def tally(
    figures: Callable[..., None],
    seed: int,
    number: int,
    draw: Draw,
    ends: tuple[str, ...] = (READ, REFUSED),
) -> None:
    """Spoil so many inputs; say what became of them, and fail where anything is wrong.

    Parameters
    ----------
    figures
        Takes how many were asked, refused, read, and wrong.
    draw
        Spoils one; what was done to it, and what became of it.
    ends
        What has to become of some, so that neither way out goes untried.
    """
    told: Counter[str] = Counter()
    wrong = []
    for one in range(number):
        try:
            what, (ended, problem) = draw(Random(f"{seed}-{one}"))
        except Exception:  # anything that is no fault is what this looks for
            what, ended, problem = "", "raised", traceback.format_exc()
        told[ended] += 1
        if problem:
            wrong.append(f"{one}: {what}: {problem[-900:]}")
    ended = {"refused": told[REFUSED], "read": told[READ]}
    figures(promise=9, asked=number, compared=told[READ], differences=len(wrong), **ended)
    assert not wrong, f"{len(wrong)} of {number}:\n" + "\n".join(wrong[:12])
    assert number < 40 or all(told[end] for end in ends)


def put(folder: Path, files: Files) -> None:
    """Write files into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def verdict(
    ask: Callable[[], Reading], says: Callable[[Reading], Iterable[str]], names: Iterable[str]
) -> Verdict:
    """What reading came to.

    Parameters
    ----------
    ask
        Reads.
    says
        Differences between what was read and what is written.
    names
        Files that a fault may name.
    """
    try:
        reading = ask()
    except InputError as error:
        counts = error.counts if isinstance(error, FaultyInput) else ()
        wrong = [*fault_problems(error.faults, names)]
        wrong += [f"{c}" for c in counts if c.read != c.used + c.refused]
        return REFUSED, "; ".join(wrong[:3])
    return READ, "; ".join([*says(reading)][:3])


def fault_problems(faults: Iterable[Fault], names: Iterable[str]) -> Iterator[str]:
    """Faults that do not say where, what was found, and what is expected."""
    listed = [*names, *COLUMNS, "programme.yaml", *(f"{name}.csv" for name in COLUMNS)]
    faults = list(faults)
    for fault in faults:
        if not fault.found or not fault.expected:
            yield f"says too little: {fault}"
        if not str(fault).isprintable():
            yield f"cannot be printed: {str(fault)!r}"
        if not fault.place:
            yield f"no place: {fault}"
        place = re.sub(" sheet .*", "", fault.place)
        if not any(place == name or place.endswith(f"/{name}") for name in listed):
            yield f"a place that is no file: {fault}"
    if not faults:
        yield "no faults"


def judged_folder(folder: Path, files: Files) -> Verdict:
    """A programme's folder."""
    put(folder, files)

    def says(reading: Reading) -> Iterator[str]:
        programme = reading.programme
        tables = {n[:-4]: plain_rows(c) for n, c in files.items() if n[:-4] in COLUMNS}
        yield from settings_differences(programme, plain_tree(files["programme.yaml"]))
        yield from table_differences(programme, tables)
        for reach in programme.reach[:1]:
            wanted = Wanted(reach.population, period=reach.period or None, reach=reach.name)
            places = read_places(reading, wanted)
            yield from differences("zones", tables["zones"], places.zones, programme)
            journeys = _of_period(tables["journeys"], places.period)
            yield from differences("journeys", journeys, places.journeys or (), programme)

    return verdict(lambda: read(folder), says, files)


def _of_period(rows: list[list[str]], period: str) -> list[list[str]]:
    """The journeys of one period; only they are read for it."""
    heads = [head.strip() for head in rows[0]]
    if "period" not in heads:
        return rows
    at = heads.index("period")
    return [rows[0], *(row for row in rows[1:] if any(row) and row[at] == period)]


@cache
def _programme_at(path: Path) -> Programme:
    return read(path).programme


def judged_scenario(folder: Path, name: str, content: bytes) -> Verdict:
    """A scenario in a folder that holds what it builds on, all of it sound."""
    path = folder / name
    path.write_bytes(content)

    def says(reading: Reading) -> Iterator[str]:
        said = plain_tree(content)
        built_on = said.get("extends") or said["programme"]
        base = _programme_at((folder / built_on).resolve())
        yield from scenario_differences(reading.programme, base, said)
        if said.get("baseline") and reading.baseline != (folder / said["baseline"]).resolve():
            yield f"baseline: {said['baseline']!r} was read as {reading.baseline}"

    return verdict(lambda: read(path), says, [name])


def judged_book(folder: Path, name: str, content: bytes) -> Verdict:
    """A workbook that is a whole programme."""
    put(folder, {name: content})

    def says(reading: Reading) -> Iterator[str]:
        try:
            sheets = {sheet.casefold(): rows for sheet, rows in book_rows(content).items()}
        except Exception as error:  # whatever a plain reader stumbles over
            yield f"read, though a plain reader cannot: {error!r}"
            return
        tables = {name: rows for name, rows in sheets.items() if name in COLUMNS}
        yield from settings_differences(reading.programme, settings_of(sheets))
        yield from table_differences(reading.programme, tables)

    return verdict(lambda: read(folder / name), says, [name])
