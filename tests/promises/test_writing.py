"""Promises 7 and 12: whatever is written is the old or the new, whoever is killed when.

Each output is killed while it is being written: its draft is waited for, then a random moment. A
disk that is full is tried with files that may not grow past a size, and with a disk of a few
kilobytes. Run `PRIORITISE_PROGRAMMES=10000 pytest tests/promises/test_writing.py` for 20 kills of
each output.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from prioritise.render.atomic_write import whole_file
from tests.cli.programmes import REPOSITORY
from tests.promises.agreement import how_many
from tests.promises.commands import (
    BY_NAME,
    OUT,
    PARTIAL,
    SCENARIOS,
    Command,
    Made,
    Place,
    all_gone,
    clear,
    drafts_in,
    is_draft,
    prepared,
    waited,
)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are found where the system lists them"
)
WRITING = [
    *(
        "run",
        "run-example",
        "compare",
        "explain",
        "sweep",
        "robust",
        "hubs",
        "report",
        "report-book",
    ),
    *("appraise", "export", "init", "init-book", "schema-file"),
]
"""Commands whose drafts are waited for."""
QUICK = ["run"]
MOMENTS = (0.004, 0.0, 0.02, 0.01)
"""Seconds within which a kill comes after its draft is seen, in turn."""
CLEARED_UP = 3
"""Times that a command is run again to see that it clears up."""
LONGEST = 60.0
"""Seconds within which a draft has to be seen."""


def alone(name: str) -> Command:
    """The command without any workers, who write nothing."""
    command = BY_NAME[name]
    return replace(command, words=tuple("1" if word == "2" else word for word in command.words))


def chosen(quick: list[str]) -> list[str]:
    return quick if how_many(0, 1) == 0 else WRITING


def killed_while_writing(made: Made, place: Place, after: float, number: int) -> int | None:
    """Exit code of a command that is sent a signal some time after its draft has been seen."""
    process = place.start(made.command.words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:

        def seen() -> bool:
            return bool(drafts_in(place.folder)) or process.poll() is not None

        assert waited(seen, LONGEST, pause=0.0005)
        time.sleep(after)
        if process.poll() is None:
            os.killpg(process.pid, number)
        process.wait(timeout=30)
        assert all_gone(process.pid, 10)
    finally:
        clear(process.pid)
    return process.returncode


def visible(files: dict[str, str]) -> dict[str, str]:
    """Files without what was left of a draft."""
    return {name: said for name, said in files.items() if not name.startswith(".")}


@pytest.mark.parametrize("name", chosen(QUICK))
def test_a_kill_while_writing_leaves_the_old_or_the_new_and_the_next_run_clears_up(
    name, tmp_path, figures
):
    made = prepared(alone(name), tmp_path / "places")
    rng, kills, left, faults = Random(12), how_many(2, 20), 0, []
    place = made.place()
    for kill in range(kills):
        place = made.place()
        number = signal.SIGKILL if kill % 4 != 3 else signal.SIGINT
        code = killed_while_writing(made, place, rng.random() * MOMENTS[kill % 4], number)
        files, drafts = place.files(), drafts_in(place.folder)
        left += bool(drafts)
        if not made.is_whole(visible(files)):
            faults.append(f"kill {kill}: {code}: {made.odd(visible(files))}")
        if number == signal.SIGINT and drafts:
            faults.append(f"kill {kill}: {drafts} is left after Ctrl-C")
        if (
            drafts
            and left <= CLEARED_UP
            and (visible(files) == made.before or made.command.replaces)
        ):
            again = ("--replace",) if made.command.replaces else ()
            code, told = place.end((*made.command.words, *again))
            if code or place.files() != made.after:
                faults.append(f"kill {kill}: {code}: {told}: {made.odd(place.files())}")
    figures(7, asked=kills, compared=kills, differences=len(faults), drafts_cleared_up=left)
    assert not faults, "\n".join(faults)


WRITER = """\
import itertools
import json
from pathlib import Path
from prioritise.render.atomic_write import whole_file, whole_folder

