"""A store keeps what it is given, on SQLite and on PostgreSQL, and lets nobody change it."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from prioritise.decisions import revision, store
from prioritise.decisions.address import StoreError, address_of
from prioritise.decisions.connection import transaction
from prioritise.decisions.entry import NOTHING_BEFORE
from prioritise.decisions.schema import ENTRIES, GUARDS, VERSIONS, entries
from prioritise.programme.faults import RecordError
from tests.decisions.records import TITLE, proposing, said, store_at

LATER_REVISION = '''\
"""A column more."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    op.add_column("prioritise_decisions", sa.Column("mood", sa.Text))
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'd.sqlite'}"
    return request.getfixturevalue("server").new_database()


def sql(place: str, *statements: str) -> None:
    """Do something to a database that prioritise would never do."""
    with transaction(address_of(place), writes=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def without_guards(place: str, *statements: str) -> None:
    if place.startswith("sqlite"):
        with closing(sqlite3.connect(address_of(place).file)) as connection, connection:
            made = [
                row[0]
                for row in connection.execute("SELECT sql FROM sqlite_master WHERE type='trigger'")
            ]
            for name in GUARDS["sqlite"]:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in (*statements, *made):
                connection.execute(statement)
        connection.close()
    else:
        off, on = (f"ALTER TABLE {ENTRIES} {do} TRIGGER USER" for do in ("DISABLE", "ENABLE"))
        always = [f"ALTER TABLE {ENTRIES} ENABLE ALWAYS TRIGGER {n}" for n in GUARDS["postgresql"]]
        sql(place, off, *statements, on, *always)


def test_what_was_added_is_there_letter_by_letter(place):
    why = "Dŵr & “gŵyl”\nsecond line\twith a tab; =1+1"
    log = store_at(place).append(TITLE, proposing("A", why=why, run="0f" * 32))
    found = store_at(place).verified(TITLE)
    assert found.log == log
    (entry,) = found.log.entries
    assert (entry.why, entry.run, entry.previous) == (why, "0f" * 32, NOTHING_BEFORE)


def test_each_programme_has_a_chain_of_its_own(place):
    for title in ("One", "Two", "One"):
        store_at(place).append(title, proposing())
    found = store_at(place).found("One")
    assert [entry.number for entry in found.log.entries] == [1, 2]
    assert found.other_titles == ("Two",)
    assert store_at(place).found("Three").other_titles == ("One", "Two")


def test_an_empty_database_holds_nothing_and_looking_at_it_makes_nothing(place):
    if place.startswith("sqlite"):
        Path(address_of(place).file).touch()
    assert store_at(place).verified(TITLE).log.entries == ()
    with transaction(address_of(place), writes=False) as connection:
        assert inspect(connection).get_table_names() == []


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {ENTRIES} SET why = 'another' WHERE number = 1",
        f"UPDATE {ENTRIES} SET why = why",
        f"DELETE FROM {ENTRIES}",
        f"DELETE FROM {ENTRIES} WHERE number = 2",
        f"INSERT INTO {ENTRIES} SELECT * FROM {ENTRIES} WHERE number = 1",
        f"INSERT INTO {ENTRIES} SELECT programme, 9, proposal, action, decision, stage, 'by', why, "
        f"run, 'when', 'x', 'y' FROM {ENTRIES} WHERE number = 1",
        f"INSERT INTO {ENTRIES} SELECT programme, 3, proposal, action, decision, stage, 'by', why, "
        f"run, 'when', previous, 'y' FROM {ENTRIES} WHERE number = 1",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_recorded(place, statement):
    opened = store_at(place)
    opened.append(TITLE, proposing("A"))
    log = opened.append(TITLE, proposing("B"))
    with pytest.raises(Exception, match=r"never changed|has to follow"):
        sql(place, statement)
    assert opened.verified(TITLE).log == log


@pytest.mark.parametrize("word", ["REPLACE", "INSERT OR REPLACE"])
def test_sqlite_lets_no_entry_be_replaced(tmp_path, word):
    place = f"sqlite:///{tmp_path / 'd.sqlite'}"
    log = store_at(place).append(TITLE, proposing("A"))
    with pytest.raises(Exception, match="has to follow"):
        sql(place, f"{word} INTO {ENTRIES} SELECT * FROM {ENTRIES}")
    assert store_at(place).verified(TITLE).log == log


@pytest.mark.parametrize(
    "statements",
    [
        [f"TRUNCATE {ENTRIES}"],
        ["SET LOCAL session_replication_role = replica", f"DELETE FROM {ENTRIES}"],
        [f"INSERT INTO {ENTRIES} SELECT * FROM {ENTRIES} ON CONFLICT (hash) DO UPDATE SET why=''"],
    ],
)
def test_postgresql_refuses_truncation_replication_and_upserts(server, statements):
    place = server.new_database()
    log = store_at(place).append(TITLE, proposing("A"))
    with pytest.raises(Exception, match=r"never changed|has to follow"):
        sql(place, *statements)
    assert store_at(place).verified(TITLE).log == log


def test_what_is_changed_behind_the_guards_is_found_and_nothing_is_added_to_it(place):
    opened = store_at(place)
    for name in "ABC":
        opened.append(TITLE, proposing(name))
    without_guards(place, f"UPDATE {ENTRIES} SET decision = 'declined' WHERE number = 2")
    for act in (opened.found, opened.verified, lambda t: opened.append(t, proposing("D"))):
        with pytest.raises(RecordError, match="entry 2 does not match its hash"):
            act(TITLE)


def test_a_guard_that_is_gone_is_found_by_verifying(place):
    store_at(place).append(TITLE, proposing("A"))
    on = f" ON {ENTRIES}" if place.startswith("postgresql") else ""
    name = GUARDS["postgresql" if on else "sqlite"][-1]
    sql(place, f"DROP TRIGGER {name}{on}")
    with pytest.raises(RecordError, match=f"no longer refuses changes.*{name}"):
        store_at(place).verified(TITLE)


@pytest.mark.parametrize("table", [ENTRIES, VERSIONS])
def test_a_table_that_is_gone_is_found(place, table):
    store_at(place).append(TITLE, proposing("A"))
    sql(place, f"DROP TABLE {table}")
    with pytest.raises(RecordError, match="is gone"):
        store_at(place).found(TITLE)


def test_two_who_add_at_once_both_get_a_place_and_the_chain_does_not_fork(place):
    failed: list[BaseException] = []

    def add(name: str) -> None:
        try:
            for number in range(8):
                store_at(place).append(TITLE, proposing(f"{name}{number}"))
        except BaseException as problem:
            failed.append(problem)

    writers = [threading.Thread(target=add, args=(name,)) for name in "xyz"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    log = store_at(place).verified(TITLE).log
    assert len(log.entries) == len(log.current) == 24
    for name in "xyz":
        own = [e.proposal for e in log.entries if e.proposal.startswith(name)]
        assert own == [f"{name}{number}" for number in range(8)]


def test_who_loses_a_race_asks_again_what_to_add(server):
    # On SQLite nobody can come in between: who adds holds the file.
    place = server.new_database()
    opened = store_at(place)
    opened.append(TITLE, proposing("first"))
    seen: list[int] = []

    def propose(log):
        if not seen:
            opened.append(TITLE, proposing("quicker"))
        seen.append(len(log.entries))
        return said("slower")

    log = opened.append(TITLE, propose)
    assert seen == [1, 2]
    assert [entry.proposal for entry in log.entries] == ["first", "quicker", "slower"]


def test_sqlite_forces_every_step_to_the_disk(tmp_path):
    place = f"sqlite:///{tmp_path / 'd.sqlite'}"
    with closing(sqlite3.connect(tmp_path / "d.sqlite")) as careless, careless:
        careless.execute("PRAGMA journal_mode = WAL")
    careless.close()
    with transaction(address_of(place), writes=True) as connection:
        asked = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous")
        ]
    assert asked == ["delete", 3]  # 3 is EXTRA


def test_a_server_that_answers_before_it_has_written_is_told_not_to(server):
    place = server.new_database()
    (name,) = [place.rpartition("/")[2]]
    server.sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with transaction(address_of(place), writes=True) as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_the_table_is_as_the_newest_migration_makes_it(place):
    store_at(place).append(TITLE, proposing("A"))
    with transaction(address_of(place), writes=False) as connection:
        look = inspect(connection)
        columns = {column["name"]: column["nullable"] for column in look.get_columns(ENTRIES)}
        unique = {tuple(key["column_names"]) for key in look.get_unique_constraints(ENTRIES)}
        assert look.get_pk_constraint(ENTRIES)["constrained_columns"] == ["programme", "number"]
    assert columns == {column.name: False for column in entries.columns}
    assert unique == {("programme", "previous"), ("hash",)}


def test_an_earlier_store_is_upgraded_when_it_is_opened_and_a_later_one_refused(
    place, tmp_path, monkeypatch
):
    log = store_at(place).append(TITLE, proposing("A"))
    later = tmp_path / "100%" / "migrations"
    shutil.copytree(revision.MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "versions" / "r2_mood.py").write_text(LATER_REVISION)
    with monkeypatch.context() as newer:
        newer.setattr(revision, "MIGRATIONS", later)
        newer.setattr(revision, "NEWEST", "2")
        newer.setattr(revision, "REVISIONS", ("1", "2"))
        assert store_at(place).verified(TITLE).log == log
        with transaction(address_of(place), writes=False) as connection:
            names = [column["name"] for column in inspect(connection).get_columns(ENTRIES)]
        assert names[-1] == "mood"
        assert len(store_at(place).append(TITLE, proposing("B")).entries) == 2
    for act in (store_at(place).found, lambda t: store_at(place).append(t, proposing("C"))):
        with pytest.raises(StoreError, match=r"later version.*'2'"):
            act(TITLE)


def test_a_store_that_somebody_holds_is_waited_for_and_then_said_to_be_in_use(
    tmp_path, monkeypatch
):
    place = tmp_path / "d.sqlite"
    store_at(place).append(TITLE, proposing("A"))
    monkeypatch.setattr(store, "PATIENCE", 0.3)
    holder = sqlite3.connect(place, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    for act in (store_at(place).found, lambda t: store_at(place).append(t, proposing("B"))):
        with pytest.raises(StoreError, match="in use"):
            act(TITLE)
    holder.execute("ROLLBACK")
    holder.close()
    assert len(store_at(place).append(TITLE, proposing("B")).entries) == 2


def test_a_table_that_somebody_holds_on_a_server_is_in_use(server, monkeypatch):
    place = server.new_database()
    store_at(place).append(TITLE, proposing("A"))
    monkeypatch.setattr(store, "PATIENCE", 0.3)
    with transaction(address_of(place), writes=True) as connection:
        connection.exec_driver_sql(f"LOCK TABLE {ENTRIES}")
        with pytest.raises(StoreError, match="in use"):
            store_at(place).found(TITLE)
