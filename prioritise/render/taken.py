"""Whether an output may go to a place: the one check before anything is written anywhere.

What was read and what keeps decisions never gives way. What else stands there gives way where that
is asked: a file, or a folder that holds nothing but the results of an earlier command.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from prioritise.decisions.address import FILE_NAME as DECISIONS
from prioritise.decisions.address import JOURNALS, journals_of
from prioritise.programme.consulted import consulted
from prioritise.programme.faults import RecordError, UsageError
from prioritise.reading.files import SETTINGS_FILE, WORKBOOKS, is_like_a_table
from prioritise.render.datapackage import NAME as DESCRIPTION
from prioritise.render.datapackage import files_described
from prioritise.render.run import manifest

PICTURES = ("scores.svg", "pareto.svg", "map.svg", "map_further.svg", "curve.svg")
"""Pictures that may stand beside tables."""
_DATABASE = b"SQLite format 3\0"
"""How a file begins that may keep decisions."""
_NAMED = 3
"""Other files that a message names."""


class OutputError(UsageError):
    """Name another place, or make room: the output could not be written there."""


class TakenError(OutputError):
    """Something stands there that gives way only where that is asked."""


def target_of(path: Path) -> Path:
    """The place that is meant, links followed, so that a link is not replaced by what it names."""
    return Path(os.path.realpath(path))


def refuse_taken(path: Path, *, replace: bool) -> None:
    """Raise where an output may not go to a place.

    Parameters
    ----------
    path : Path
        File or folder to be written.
    replace : bool
        Whether what stands there may give way. What was read, and what keeps decisions, never may.

    Raises
    ------
    OutputError
        An input, a store of decisions or something that no command wrote would be lost.
    TakenError
        Something else stands there, and `replace` was not asked.
    """
    target = target_of(path)
    _refuse_inputs(target, path)
    if target.is_dir():
        _refuse_others(target, path)
        if not replace and any(target.iterdir()):
            raise taken(path)
    elif os.path.lexists(target):
        if not target.is_file():
            raise OutputError(
                f"{path} is neither a file nor a folder; without -o, what is printed can be sent "
                "there"
            )
        if not replace:
            raise taken(path)


def taken(path: Path) -> TakenError:
    """What is said where something stands that may give way only where that is asked."""
    return TakenError(f"{path} is there already, and stays as it is")


def _refuse_inputs(target: Path, shown: Path) -> None:
    for read in consulted():
        if _is_same(read, target):
            raise OutputError(
                f"{shown} is read or kept by this command, and no output takes its place; name "
                "another"
            )
        if read.is_relative_to(target):
            raise OutputError(
                f"{shown} holds {read.name}, which this command reads or keeps, and no output "
                "takes its place; name another folder"
            )
    if _keeps_decisions(target):
        raise OutputError(f"{shown} may keep decisions, and no output takes its place")
    home = target.parent
    inputs = [path for path in consulted() if path.parent == home and _is_input(path.name)]
    if _is_input(target.name) and (inputs or (home / SETTINGS_FILE).exists()):
        raise OutputError(
            f"{shown} would lie among the tables of a programme and be read as one of them; name "
            "another folder"
        )
    linked = {_identity(path) for path in consulted() if path.exists()}
    if target.is_dir() and any(_identity(target / name) in linked for name in files_below(target)):
        raise OutputError(f"{shown} holds what this command reads; name another folder")


def _refuse_others(target: Path, shown: Path) -> None:
    """Raise where a folder holds anything but the results of an earlier command."""
    others = sorted({*files_below(target), *_empty_folders(target)} - _results_in(target))
    if others:
        named = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
        raise OutputError(
            f"{shown} holds what is not of an earlier result ({named}); move it away, or name "
            "another folder"
        )


def files_below(path: Path) -> Iterator[str]:
    """Every file below a folder, and every link, by its path with forward slashes."""
    for folder, folders, names in os.walk(path):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*names, *links):
            yield Path(folder, name).relative_to(path).as_posix()


def _empty_folders(path: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(path):
        if not folders and not names and Path(folder) != path:
            yield Path(folder).relative_to(path).as_posix() + "/"


def _results_in(folder: Path) -> set[str]:
    """The files that an earlier run, or a folder of tables, says that it consists of."""
    described = files_described(folder)
    found = {DESCRIPTION, *PICTURES, *described} if described else set()
    return found | _files_of_a_run(folder)


def _files_of_a_run(folder: Path) -> set[str]:
    try:
        record = manifest.manifest_in(folder)
    except (RecordError, OSError):
        return set()
    copies = (f"{manifest.INPUTS}/{entry.path}" for entry in record.inputs)
    return {manifest.NAME, *(entry.path for entry in record.outputs), *copies}


def _is_input(name: str) -> bool:
    """Whether a programme's folder would be read otherwise with a file of this name in it."""
    path = Path(_folded(name))
    return (
        path.name == SETTINGS_FILE
        or path in journals_of(Path(DECISIONS))
        or path.suffix in WORKBOOKS
        or (path.suffix == ".csv" and is_like_a_table(path.stem))
    )


def _keeps_decisions(target: Path) -> bool:
    """Whether it is a database, or belongs to one that lies beside it."""
    names = [target, *(target.with_name(target.name.removesuffix(end)) for end in JOURNALS)]
    return any(_begins(path) == _DATABASE for path in names)


def _begins(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(len(_DATABASE))
    except OSError:
        return b""


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths mean one file: by other links to it, or by other letters of its name."""
    if one == other:
        return True
    if one.exists() and other.exists():
        return _identity(one) == _identity(other)
    return one.parent == other.parent and _folded(one.name) == _folded(other.name)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat() if path.exists() else path.lstat()
    return found.st_dev, found.st_ino


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
