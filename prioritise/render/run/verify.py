"""A run folder, re-checked from the copies of its inputs in it; no solver takes part.

The hashes show whether any file has changed. Then the plan is built again from the choices in the
manifest, goes through the independent check, and every table is made anew and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prioritise.decisions.log import Log
from prioritise.programme.faults import InputError, RecordError
from prioritise.programme.programme import Programme
from prioritise.reading import read
from prioritise.render.run import manifest
from prioritise.render.run.agreements_copy import agreements_entry, asked_again, log_from
from prioritise.render.run.manifest import (
    INPUTS,
    FileEntry,
    Manifest,
    file_entry,
    manifest_in,
)
from prioritise.render.run.run_folder import output_files
from prioritise.render.run.run_record import checks_of, manifest_of, plan_from
from prioritise.render.taken import files_below
from prioritise.views.run.run_tables import run_tables

OF_THE_MOMENT = ("version", "versions", "started", "seconds", "stages", "manifest_sha256")
"""Parts of a manifest that do not follow from the inputs and the choices."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be right."""

    files: int
    """Files whose hash was compared."""
    limits: int
    """Limits that the independent check went through."""
    tables: int
    """Tables that were made anew and are the same."""
    manifest: Manifest
    log: Log | None = None
    """The recorded decisions that the run honoured, their chain found whole."""


def verify(path: Path) -> Verified:
    """Re-check a run folder.

    Raises
    ------
    RecordError
        Something does not match; the message names it.
    """
    record = manifest_in(path)
    _compare_hashes(path, record)
    log = _log(path, record)
    plan = plan_from(_programme(path, record, log), record)
    checks = checks_of(plan)
    tables = run_tables(plan)
    agreements = agreements_entry(plan.programme, log) if log else None
    _compare_record(
        record, manifest_of(plan, record.scenario, record.inputs, record.outputs, agreements)
    )
    _compare_outputs(path, output_files(plan, tables))
    return Verified(
        len(record.inputs) + len(record.outputs) + 1,
        sum(check.number for check in checks),
        len(tables),
        record,
        log,
    )


def _compare_hashes(path: Path, record: Manifest) -> None:
    expected = {f"{INPUTS}/{entry.path}": entry for entry in record.inputs}
    expected |= {entry.path: entry for entry in record.outputs}
    problems = list(_differences(path, expected))
    if problems:
        raise RecordError("\n".join(problems))


def _differences(path: Path, expected: Mapping[str, FileEntry]) -> Iterator[str]:
    present = set(files_below(path)) - {manifest.NAME}
    for name in sorted(present | set(expected)):
        if name not in present:
            yield f"{name} is missing"
        elif name not in expected:
            yield f"{name} was not written by the run"
        elif (path / name).is_symlink():
            yield f"{name} is a link, not a file"
        elif not (path / name).is_file():
            yield f"{name} is something else than a file"
        elif not _is_unchanged(path / name, expected[name]):
            yield f"{name} has changed since the run"


def _is_unchanged(path: Path, entry: FileEntry) -> bool:
    if path.stat().st_size != entry.bytes:
        return False  # told without reading it
    return file_entry(entry.path, path.read_bytes()) == entry


def _log(path: Path, record: Manifest) -> Log | None:
    """The recorded decisions that the copies hold, their chain checked."""
    if record.agreements is None:
        return None
    name = record.agreements.path
    if name not in {entry.path for entry in record.inputs}:
        raise RecordError(f"the copy of the decisions, {name}, is not among the inputs")
    log = log_from((path / INPUTS / name).read_bytes())
    if log.programme != record.title:
        raise RecordError(f"{name} holds the decisions on another programme, {log.programme!r}")
    return log


def _programme(path: Path, record: Manifest, log: Log | None) -> Programme:
    """The programme that the copies hold, and nothing else than the copies."""
    inputs = (path / INPUTS).resolve()
    source = (inputs / record.scenario).resolve()
    if not source.is_relative_to(inputs):
        raise RecordError(f"the scenario {record.scenario} does not lie in {INPUTS}/")
    try:
        reading = read(source)
    except InputError as problem:
        raise RecordError(f"the copies of the inputs cannot be read: {problem}") from None
    if not all(file.resolve().is_relative_to(inputs) for file in reading.files):
        raise RecordError(f"the scenario leads out of {INPUTS}/")
    return asked_again(reading.programme, log, record.baseline, record.list_in_force)


def _compare_record(record: Manifest, anew: Manifest) -> None:
    """Everything that follows from inputs and choices; the bound only has to be a bound."""
    different = [
        name
        for name in type(record).model_fields
        if name not in OF_THE_MOMENT and getattr(record, name) != getattr(anew, name)
    ]
    if record.figures.bound < record.figures.value:
        different.append("bound")
    if different:
        raise RecordError(f"the manifest does not follow from the inputs: {', '.join(different)}")


def _compare_outputs(path: Path, outputs: Mapping[str, bytes]) -> None:
    different = [name for name, content in outputs.items() if (path / name).read_bytes() != content]
    if different:
        raise RecordError(f"made anew from the inputs, these are different: {', '.join(different)}")
