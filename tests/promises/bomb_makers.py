"""How files that are built to do harm are written, one function a kind."""

from __future__ import annotations

import io
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.cli.programmes import small
from tests.promises.bad_others import ALL_SETTINGS, PLACED, feed_files, zipped
from tests.reading.files import SHEETS, TABLES, write_folder, write_workbook
from tests.reading.test_workbooks import write_ods

SPARSE = 500_000_000


def sparse(name: str, start: bytes = b"", end: bytes = b"") -> Callable[[Path], None]:
    """A file of 500 MB that takes no room on the disk."""

    def write(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(start)
            file.truncate(SPARSE)
            file.seek(0, os.SEEK_END)
            file.write(end)

    return write


def pipe(name: str) -> Callable[[Path], None]:
    """A pipe into which nobody ever writes."""

    def write(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return write


def link(name: str, target: str) -> Callable[[Path], None]:
    """A link."""

    def write(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return write


def text(name: str, content: Callable[[], str | bytes]) -> Callable[[Path], None]:
    """A file of this content."""

    def write(folder: Path) -> None:
        made = content()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(made if isinstance(made, bytes) else made.encode())

    return write


def beside(write: Callable[[Path], object]) -> Callable[[Path], None]:
    """The same beside a sound programme `p` with places, and a scenario of it."""

    def both(folder: Path) -> None:
        write_folder(folder / "p", PLACED, ALL_SETTINGS)
        (folder / "a.yaml").write_text("title: a\nprogramme: p\n", "utf-8")
        write(folder)

    return both


def run_folder(write: Callable[[Path], object]) -> Callable[[Path], None]:
    """The same in the folder of a run, which is made by the command itself beforehand."""

    def both(folder: Path) -> None:
        shutil.copytree(made_before(folder.parent), folder / "run")
        write(folder / "run")

    return both


def made_before(place: Path) -> Path:
    """The folder of a run, made once."""
    from click.testing import CliRunner

    from prioritise.cli.app import app

    made = place / "made"
    if not made.exists():
        words = ["run", str(small(place / "two")), "-o", str(made)]
        result = CliRunner().invoke(app, words, prog_name="prioritise")
        assert result.exit_code == 0, result.output
    return made


def book(parts: dict[str, Callable[[], bytes]]) -> Callable[[Path], None]:
    """A workbook with other parts."""

    def write(folder: Path) -> None:
        good = write_workbook(folder / "good.xlsx", TABLES | SHEETS)
        with zipfile.ZipFile(good) as source:
            content = {name: source.read(name) for name in source.namelist()}
        content |= {name: made() for name, made in parts.items()}
        with zipfile.ZipFile(
            folder / "plan.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1
        ) as out:
            for name, data in content.items():
                out.writestr(name, data)

    return write


def ods_content(content: Callable[[], bytes]) -> Callable[[Path], None]:
    """An .ods workbook of this content."""

    def write(folder: Path) -> None:
        write_ods(folder / "good.ods", TABLES | SHEETS)
        with zipfile.ZipFile(
            folder / "plan.ods", "w", zipfile.ZIP_DEFLATED, compresslevel=1
        ) as out:
            out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            out.writestr("content.xml", content())

    return write


def directory(name: str, entries: int) -> Callable[[Path], None]:
    """An archive whose directory lists very many empty files."""

    def write(folder: Path) -> None:
        entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
        entry = entry[:46] + b"a"
        listed = entry * entries
        end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(listed), 0, 0)
        (folder / name).write_bytes(listed + end)

    return write


def feed(**changed: Callable[[], str]) -> Callable[[Path], None]:
    """A timetable with other files."""

    def write(folder: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(zipped(feed_files()))) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
        content |= {f"{name}.txt": made().encode() for name, made in changed.items()}
        with zipfile.ZipFile(
            folder / "feed.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1
        ) as out:
            for name, data in content.items():
                out.writestr(name, data)

    return write
