"""A computer that is short of memory or of open files is told as such, not as stopped or a bug."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prioritise.cli.errors import exit_code_of
from tests.cli.programmes import REPOSITORY, small

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits work otherwise here")
MEGABYTES = (90, 120, 130, 140, 145, 150, 155, 160, 180, 240)
"""From less than the libraries take to more than enough; below, Python itself fails as it likes."""
BY_THEMSELVES = (
    "OpenBLAS error: Memory allocation",
    "cannot allocate memory for thread-local data: ABORT",
)
"""What libraries say before they end the process, without any of our code being asked."""
MOST_OPEN_FILES = 32
"""More than a run of a small programme needs."""


def limited(name: str, most: int) -> Callable[[], None]:
    """A limit on what a process may have."""
    return lambda: resource.setrlimit(getattr(resource, name), (most, most))


def run_with(limit: Callable[[], None], folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "prioritise", "run", str(folder)]
    return subprocess.run(
        words, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, preexec_fn=limit
    )


def is_in_words(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a run ended well, or said that there is too little memory."""
    short = "not enough memory" in done.stderr
    return (done.returncode, short) in ((0, False), (5, True)) and "Traceback" not in done.stderr


def test_too_little_memory_is_told_and_never_as_stopped(tmp_path):
    folder, codes = small(tmp_path / "mine"), set()
    for most in MEGABYTES:
        for _ in range(3):  # now and then a library's thread ends the process before we are asked
            done = run_with(limited("RLIMIT_AS", most << 20), folder)
            if done.stderr.startswith(BY_THEMSELVES) or is_in_words(done):
                break
        if not done.stderr.startswith(BY_THEMSELVES):
            codes.add(done.returncode)
            assert is_in_words(done), (most, done.returncode, done.stderr)
    assert codes == {0, 5}


def python_starts(limit: Callable[[], None]) -> bool:
    """Whether Python itself, with the paths of its environment, comes as far as the command."""
    words = [sys.executable, "-c", "import prioritise.cli"]
    done = subprocess.run(words, capture_output=True, timeout=120, preexec_fn=limit)
    return done.returncode == 0 and not done.stderr


def test_too_few_open_files_are_told(tmp_path):
    folder, codes = small(tmp_path / "mine"), set()
    limits = {most: limited("RLIMIT_NOFILE", most) for most in range(3, MOST_OPEN_FILES)}
    fewest = min(most for most, limit in limits.items() if python_starts(limit))
    for most in (fewest, fewest + 1, fewest + 4, MOST_OPEN_FILES - 1):
        done = run_with(limits[most], folder)
        codes.add(done.returncode)
        assert "bug" not in done.stderr, (most, done.stderr)
        assert "Traceback" not in done.stderr, (most, done.stderr)
        if done.returncode:
            assert "too many files are open at once" in done.stderr, (most, done.stderr)
    assert 0 in codes, "and with enough of them it runs"


def test_files_that_run_out_in_the_midst_of_work_are_told(capsys):
    def work() -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    assert exit_code_of(work) == 2
    assert "too many files are open at once" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("libsolver.so: failed to map segment from shared object", "not enough memory"),
        ("libsolver.so: cannot open shared object file: Too many open files", "ulimit -n"),
    ],
)
def test_a_library_that_cannot_be_loaded_for_want_of_something_names_it(capsys, said, told):
    def load() -> None:
        raise ImportError(said)

    assert exit_code_of(load) == 5
    assert told in capsys.readouterr().err