DESCRIBED = json.dumps({"resources": [{"path": f"{number}.csv"} for number in range(20)]})
for number in itertools.count():
    content = f"{number}\\n" * 50_000
    with whole_file(Path("file.csv"), replace=True) as draft:
        draft.write_text(content)
    with whole_folder(Path("folder"), replace=True) as draft:
        for name in range(20):
            (draft / f"{name}.csv").write_text(content)
        (draft / "datapackage.json").write_text(DESCRIBED)
    with whole_file(Path(f"new-{number}.yaml")) as draft:
        draft.write_text(content)
    print(number, flush=True)
"""
"""Writes a file, a folder and a new file again and again, each with one number throughout."""


def test_a_writer_that_is_killed_again_and_again_leaves_nothing_half_done(tmp_path, figures):
    rng, kills, numbers = Random(13), how_many(5, 100), 0
    for _ in range(kills):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(rng.uniform(0, 0.1))
        writer.kill()
        writer.communicate()
        folder = [path.read_text() for path in (tmp_path / "folder").glob("*.csv")]
        assert len(folder) == 20
        assert len(set(folder)) == 1
        written = [folder[0], *(path.read_text() for path in tmp_path.glob("*.*") if shown(path))]
        for content in written:
            number = content.partition("\n")[0]
            assert content == f"{number}\n" * 50_000
            numbers += 1
        with whole_file(tmp_path / "file.csv", replace=True) as draft:
            assert not drafts_in(tmp_path)
            draft.write_text("0\n" * 50_000)
        for path in tmp_path.glob("new-*"):
            path.unlink()
    figures(7, asked=kills, compared=numbers, kills_of_a_writer=kills)


def shown(path: Path) -> bool:
    return path.is_file() and not is_draft(path.name)


@pytest.mark.parametrize("name", chosen(QUICK))
def test_a_file_that_may_not_grow_leaves_nothing_and_says_so(name, tmp_path, figures):
    """The system refuses to write past a size, whatever is being written."""
    command = alone(name)
    made = prepared(command, tmp_path / "places")
    largest = largest_of(made, tmp_path / "places" / "tried")
    sizes = [largest // 2, 0, 1, largest - 1][:: how_many(4, 1)]
    for size in sizes:
        place = made.place()
        code, told = place.end(command.words, preexec_fn=lambda size=size: no_larger_than(size))
        refused(made, place, code, told)
    figures(7, asked=len(sizes), compared=len(sizes), files_that_may_not_grow=len(sizes))


def refused(made: Made, place: Place, code: int, told: str) -> None:
    assert code == 2, told
    assert "Traceback" not in told, told
    assert "bug" not in told, told
    assert any(word in told for word in ("could not be written", "no room", "too large")), told
    files = place.files()
    if made.command.keeps:
        files = {name: said for name, said in files.items() if not name.startswith(OUT)}
    assert files == made.before, made.odd(files)


def largest_of(made: Made, tried: Path) -> int:
    """Size of the largest file that is new."""
    new = [name for name, said in made.after.items() if made.before.get(name) != said]
    return max((tried / name).stat().st_size for name in new)


def no_larger_than(size: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


SMALL_DISK = """\
mount -t tmpfs -o size=4k none "$1" && cd "$1" && shift || exit 1
"$@"
code=$?
find . -mindepth 1
exit $code
"""
"""In a world of its own, in which nobody else sees the disk."""


@pytest.fixture(scope="module")
def small_disks() -> None:
    words = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    if shutil.which("unshare") is None or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("no disk can be made here")


@pytest.mark.parametrize("name", chosen(["run-example"]))
def test_a_disk_that_is_full_keeps_nothing_and_says_so(name, tmp_path, small_disks, figures):
    folder = SCENARIOS.as_posix()
    words = [f"{folder}/{word}" if word.endswith(".yaml") else word for word in BY_NAME[name].words]
    apart = ("unshare", "-rm", "sh", "-c", SMALL_DISK, "sh", str(tmp_path))
    done = subprocess.run(
        [*apart, sys.executable, "-m", "prioritise", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        timeout=120,
    )
    assert done.returncode == 2, done.stderr
    assert "no space" in done.stderr.lower() or "no room" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    left = [line for line in done.stdout.splitlines() if PARTIAL not in line]
    assert left == []
    figures(7, asked=1, compared=1, full_disks=1)
