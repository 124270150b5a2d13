"""Promise 12: stop means stop, whenever it is asked and whatever is under way.

Run `PRIORITISE_PROGRAMMES=10000 pytest tests/promises/test_stop.py` for 20 moments of every
command.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.programmes import hard
from tests.promises.agreement import how_many
from tests.promises.commands import (
    BY_NAME,
    COMMANDS,
    Made,
    Place,
    all_gone,
    clear,
    prepared,
    processes_of,
)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are found where the system lists them"
)
PROMISED = 2.0
"""Seconds from Ctrl-C to the end of the last process."""
MAIN = ("sweep-long",)
"""Commands of the quick form; `run` is stopped by tests of the command line, too."""
BEGINNING = -signal.SIGINT
"""How Python itself ends where Ctrl-C comes before any command has begun: a shell shows 130."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory) -> Path:
    return hard(tmp_path_factory.mktemp("busy") / "hard")


def stopped(made: Made, place: Place, after: float, everybody: bool) -> tuple[int, float, str]:
    """Stop a command after some seconds: as a terminal does, or its first process alone."""
    process = place.start(made.command.words)
    try:
        time.sleep(after)
        began = time.monotonic()
        with suppress(ProcessLookupError):
            (os.killpg if everybody else os.kill)(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=30)
        gone = all_gone(process.pid, 10)
        took = time.monotonic() - began
        assert gone, f"still there: {processes_of(process.pid)}"
    finally:
        clear(process.pid)
    return process.returncode, took, told.decode("utf-8", "replace")


def came_before(code: int, told: str) -> bool:
    """Whether Python itself was stopped, while it was still getting ready."""
    by_python = code == BEGINNING or (code == 1 and told.rstrip().endswith("KeyboardInterrupt"))
    return by_python and "in exit_code_of" not in told


def check(made: Made, place: Place, code: int, took: float, told: str) -> None:
    """Nothing is left that should not be."""
    files = place.files()
    assert code in (0, 130) or came_before(code, told), (code, told)
    if code in (0, 130):
        assert "Traceback" not in told, told
        assert "bug" not in told, told
        assert (code == 0) != ("stopped" in told), (code, told)
    assert made.is_whole(files), made.odd(files)
    if code == 0:
        assert files == made.after, made.odd(files)
    assert not list(place.temporary.iterdir())
    assert took < PROMISED, f"{took:.2f} s"


@pytest.mark.parametrize("name", MAIN if how_many(0, 1) == 0 else list(BY_NAME))
def test_ctrl_c_ends_every_process_and_leaves_nothing_half_done(name, tmp_path, busy, figures):
    command = BY_NAME[name]
    if "--cluster" in command.words:
        pytest.importorskip("distributed")
    made = prepared(command, tmp_path / "places", busy if command.long else None)
    moments = how_many(3, 20)
    ends, slowest, faults = Counter[int](), 0.0, []
    for moment in range(1, moments + 1):
        place = made.place()
        code, took, told = stopped(
            made, place, made.seconds * moment / (moments + 1), everybody=moment % 2 == 1
        )
        slowest = max(slowest, took)
        ends[code] += 1
        try:
            check(made, place, code, took, told)
        except AssertionError as fault:
            faults.append(f"moment {moment}: {fault}")
    figures(
        12,
        asked=moments,
        compared=moments,
        differences=len(faults),
        stopped=ends[130],
        before_the_command_began=moments - ends[130] - ends[0],
        done_already=ends[0],
        **{f"milliseconds_at_most_of_{name.replace('-', '_')}": int(slowest * 1000)},
    )
    assert not faults, "\n".join(faults)


def test_every_command_that_writes_is_stopped():
    """A command that is new has to be added to the list, or named here as one that only reads."""
    from prioritise.cli.app import COMMANDS as ALL

    stopped_here = {command.words[0] for command in COMMANDS}
    assert set(ALL) - stopped_here == {"check", "verify", "doctor"}
