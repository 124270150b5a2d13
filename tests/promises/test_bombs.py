"""Promise 10: what is built to do harm is refused within two seconds of work and in 300 MB.

Each bomb is put to a command in a process of its own, forked from one that has started up, which
may not have more than 2 GB of addresses; work and peak are the process's own. Processes that wait
for ever are ended after 20 seconds. For all of them run
`PRIORITISE_PROGRAMMES=10000 pytest -s tests/promises/test_bombs.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from random import Random

import pytest

from tests.promises.agreement import how_many
from tests.promises.bombs import BOMBS

SECONDS, MEGABYTES = 2, 300
REFUSALS = (2, 3, 6)
"""Exit codes: wrong usage, faults in the inputs, a record that does not match."""

PROGRAM = r"""
import contextlib, io, json, os, re, resource, signal, sys, time
import prioritise.reading.workbook, prioritise.reading.gtfs, prioritise.reading.places
import prioritise.render.run.verify, prioritise.cli.compare, prioritise.cli.check
import prioritise.cli.verify, prioritise.cli.hubs, prioritise.cli.agree, prioritise.decisions.store
from prioritise.optimise import optimise
from prioritise.cli.app import app
from prioritise.reading import read

def peak():
    return int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]) / 1024

for line in sys.stdin:
    words = json.loads(line)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            print(json.dumps([-os.WTERMSIG(status), 0, 0, ""]), flush=True)
        continue
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(20)
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
    said, out = io.StringIO(), io.StringIO()
    start = time.process_time()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(out):
        try:
            app.main(words, "prioritise")
        except SystemExit as end:
            code = end.code
    spent = time.process_time() - start
    sys.stdout.write(json.dumps([code, spent, peak(), said.getvalue()[-600:]]) + "\n")
    sys.stdout.flush()
    os._exit(0)
"""


@pytest.fixture(scope="module")
def started():
    """A process that has started up, and forks for every command."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_bombs_are_refused(tmp_path, started, figures):
    """With words and an exit code, in no time, and in little memory."""
    wrong, slowest, largest = [], (0.0, ""), (0.0, "")
    asked = Random(3).sample([*BOMBS], how_many(10, len(BOMBS)))
    for number, name in enumerate(asked):
        write, words = BOMBS[name]
        folder = tmp_path / str(number)
        folder.mkdir()
        write(folder)
        at = [f"{folder}/{word[2:]}" if word.startswith("./") else word for word in words]
        started.stdin.write(json.dumps(at) + "\n")
        started.stdin.flush()
        code, seconds, megabytes, said = json.loads(started.stdout.readline())
        slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
        plain = "Traceback" not in said and "bug in prioritise" not in said and bool(said)
        if code not in REFUSALS or not plain or seconds > SECONDS or megabytes > MEGABYTES:
            wrong.append(
                f"{name}: {code} after {seconds:.1f} s in {megabytes:.0f} MB: {said[-300:]}"
            )
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_size > 10**6:
                path.unlink()
    figures(
        promise=10, asked=len(asked), compared=len(asked), differences=len(wrong),
        slowest_in_milliseconds=round(slowest[0] * 1000), largest_in_megabytes=round(largest[0]),
    )  # fmt: skip
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MB ({largest[1]})")
    assert not wrong, f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong)
