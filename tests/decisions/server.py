"""A PostgreSQL server of our own, for as long as some tests run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NAME, PASSWORD = "keeper", "s3cret/of:theirs"
URL_PASSWORD = "s3cret%2Fof%3Atheirs"
UNPRIVILEGED = ("postgres", "nobody")
"""Whom a server may run as where the tests run as root, which PostgreSQL refuses."""


@dataclass
class Server:
    """A cluster in a folder, on a free port of this computer."""

    programs: Path
    folder: Path
    port: int
    as_whom: dict[str, Any]
    databases: int = 0

    def url(self, database: str = "postgres", password: str = URL_PASSWORD) -> str:
        return f"postgresql://{NAME}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, extra: str = "") -> str:
        """The URL of a database with nothing in it."""
        self.databases += 1
        name = f"d{self.databases}"
        self.sql(f"CREATE DATABASE {name} {extra}")
        return self.url(name)

    def sql(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements, each in a transaction of its own; rows of the last one."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-w", "-D", "data", "-l", "log", "-o", settings, "start")

    def crash(self) -> None:
        """Stop at once, without any chance to tidy up."""
        self._run("pg_ctl", "-w", "-D", "data", "-m", "immediate", "stop")

    def make(self) -> None:
        (self.folder / "password").write_text(PASSWORD)
        # Messages in English whatever the language here, names in any.
        words = ["--pwfile=password", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        self._run("initdb", "-D", "data", f"--username={NAME}", *words)

    def _run(self, program: str, *words: str) -> None:
        log = self.folder / "output"
        with log.open("ab") as output:
            done = subprocess.run(
                [self.programs / program, *words],
                cwd=self.folder,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                timeout=120,
                **self.as_whom,
            )
        assert done.returncode == 0, log.read_text("utf-8", "replace")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server, stopped and removed at the end; skips where none is installed."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here (initdb, pg_ctl, postgres)")
    as_whom = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="prioritise-postgres-"))
    if as_whom:
        shutil.chown(folder, as_whom["user"])
    server = Server(programs, folder, _free_port(), as_whom)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wanted = ("initdb", "pg_ctl", "postgres")
    return next((p for p in places if all((p / name).exists() for name in wanted)), None)


def _unprivileged() -> dict[str, Any]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    known = {user.pw_name: user for user in pwd.getpwall()}
    name = next((name for name in UNPRIVILEGED if name in known), None)
    if name is None:
        pytest.skip("PostgreSQL does not run as root, and there is nobody else to run it as")
    return {"user": name, "group": known[name].pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
