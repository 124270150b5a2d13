"""One solver on one instance in a process of its own, and the file that keeps what came of it.

A process of its own means its own imports, its own memory, and a crash that is counted and named.
The file holds a line of JSON a race, so that a run can go on where another ended, and the table can
be drawn again without running anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.suite.instances import Instance
from benchmarks.suite.model_file import answer_holds
from benchmarks.suite.peers.cbc import program
from prioritise.optimise.model import Model

ROOT = Path(__file__).parents[2]
OURS = "ours"
PEERS: Mapping[str, str] = {
    "highs": "highspy",
    "scip": "pyscipopt",
    "cp_sat": "ortools",
    "cbc": "pulp",
}
"""Peers, and the package that brings each."""
THREADS = 2
RUNS = 5
"""Races of a solver whose first is short: other work on the machine weighs most there."""
SHORT = 2.0
"""Seconds of a short race."""
GRACE = 60.0
"""Seconds for starting and reading, beside as many again as the limit, before a race is ended."""


Lines = list[tuple[float, float | None, float | None]]
"""Seconds, best and bound, whenever one of them changed."""


@dataclass(frozen=True, slots=True)
class Race:
    """What came of one solver on one instance."""

    instance: str
    solver: str
    model: str
    """What the model file hashes to."""
    limit: float
    """Seconds that the solver was given."""
    machine: str
    lines: Lines = field(default_factory=list)
    end: dict[str, Any] = field(default_factory=dict)
    """The last line; empty where it never came."""
    fault: str = ""
    """What went wrong; empty where nothing did."""


def raced(instance: Instance, solver: str, model: Model, file: Path, digest: str) -> Race:
    """The race of a solver; where it is soon over, the middle one of several."""
    races = [_raced(instance, solver, model, file, digest)]
    while _is_short(races[-1]) and len(races) < RUNS:
        races.append(_raced(instance, solver, model, file, digest))
    if races[-1].fault:
        return races[-1]
    return sorted(races, key=spent)[len(races) // 2]


def spent(race: Race) -> float:
    """Seconds until value was settled, or the race was over; its limit where it had no end."""
    return float(race.end.get("value_seconds", race.end.get("seconds", race.limit)))


def _is_short(race: Race) -> bool:
    return not race.fault and spent(race) < SHORT


def _raced(instance: Instance, solver: str, model: Model, file: Path, digest: str) -> Race:
    asked = ["suite.ours", instance.name] if solver == OURS else asked_of(solver, file, THREADS)
    lines, end, fault = ended(asked, instance.seconds, model)
    return Race(instance.name, solver, digest, instance.seconds, machine(), lines, end, fault)


def asked_of(solver: str, file: Path, threads: int) -> list[str]:
    """How a peer is asked."""
    return [f"suite.peers.{solver}", str(file), "--threads", str(threads)]


def ended(asked: Sequence[str], seconds: float, model: Model) -> tuple[Lines, dict[str, Any], str]:
    """What a solver told, its last line, and what went wrong; its answer checked exactly.

    Parameters
    ----------
    asked : sequence of str
        A module of the benchmarks, and its arguments but for the limit.
    seconds : float
        The limit.
    model : Model
        What it was asked for.
    """
    program = [sys.executable, "-m", f"benchmarks.{asked[0]}", *asked[1:]]
    printed, fault = printed_by([*program, "--seconds", str(seconds)], 2 * seconds + GRACE)
    lines, end = _told(printed)
    answer = end.pop("answer", ())
    if not fault and not end:
        fault = "ended without a last line"
    if answer and end["best"] is not None:
        fault = fault or _wrong(model, answer, end["best"])
    return lines, end, fault


def printed_by(command: Sequence[str], seconds: float) -> tuple[str, str]:
    """What a command printed, and what went wrong; whatever it started ends with it."""
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        printed, said = running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(running)
        return running.communicate()[0], f"did not stop within {seconds:g} s, and was ended"
    except BaseException:
        _end(running)
        running.communicate()
        raise
    if running.returncode < 0:
        return printed, f"crashed: {signal.Signals(-running.returncode).name}"
    if running.returncode:
        last = (said.strip().splitlines() or [f"exit code {running.returncode}"])[-1]
        return printed, f"failed: {last}"
    return printed, ""


def installed(solver: str) -> bool:
    """Whether a solver can be asked here."""
    if solver == "cbc":
        return program() is not None
    return solver == OURS or find_spec(PEERS[solver]) is not None


def digest_of(file: Path) -> str:
    """What a model file hashes to; another programme never has the same."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def machine() -> str:
    """Cores and processor, in one line."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        told = []
    models = [line.split(":", 1)[1].strip() for line in told if line.startswith("model name")]
    model = models[0] if models else platform.processor() or platform.machine()
    return (
        f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"
    )


def keep(race: Race, file: Path) -> None:
    """Add a race to the file."""
    with file.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(asdict(race)) + "\n")


def kept_in(file: Path) -> dict[tuple[str, str], Race]:
    """The last race of each instance and solver, of those on the instance's newest model."""
    races = list(_read(file))
    newest = {race.instance: race.model for race in races}
    current = (race for race in races if race.model == newest[race.instance])
    return {(race.instance, race.solver): race for race in current}


def _read(file: Path) -> Iterator[Race]:
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        try:
            fields = json.loads(line)
        except ValueError:
            continue  # a run that was ended while it wrote
        yield Race(**{**fields, "lines": [tuple(told) for told in fields["lines"]]})


def _end(running: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()


def _told(printed: str) -> tuple[Lines, dict[str, Any]]:
    lines, end = [], {}
    for text in printed.splitlines():
        try:
            told = json.loads(text)
        except ValueError:
            continue  # some solvers greet
        if "status" in told:
            end = told
        else:
            lines.append((told["seconds"], told["best"], told["bound"]))
    return lines, end


def _wrong(model: Model, answer: Iterable[tuple[int, int]], best: float) -> str:
    """What is wrong with an answer, in exact numbers."""
    holds, figure = answer_holds(model, answer)
    if not holds:
        return "its answer does not keep every limit"
    return "" if abs(figure - best) < 0.5 else f"its answer is worth {figure}, not {best:.0f}"
