"""What `doctor` looks at besides the solver: versions, places, the store, further parts."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Literal

from prioritise.cli.tested_versions import Tested, pythons_tested, versions_tested

PARTS = {
    "web": ("`serve`", ("fastapi", "uvicorn")),
    "postgres": ("decisions on a PostgreSQL server", ("psycopg",)),
    "cluster": ("`--cluster`", ("distributed",)),
}
"""Further parts by the name of their extra: what they are for, and their packages."""
LITTLE = 200_000_000
"""Bytes below which a disk is called almost full."""

Word = Literal["ok", "WRONG", "note", "absent"]


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """What was looked at, and what came of it."""

    word: Word
    """`WRONG` is to be mended; a `note` is worth knowing; what is `absent` is not needed by all."""
    text: str
    way: str = ""
    """The way out, on a line of its own: a command to paste."""


def every_section() -> Iterator[tuple[str, Iterator[DoctorLine]]]:
    """What is looked at, under its heading."""
    yield "Versions", versions()
    yield "Places to write", _whatever_is_missing(places)
    yield "Decisions", _whatever_is_missing(store)
    yield "Further parts", further_parts()


def versions() -> Iterator[DoctorLine]:
    """Whether Python and what every answer hangs on are of versions that were tested."""
    running = sys.version_info[:3]
    oldest, *_, newest = pythons = pythons_tested()
    name = f"Python {_dotted(running)}"
    if running < oldest:
        yield DoctorLine("WRONG", f"{name} is too old; install {_dotted(oldest)} or later")
    elif running[:2] in pythons:
        yield DoctorLine("ok", f"{name}: tested with {_dotted(oldest)} to {_dotted(newest)}")
    else:
        yield DoctorLine(
            "note", f"{name} is newer than {_dotted(newest)}, the newest that was tested"
        )
    further = {package for _, packages in PARTS.values() for package in packages}
    for package, tested in versions_tested(running).items():
        if package not in further:
            yield _needed(package, tested)


def places() -> Iterator[DoctorLine]:
    """Whether files can be written where they usually go, and how much room there is."""
    for what, place in (("here", Path.cwd()), ("temporary files", Path(gettempdir()))):
        problem = _cannot_write(place)
        if problem:
            way = "go to another folder, or name one with -o"
            if what != "here":
                way = "set TMPDIR to a folder that you may write to"
            yield DoctorLine("note", f"{place} cannot be written to: {problem}; {way}")
            continue
        free = shutil.disk_usage(place).free
        if free < LITTLE:
            told = f"only {free // 1_000_000} MB are free in {place}; make room before long work"
            yield DoctorLine("note", told)
        else:
            yield DoctorLine(
                "ok", f"{what}: {place} can be written to, {free / 10**9:,.0f} GB free"
            )


def store() -> Iterator[DoctorLine]:
    """Whether decisions can be kept: one is recorded in a store of its own, and read back."""
    from prioritise.decisions.address import beside
    from prioritise.decisions.entry import Statement
    from prioritise.decisions.folders import network_type
    from prioritise.decisions.store import Store
    from prioritise.programme.faults import PrioritiseError

    said = Statement(proposal="P1", decision="agreed", by="doctor", why="to try the store")
    with TemporaryDirectory(prefix="prioritise-", ignore_cleanup_errors=True) as folder:
        try:
            kept = Store(beside(Path(folder)))
            head = kept.append("doctor", lambda log: said).head
            right = kept.verified("doctor").log.head == head
            problem = "" if right else "what is read back is not what was recorded"
        except (PrioritiseError, OSError) as failure:
            problem = str(failure)
    name = f"SQLite {sqlite3.sqlite_version}"
    if problem:
        yield DoctorLine(
            "WRONG", f"{name} does not keep a decision: {problem}; install Python anew"
        )
    else:
        yield DoctorLine("ok", f"{name} keeps a decision, and finds it unchanged")
    network = network_type(Path.cwd() / "decisions.sqlite")
    if network:
        told = (
            f"{Path.cwd()} is a network folder ({network}), on which no store is made; keep "
            "programmes with decisions in a local folder, or name a server with --store"
        )
        yield DoctorLine("note", told)


def further_parts() -> Iterator[DoctorLine]:
    """Which further parts are installed, and how to get the others."""
    versions = versions_tested(sys.version_info[:3])
    for extra, (purpose, packages) in PARTS.items():
        install = f'python -m pip install "prioritise[{extra}]"'
        missing, broken, there = [], [], []
        for package in packages:
            found, tested = _version(package), versions[package]
            if not found:
                missing.append(package)
            elif _parts(found) < _parts(tested.oldest):
                broken.append(f"{package} {found} is older than {tested.oldest}")
            elif problem := _does_not_start(package):
                broken.append(f"{package} {found} does not start: {problem}")
            else:
                there.append(f"{package} {found} ({tested})")
        if missing:
            names = ", ".join(missing)
            yield DoctorLine("absent", f"{extra}, for {purpose}: without {names}", install)
        elif broken:
            yield DoctorLine("note", f"{extra}, for {purpose}: {'; '.join(broken)}", install)
        else:
            yield DoctorLine("ok", f"{extra}, for {purpose}: {', '.join(there)}")


def _whatever_is_missing(look: Callable[[], Iterator[DoctorLine]]) -> Iterator[DoctorLine]:
    """What is found; where a package is missing for it, that."""
    try:
        yield from look()
    except ImportError as problem:
        told = f"this cannot be tried: {problem}"
        yield DoctorLine("WRONG", told, "python -m pip install --force-reinstall prioritise")


def _needed(package: str, tested: Tested) -> DoctorLine:
    found = _version(package)
    below = f",<{tested.below}" if tested.below else ""
    install = f'python -m pip install "{package}>={tested.oldest}{below}"'
    if not found:
        return DoctorLine("WRONG", f"{package} is missing", install)
    parts = _parts(found)
    if parts < _parts(tested.oldest):
        return DoctorLine("WRONG", f"{package} {found} is known to be wrong, or too old", install)
    if tested.below and parts >= _parts(tested.below):
        return DoctorLine("WRONG", f"{package} {found} is newer than any that was tried", install)
    if parts > _parts(tested.versions[-1]):
        return DoctorLine("note", f"{package} {found} is newer than what was tested ({tested})")
    return DoctorLine("ok", f"{package} {found} ({tested})")


def _version(package: str) -> str:
    """Its version; empty where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _parts(told: str) -> tuple[int, ...]:
    """The leading numbers of a version."""
    found = re.match(r"\d+(\.\d+)*", told)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _dotted(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))


def _does_not_start(module: str) -> str:
    """Why a module that is there cannot be used; empty where it can."""
    try:
        import_module(module)
    except Exception as problem:  # whatever a broken installation raises
        return f"{type(problem).__name__}: {str(problem).splitlines()[0] if str(problem) else ''}"
    return ""


def _cannot_write(folder: Path) -> str:
    """Why nothing can be written to a folder; empty where it can."""
    from prioritise.render.table_folder import write_tables
    from prioritise.render.taken import OutputError
    from prioritise.views.table import Column, Table

    tried = [Table("try", "", (), (Column("a", "A", "An a."),), (("1",),))]
    place = folder / f".prioritise-doctor-{os.getpid()}"
    try:
        write_tables(place, tried)
        write_tables(place, tried, replace=True)
    except OutputError as problem:
        return str(problem).partition("could not be written: ")[2].partition(";")[0].lower()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return ""
