"""Whatever a database refuses is said in plain words, and never with a password in them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy.exc import OperationalError

from prioritise.decisions import store
from prioritise.decisions.address import StoreError, address_of
from prioritise.decisions.failures import in_words
from prioritise.programme.faults import RecordError
from tests.decisions.records import TITLE, proposing, store_at
from tests.decisions.server import NAME, PASSWORD, URL_PASSWORD


def refusal(place, family: type[Exception] = StoreError) -> str:
    """What is said where a store can neither be read nor be added to."""
    with pytest.raises(family) as read:
        store_at(place).found(TITLE)
    with pytest.raises(family) as written:
        store_at(place).append(TITLE, proposing("A"))
    for text in (str(read.value), str(written.value)):
        assert PASSWORD not in text
        assert URL_PASSWORD not in text
        assert "hunter2" not in text
        assert "\n" not in text
    return str(written.value)


def sqlite_error(name: str) -> OperationalError:
    problem = sqlite3.OperationalError("as SQLite says it")
    problem.sqlite_errorname = name
    return OperationalError("SELECT", {}, problem)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_READONLY_DIRECTORY", "read-only"),
        ("SQLITE_FULL", "no room left"),
        ("SQLITE_IOERR_WRITE", "nothing was recorded"),
        ("SQLITE_CANTOPEN_ISDIR", "its folder has to exist"),
        ("SQLITE_PERM", "you may not"),
    ],
)
def test_what_sqlite_refuses_is_said_in_words(tmp_path, name, words):
    address = address_of(str(tmp_path / "d.sqlite"))
    with pytest.raises(StoreError, match=words), in_words(address):
        raise sqlite_error(name)


@pytest.mark.parametrize("name", ["SQLITE_CORRUPT_INDEX", "SQLITE_ERROR"])
def test_a_damaged_file_is_a_record_that_is_not_what_was_written(tmp_path, name):
    address = address_of(str(tmp_path / "d.sqlite"))
    with pytest.raises(RecordError, match="not what prioritise has written"), in_words(address):
        raise sqlite_error(name)


def test_damage_that_the_database_tells_in_broken_letters_is_said_in_words(tmp_path):
    """What is wrong with its layout is told by SQLite in the very letters that are damaged."""
    file = tmp_path / "decisions.sqlite"
    store_at(file).append(TITLE, proposing())
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE", b"CREATE T\xf2BLE"))
    with pytest.raises(RecordError, match="the file is damaged"):
        store_at(file).found(TITLE)


def test_another_file_in_the_place_of_a_store_is_said_to_be_no_database(tmp_path):
    (tmp_path / "d.sqlite").write_text("These are the minutes of the meeting. " * 99)
    assert "is no database" in refusal(tmp_path / "d.sqlite")


def test_a_folder_in_the_place_of_a_store_and_a_missing_folder_are_said(tmp_path):
    assert "is no file" in refusal(tmp_path)
    assert "folder has to exist" in refusal(tmp_path / "nowhere" / "d.sqlite")


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path):
    with pytest.raises(StoreError, match="no store of decisions at"):
        store_at(tmp_path / "d.sqlite").found(TITLE)
    assert not list(tmp_path.iterdir())


def test_a_read_only_store_can_be_read_and_is_said_to_be_read_only(tmp_path):
    log = store_at(tmp_path / "d.sqlite").append(TITLE, proposing("A"))
    (tmp_path / "d.sqlite").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        if os.access(tmp_path / "d.sqlite", os.W_OK):
            pytest.skip("whoever runs this may write everything")
        assert store_at(tmp_path / "d.sqlite").found(TITLE).log == log
        with pytest.raises(StoreError, match="read-only"):
            store_at(tmp_path / "d.sqlite").append(TITLE, proposing("B"))
    finally:
        tmp_path.chmod(0o755)


def test_what_a_server_refuses_is_said_in_words(server):
    place = server.new_database()
    name = place.rpartition("/")[2]
    host = f"127.0.0.1:{server.port}"
    assert "has no such database" in refusal(server.url("nowhere"))
    assert "refuses this name or password" in refusal(server.url(password="hunter2"))
    assert "asks for a password" in refusal(f"postgresql://{NAME}@{host}/{name}")
    assert "encrypted" in refusal(f"{place}?sslmode=require")
    assert "option" in refusal(f"{place}?nonsense=hunter2")
    latin = server.new_database("ENCODING 'LATIN1' TEMPLATE template0")
    assert "encoding LATIN1" in refusal(latin)


def test_who_may_only_add_and_look_can_do_just_that(server):
    place = server.new_database()
    name = place.rpartition("/")[2]
    store_at(place).append(TITLE, proposing("A"))
    server.sql("CREATE ROLE clerk LOGIN PASSWORD 'hunter2'")
    theirs = f"postgresql://clerk:hunter2@127.0.0.1:{server.port}/{name}"
    assert "SELECT and INSERT" in refusal(theirs)
    server.sql(
        "GRANT SELECT, INSERT ON prioritise_decisions TO clerk",
        "GRANT SELECT ON prioritise_schema TO clerk",
        database=name,
    )
    assert len(store_at(theirs).append(TITLE, proposing("B")).entries) == 2
    assert len(store_at(theirs).verified(TITLE).log.entries) == 2
    server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert len(store_at(theirs).found(TITLE).log.entries) == 2
    with pytest.raises(StoreError, match="only be read"):
        store_at(theirs).append(TITLE, proposing("C"))


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nowhere.invalid"])
def test_a_server_that_is_not_there_does_not_answer(host):
    pytest.importorskip("psycopg")
    assert "does not answer" in refusal(f"postgresql://me:hunter2@{host}/plans")


def test_a_server_lost_while_it_commits_leaves_the_matter_open_and_says_so(monkeypatch, server):
    place = server.new_database()
    store_at(place).append(TITLE, proposing("A"))
    begin = store.transaction

    def lose(address, *, writes):
        kept = begin(address, writes=writes)

        class Losing:
            def __enter__(self):
                self.connection = kept.__enter__()
                return self.connection

            def __exit__(self, *problem):
                pid = self.connection.connection.dbapi_connection.info.backend_pid
                server.sql(f"SELECT pg_terminate_backend({pid})")
                return kept.__exit__(*problem)

        return Losing()

    monkeypatch.setattr(store, "transaction", lose)
    with pytest.raises(StoreError, match=r"not certain.*agree log"):
        store_at(place).append(TITLE, proposing("B"))
    monkeypatch.undo()
    assert len(store_at(place).found(TITLE).log.entries) == 1


def test_a_missing_driver_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert 'pip install "prioritise[postgres]"' in refusal("postgresql://me:hunter2@h/plans")


def test_the_record_is_understood_without_the_database_library():
    code = (
        "import sys, prioritise.decisions.log, prioritise.decisions.binding,"
        "prioritise.decisions.address, prioritise.render.run.verify\n"
        "assert not {'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
