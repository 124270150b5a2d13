"""Standard output and error that are closed, full or gone change no exit code and show no bug."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.programmes import REPOSITORY, ended, small

pytestmark = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no disk is always full here"
)
ADD = ("agree", "add", "mine", "A", "--decision", "agreed", "--by", "Board", "--why", "Ready")
COMMANDS = {
    "check": ("check", "mine"),
    "run": ("run", "mine", "--format", "table"),
    "run -o": ("run", "mine", "-o", "out"),
    "export": ("export", "mine"),
    "agree add": ADD,
    "agree log": ("agree", "log", "mine"),
    "schema": ("schema", "scenario"),
    "wrong usage": ("run", "mine", "--no-such-option"),
}
TRUE = {"wrong usage": 2}
"""Exit codes where standard output takes everything, other than 0."""
KEPT = {"run -o": 0, "agree add": 0}
"""Exit codes where standard output is full: 2, unless what was asked for stands all the same."""
STATES = {
    "output closed": ">&-",
    "error closed": "2>&-",
    "output full": ">/dev/full",
    "error full": "2>/dev/full",
    "both closed": ">&- 2>&-",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("made")
    small(place / "mine")
    return place


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_stream_that_takes_nothing_changes_no_exit_code(name, state, made, tmp_path):
    """Only data that could not be printed, for want of room, is a failure."""
    shutil.copytree(made / "mine", tmp_path / "mine")
    words = " ".join([sys.executable, "-m", "prioritise", *COMMANDS[name]])
    where = STATES[state] + ("" if "2>" in STATES[state] else " 2>told")
    done = subprocess.run(
        ["sh", "-c", f"{words} {where}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        timeout=120,
    )
    full = state == "output full" and name not in TRUE
    told = (tmp_path / "told").read_text("utf-8") if "told" in where else ""
    assert done.returncode == (KEPT.get(name, 2) if full else TRUE.get(name, 0)), told
    assert "Traceback" not in told + done.stdout.decode()
    assert "bug" not in told
    if name == "agree add":
        assert "1 entry is as it was" in ended("agree", "verify", tmp_path / "mine")[1]
        if state.startswith("output"):
            assert "recorded as entry 1, but could not be shown" in told


def test_a_closed_pipe_ends_a_table_well(made):
    """Who reads has read enough, also where a table is being printed."""
    words = f"{sys.executable} -m prioritise run mine --format table"
    line = f"{{ {words}; echo $? >&2; }} | true"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=made,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr.split()[-1:] == ["0"], done.stderr
