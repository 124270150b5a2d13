"""What `run -o DIR` writes: the tables, the manifest, and copies of everything that was read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prioritise.decisions.log import Log
from prioritise.optimise.plan import Plan
from prioritise.programme.faults import InputError, RecordError, UsageError
from prioritise.reading import read
from prioritise.reading.what_if import ChangedScenario
from prioritise.render.atomic_write import whole_folder
from prioritise.render.csv_file import csv_bytes
from prioritise.render.datapackage import NAME as DATAPACKAGE
from prioritise.render.datapackage import datapackage_text
from prioritise.render.inputs.scenario_yaml import changed_text
from prioritise.render.run import manifest
from prioritise.render.run.agreements_copy import NAME as AGREEMENTS
from prioritise.render.run.agreements_copy import (
    agreements_entry,
    asked_again,
    copy_of,
)
from prioritise.render.run.manifest import INPUTS, file_entry, manifest_in
from prioritise.render.run.run_record import manifest_of
from prioritise.views.table import Table


@dataclass(frozen=True, slots=True)
class Copies:
    """What was read, as it is to be kept."""

    contents: Mapping[str, bytes]
    """Content of each file, by its path below the parent that all of them share."""
    scenario: str
    """Path of what was asked for, below the same parent."""
    log: Log | None = None
    """The recorded decisions that were honoured; none where nothing is recorded."""


def copies_of(
    source: Path,
    files: Sequence[Path],
    log: Log | None = None,
    changed: ChangedScenario | None = None,
) -> Copies:
    """Everything that was read, with its layout, so that each file still finds the others.

    The recorded decisions that were honoured stand in a file of their own at the top, and so does
    a scenario of what was changed beside the files.

    Raises
    ------
    UsageError
        The files do not lie on one disk.
    """
    try:
        parent = Path(os.path.commonpath([source, *(file.parent for file in files)]))
    except ValueError:
        raise UsageError(
            "the inputs lie on several disks; put them on one to keep copies"
        ) from None
    if source.is_file() and parent == source:
        parent = source.parent
    contents = {file.relative_to(parent).as_posix(): file.read_bytes() for file in files}
    if log is not None:
        contents[AGREEMENTS] = copy_of(log)
    scenario = source.relative_to(parent).as_posix()
    if changed is not None:
        number, named = 1, scenario
        scenario = "what-if.yaml"
        while scenario in contents:
            number += 1
            scenario = f"what-if-{number}.yaml"
        contents[scenario] = changed_text(changed, named).encode()
    return Copies(dict(sorted(contents.items())), scenario, log)


def write_run(
    path: Path,
    plan: Plan,
    tables: Sequence[Table],
    copies: Copies,
    *,
    replace: bool = False,
) -> None:
    """Write a run folder, whole or not at all.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    UsageError
        The copies of the inputs do not lead to the same programme.
    """
    outputs = output_files(plan, tables)
    record = manifest_of(
        plan,
        copies.scenario,
        [file_entry(name, content) for name, content in copies.contents.items()],
        [file_entry(name, content) for name, content in outputs.items()],
        agreements_entry(plan.programme, copies.log) if copies.log else None,
    )
    with whole_folder(path, replace=replace) as folder:
        for name, content in copies.contents.items():
            _write(folder / INPUTS / name, content)
        for name, content in outputs.items():
            _write(folder / name, content)
        _write(folder / manifest.NAME, record.text().encode())
        _confirm(folder / INPUTS / copies.scenario, plan, copies.log)


def output_files(plan: Plan, tables: Sequence[Table]) -> dict[str, bytes]:
    """Content of every file but the manifest and the copies, by name."""
    files = {f"{table.name}.csv": csv_bytes(table) for table in tables}
    return files | {DATAPACKAGE: datapackage_text(plan.programme.title, tables).encode()}


def refuse_lost_decisions(path: Path, title: str, log: Log | None) -> None:
    """Raise where the record has lost what an earlier run in the same place honoured.

    Raises
    ------
    RecordError
        Entries were cut off or replaced, or the whole store is gone.
    """
    try:
        earlier = manifest_in(path)
    except RecordError:
        return
    if earlier.agreements is not None and earlier.title == title:
        try:
            (log or Log(title)).after(earlier.agreements.head)
        except RecordError as problem:
            raise RecordError(
                f"the earlier run in {path} honoured {earlier.agreements.entries} recorded "
                f"entries, and {problem}; put the store back, or name another folder"
            ) from None


def _confirm(copy: Path, plan: Plan, log: Log | None) -> None:
    """Raise where the copies lead elsewhere than to the programme that was solved."""
    try:
        reading = read(copy)
    except InputError as problem:
        raise UsageError(f"copies of the inputs cannot be read on their own: {problem}") from None
    asked = plan.programme
    if asked_again(reading.programme, log, asked.baseline, asked.near) != asked:
        raise UsageError("the inputs changed while they were being worked on; run again")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
