"""Standard output holds the data that was asked for, and nothing that a library prints."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.programmes import REPOSITORY, ended, small

TOWN = REPOSITORY / "scenarios" / "ammanford.yaml"
COMMANDS: dict[str, tuple[str, ...]] = {
    "alternatives": (),
    "appraise": (),
    "check": (),
    "compare": ("--commitments",),
    "explain": (),
    "export": (),
    "hubs": (),
    "robust": ("--draws", "4", "--workers", "2"),
    "run": (),
    "sweep": ("--stream", "main", "--from", "0.5", "--to", "1.5", "--step", "0.5"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_a_command_writes_is_data_and_no_more(tmp_path: Path, name: str, form: str) -> None:
    """Read by whatever reads CSV or JSON, from a process of its own."""
    asked = TOWN if name == "hubs" else small(tmp_path / "two")
    code, out, err = ended(name, asked, *COMMANDS[name], "--format", form)
    assert code == 0, err
    if form == "json":
        rows = json.loads(out)
        assert rows
        return
    heading, *lines = csv.reader(io.StringIO(out))
    assert heading[0].replace("_", "").isalpha()
    assert all(len(line) == len(heading) for line in lines)


MAKE = "from prioritise.optimise.quiet_highs import new_highs; new_highs()"
THREADS = f"""
from threading import Thread
def work():
    {MAKE}
threads = [Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
PROCESSES = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from prioritise.optimise.highs import version
if __name__ == "__main__":
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        [each.result() for each in [pool.submit(version) for _ in range(4)]]
"""


@pytest.mark.parametrize(
    "code", [MAKE, THREADS, PROCESSES], ids=["one solver", "eight threads", "two processes"]
)
def test_a_solver_is_made_in_silence(tmp_path: Path, code: str) -> None:
    """By whoever makes it; what is printed before and after stands."""
    script = tmp_path / "script.py"
    told = "if __name__ == '__main__':\n    print('{}', flush=True)\n"
    script.write_text(told.format("before") + code + "\n" + told.format("after"), "utf-8")
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert (found.stdout.split(), found.stderr) == (["before", "after"], "")


@pytest.mark.skipif(os.name != "posix", reason="closes a descriptor as POSIX does")
def test_a_process_without_standard_output_has_its_solver_all_the_same() -> None:
    code = f"import os; os.close(1); {MAKE}"
    subprocess.run([sys.executable, "-c", code], check=True)
