"""A file or a folder is written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from prioritise.programme.undisturbed import undisturbed
from prioritise.render import atomic_write
from prioritise.render.atomic_write import whole_file, whole_folder
from prioritise.render.datapackage import NAME, datapackage_text
from prioritise.render.table_folder import write_tables
from prioritise.render.taken import OutputError, TakenError
from prioritise.views.table import Column, Table


def results(folder: Path) -> Path:
    """A folder of results that an earlier command has left: one table."""
    folder.mkdir()
    (folder / "old.csv").touch()
    old = Table("old", "", (), (Column("a", "A", "An a."),), ())
    (folder / NAME).write_text(datapackage_text("", [old]))
    return folder


OLD = ["datapackage.json", "old.csv"]


def written(path: Path, problem: type[BaseException] | None = None) -> None:
    with whole_file(path, replace=True) as draft:
        draft.write_bytes(b"half")
        if problem:
            raise problem


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_appears_only_when_it_is_complete(tmp_path):
    path = tmp_path / "list.csv"
    with whole_file(path) as draft:
        draft.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt, MemoryError])
def test_what_goes_wrong_leaves_what_was_there(tmp_path, problem):
    path = tmp_path / "list.csv"
    path.write_text("old")
    with pytest.raises(problem):
        written(path, problem)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("list.csv", "old")]


@pytest.mark.parametrize("where", ["fsync", "write_bytes", "rename"])
def test_a_full_disk_leaves_no_trace_and_says_so(tmp_path, monkeypatch, where):
    monkeypatch.setattr(os if where == "fsync" else Path, where, full)
    tables = [Table("t", "", (), (Column("a", "A", "An a."),), (("1",),))]
    with pytest.raises(OutputError, match="No space left"):
        write_tables(tmp_path / "tables", tables)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", ["fsync", "write_bytes", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, where):
    path = tmp_path / "list.csv"
    path.write_text("old")
    monkeypatch.setattr(os if where == "fsync" else Path, where, full)
    with pytest.raises(OutputError, match="No space left"):
        written(path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("list.csv", "old")]


def test_when_the_last_rename_fails_the_old_folder_is_put_back(tmp_path, monkeypatch):
    folder = results(tmp_path / "run")
    rename = Path.rename
    monkeypatch.setattr(atomic_write, "exchanged", lambda one, other: False)

    def fail_on_draft(path, target):
        return full() if path.suffix == ".part" else rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_on_draft)
    with pytest.raises(OutputError), whole_folder(folder, replace=True) as draft:
        (draft / "new").touch()
    assert sorted(path.name for path in tmp_path.rglob("*")) == [*OLD, "run"]


def test_ctrl_c_waits_until_a_short_step_is_done():
    done = []

    def step():
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("step")

    with pytest.raises(KeyboardInterrupt):
        step()
    assert done == ["step"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_folder_keeps_the_permissions_that_are_usual(tmp_path):
    (tmp_path / "usual").mkdir()
    with whole_folder(tmp_path / "new"):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_keeps_pointing_to_what_is_written(tmp_path):
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    with whole_file(tmp_path / "link", replace=True) as draft:
        draft.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text() == "new"


def test_the_folder_one_is_in_is_not_pulled_away(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="you are in"), whole_folder(Path()):
        pass


def test_parents_are_made_and_a_parent_that_is_a_file_is_named(tmp_path):
    with whole_file(tmp_path / "a" / "b.csv") as draft:
        draft.touch()
    assert (tmp_path / "a" / "b.csv").exists()
    with pytest.raises(OutputError, match="could not be written"):
        written(tmp_path / "a" / "b.csv" / "c.csv")


def test_tables_take_the_place_of_tables_and_of_nothing_else(tmp_path):
    one, two = (Table(n, "", (), (Column("a", "A", "An a."),), ()) for n in ("one", "two"))
    write_tables(tmp_path / "out", [one])
    with pytest.raises(TakenError, match="stays as it is"):
        write_tables(tmp_path / "out", [two])
    write_tables(tmp_path / "out", [two], replace=True)
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"two.csv", "datapackage.json"}
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(OutputError, match=r"not of an earlier result \(mine"):
        write_tables(tmp_path / "out", [one])


NOBODY = 999_999_999
"""A number that no process has."""


def left(folder: Path, name: str, process: int = NOBODY, host: str = "", ending: str = "part"):
    """What a writer leaves that is killed."""
    return folder / f".{name}.{host or atomic_write._host()}-{process}-0123abcd.{ending}"


posix = pytest.mark.skipif(os.name != "posix", reason="processes are told apart on POSIX only")


@posix
def test_what_a_killed_writer_has_left_goes_with_the_next_one(tmp_path):
    left(tmp_path, "list.csv").write_text("half")
    left(tmp_path, "run").mkdir()
    (left(tmp_path, "run") / "half.csv").touch()
    written(tmp_path / "other.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["other.csv"]


def test_what_somebody_is_still_writing_stays_until_that_was_long_ago(tmp_path):
    mine = left(tmp_path, "mine.csv", process=os.getpid())
    elsewhere = left(tmp_path, "elsewhere.csv", host="0" * 8)
    for draft in (mine, elsewhere):
        draft.touch()
    written(tmp_path / "list.csv")
    assert mine.exists()
    assert elsewhere.exists()
    for draft in (mine, elsewhere):
        os.utime(draft, (0, 0))
    written(tmp_path / "list.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_no_other_hidden_file_is_taken_for_a_draft(tmp_path):
    names = [".list.csv.part", ".a.0123abcd.part", f".a.{'x' * 8}-1-0123abcd.part", ".git"]
    for name in names:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    written(tmp_path / "list.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "list.csv"])


@posix
def test_a_folder_that_was_moved_aside_when_its_writer_was_killed_is_put_back(tmp_path):
    left(tmp_path, "run", ending="old").mkdir()
    (left(tmp_path, "run", ending="old") / "old").touch()
    written(tmp_path / "list.csv")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["list.csv", "old", "run"]


@posix
def test_a_folder_is_never_missing_while_another_takes_its_place(tmp_path, monkeypatch):
    folder = results(tmp_path / "run")
    monkeypatch.setattr(Path, "rename", full)
    try:
        with whole_folder(folder, replace=True) as draft:
            (draft / "new").touch()
    except OutputError:
        pytest.skip("this disk cannot exchange two folders in one step")
    assert [path.name for path in tmp_path.rglob("*")] == ["run", "new"]


def test_folders_that_were_made_for_what_failed_go_too(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "a" / "b" / "list.csv", KeyboardInterrupt)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_knows_no_links_takes_a_new_file_and_replaces_none(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", full)
    path = tmp_path / "scenario.yaml"
    with whole_file(path) as draft:
        draft.write_text("new")
    with pytest.raises(OutputError, match="there already"), whole_file(path) as draft:
        draft.write_text("newer")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("scenario.yaml", "new")]
