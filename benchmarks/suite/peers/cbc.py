"""CBC as it comes, on a model file: what it knows is read from its log, and its clock is ours."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.suite.telling import Teller, asked, peak, turned

NUMBER = r"(-?[\d.]+(?:e[+-]?\d+)?)"
READ = re.compile(r"^(?:Problem \S+ has|Coin0008I)")
BESTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"Cbc00(?:04|12|16)I Integer solution of {NUMBER}",
        rf"Cbc0010I .* {NUMBER} best solution",
        rf"Cbc00(?:01|05)I .*best objective {NUMBER}",
        rf"^Objective value:\s+{NUMBER}",
    )
)
"""Lines of the log that tell the best answer."""
BOUNDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"best possible {NUMBER}",
        rf"^Lower bound:\s+{NUMBER}",
    )
)
"""Lines of the log that tell what no answer can better."""
CONTINUOUS = re.compile(rf"^Continuous objective value is {NUMBER}")
ROUNDING = 1e-5
"""The continuous bound is written with six digits: so much of it is given up."""
RESULT = re.compile(r"^Result - (.*)")
VERSION = re.compile(r"^Version:\s*(\S+)")
UNKNOWN = 1e49
"""CBC writes 1e+50 where it knows nothing."""


def main() -> None:
    """Solve the file that is asked for."""
    question = asked()
    cbc = program()
    assert cbc is not None, "CBC is not installed"
    teller, log = Teller(), _Log()
    with tempfile.TemporaryDirectory() as folder:
        solution = Path(folder, "solution.txt")
        command = [
            *(cbc, str(question.model), "-sec", str(question.seconds)),
            *("-timeMode", "elapsed", "-threads", str(question.threads), "-ratioGap", "0"),
            *("-solve", "-solution", str(solution)),
        ]
        screen, end = os.openpty()
        with subprocess.Popen(command, stdout=end) as running:
            os.close(end)
            for line in _lines(screen):
                if READ.search(line) and not log.is_read:
                    teller, log.is_read = Teller(), True
                log.look(line)
                teller.tell(turned(log.best), turned(log.bound))
                log.peak_mib = max(log.peak_mib, peak(running.pid))
        if running.returncode:
            raise SystemExit(f"CBC ended with {running.returncode}")
        answer = list(_answer(solution))
    optimal = log.result == "Optimal solution found"
    teller.end(
        "optimal" if optimal else log.result or "nothing",
        turned(log.best),
        turned(log.best if optimal else log.bound),
        version=f"CBC {log.version}",
        peak_mib=log.peak_mib,
        answer=answer,
    )


def program() -> str | None:
    """The CBC that comes with PuLP 3, or one that is installed; none where neither is."""
    with suppress(ImportError, AttributeError):
        import pulp

        bundled = str(pulp.PULP_CBC_CMD().path)
        if Path(bundled).is_file():
            return bundled
    return shutil.which("cbc")


class _Log:
    """What the log has said so far, in the file's minimisation."""

    def __init__(self) -> None:
        self.best: float | None = None
        self.bound: float | None = None
        self.result = ""
        self.version = ""
        self.is_read = False
        self.peak_mib = 0.0

    def look(self, line: str) -> None:
        """Take in a line: an answer only gets better, and so does a bound."""
        best, bound = _first(BESTS, line), _first(BOUNDS, line)
        if best is not None:
            self.best = min(best, self.best) if self.best is not None else best
        if bound is None and (rounded := _first((CONTINUOUS,), line)) is not None:
            bound = rounded - abs(rounded) * ROUNDING
        if bound is not None:
            self.bound = max(bound, self.bound) if self.bound is not None else bound
        if found := RESULT.search(line):
            self.result = found[1].strip()
        if found := VERSION.search(line):
            self.version = found[1]


def _lines(screen: int) -> Iterator[str]:
    """Lines as they are written: CBC keeps them back unless it writes to a terminal."""
    with os.fdopen(screen, encoding="ascii", errors="replace") as log, suppress(OSError):
        yield from log


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> float | None:
    for pattern in patterns:
        if found := pattern.search(line):
            value = float(found[1])
            return value if abs(value) < UNKNOWN else None
    return None


def _answer(solution: Path) -> Iterator[tuple[int, int]]:
    """Columns that are not 0, as the solution file lists them after its heading."""
    lines = solution.read_text("ascii").splitlines() if solution.is_file() else []
    for line in lines[1:]:
        words = line.replace("**", " ").split()
        if round(float(words[2])):
            yield int(words[1][1:]), round(float(words[2]))


if __name__ == "__main__":
    main()
