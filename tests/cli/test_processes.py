"""Commands as processes: pipes that close, disks that are full, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from tests.cli.programmes import ended, hard, small, started

posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    return hard(tmp_path_factory.mktemp("hard") / "programme")


def test_data_goes_to_stdout_and_words_to_stderr(tmp_path):
    code, out, err = ended(
        "run", small(tmp_path / "two"), "-o", tmp_path / "out", "--format", "csv"
    )
    assert code == 0
    assert out.startswith("hub,hub_name,proposal,title")
    assert err == f"wrote {tmp_path / 'out'}\n"


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.5, 1.0, 2.5])
def test_stop_means_stop(busy, tmp_path, number, after):
    process = started("run", busy, "-o", tmp_path / "out")
    sleep(after)
    assert process.poll() is None, "it was to be busy still"
    process.send_signal(number)
    began = monotonic()
    out, err = process.communicate(timeout=10)
    assert monotonic() - began < 2
    assert process.returncode == 130
    assert out == ""
    assert "stopped" in err
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


@posix
def test_ctrl_c_while_a_folder_is_written_leaves_nothing(tmp_path):
    folder = small(tmp_path / "two")
    code = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "import prioritise.render.run.run_folder as run_folder\n"
        "write = run_folder._write\n"
        "def slow(path, content):\n"
        "    write(path, content)\n"
        "    if path.name == 'rules.csv': os.kill(os.getpid(), signal.SIGINT)\n"
        "run_folder._write = slow\n"
        "import sys\n"
        "from prioritise.cli import main\n"
        f"sys.argv[1:] = ['run', {str(folder)!r}, '-o', {str(tmp_path / 'out')!r}]\n"
        "main()"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 130
    assert "stopped" in process.stderr
    assert list(tmp_path.iterdir()) == [folder]


@posix
def test_an_interrupt_that_a_library_would_swallow_ends_the_process_all_the_same(tmp_path):
    code = (
        "import os, signal, sys\n"
        "from time import sleep\n"
        "import prioritise.cli.solving as solving\n"
        "def swallow(*_, **__):\n"
        "    try: os.kill(os.getpid(), signal.SIGINT); sleep(20)\n"
        "    except: sleep(20)\n"
        "solving.optimise = swallow\n"
        f"sys.argv[1:] = ['run', {str(small(tmp_path / 'two'))!r}]\n"
        "from prioritise.cli import main\n"
        "main()"
    )
    began = monotonic()
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 130
    assert monotonic() - began < 4  # start and imports included
    assert "Traceback" not in process.stderr


@posix
@pytest.mark.parametrize("with_words", [False, True], ids=["output alone", "words too"])
def test_ctrl_c_is_obeyed_where_nobody_reads_what_is_printed(tmp_path, with_words):
    """As where the output waits in a pager, with the words or without."""
    code = (
        "import sys, prioritise.cli.solving as solving\n"
        "from prioritise.cli.common import put\n"
        "solving.optimise = lambda *_, **__: put('x' * 10_000_000)\n"
        f"sys.argv[1:] = ['run', {str(small(tmp_path / 'two'))!r}]\n"
        "from prioritise.cli import main\n"
        "main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if with_words else subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.read(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(2) == 130
    out, err = process.communicate()
    assert b"Traceback" not in out + (err or b"")


@posix
def test_a_second_ctrl_c_does_not_disturb_what_the_first_tidies_up(tmp_path):
    words = ["run", str(small(tmp_path / "two")), "-o", str(tmp_path / "out")]
    code = (
        "import os, shutil, signal, sys\n"
        "import prioritise.render.atomic_write as whole\n"
        "import prioritise.render.run.run_folder as run_folder\n"
        "rmtree = shutil.rmtree\n"
        "def slow(path, **options):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    rmtree(path, **options)\n"
        "shutil.rmtree = slow\n"
        "run_folder._write = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        f"sys.argv[1:] = {words}\n"
        "from prioritise.cli import main\n"
        "main()"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["two"]


@posix
def test_ctrl_c_while_a_decision_is_recorded_leaves_no_journal(tmp_path):
    folder = small(tmp_path / "two")
    code = (
        "import os, signal, sys\n"
        "import prioritise.decisions.store as store\n"
        "sealed = store.sealed\n"
        "def stopped(*words):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return sealed(*words)\n"
        "store.sealed = stopped\n"
        f"sys.argv[1:] = ['agree', 'add', {str(folder)!r}, 'A', '--decision', 'agreed']\n"
        "sys.argv += ['--by', 'Board', '--why', 'Ready']\n"
        "from prioritise.cli import main\n"
        "main()"
    )
    before = {path.name for path in folder.iterdir()}
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 130
    assert {path.name for path in folder.iterdir()} == {*before, "decisions.sqlite"}
    code, out, _ = ended("agree", "verify", folder)
    assert code == 0
    assert "1 entry" in out


@posix
def test_a_reader_that_has_read_enough_is_no_error(tmp_path):
    process = started("run", small(tmp_path / "two"))
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=60)
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("layout", ["csv", "json", "table"])
def test_output_to_a_full_disk_is_an_error_in_words(tmp_path, layout):
    with open("/dev/full", "w") as full:
        code, _, err = ended("run", small(tmp_path / "two"), "--format", layout, stdout=full)
    assert code == 2
    assert err == "there is no room left on the disk\n"


def test_a_terminal_that_knows_only_ascii_gets_an_answer(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    code, out, err = ended("run", small(tmp_path / "two"), "--format", "table", env=environment)
    assert (code, err) == (0, "")
    assert "2 of 3 proposals" in out
    assert out.isascii()
