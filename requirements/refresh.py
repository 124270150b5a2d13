"""Locks every dependency anew, at the newest version that `pyproject.toml` allows.

    .venv/bin/python requirements/refresh.py

writes `use.lock` (what the product needs, with its page), `develop.lock` (that, every further part
and what the tests and the manual need), both for each Python and system, and `oldest.lock` (the
other end: the oldest versions allowed, on the oldest Python), all with hashes; and
`tested_versions.csv` in the package, from which `doctor` knows with what the tests pass.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[1]
DEVELOP, USE, OLDEST = (Path(f"requirements/{name}.lock") for name in ("develop", "use", "oldest"))
TESTED = TOP / "prioritise" / "cli" / "tested_versions.csv"
HEADINGS = ("python", "package", "oldest", "below", "tested")
PYTHONS = ("3.11", "3.12", "3.13")
"""The versions of Python on which the tests run."""
OF_THE_PRODUCT = ("cluster", "postgres", "web")
"""Extras that are parts of the product; the others serve its engineers."""


def main() -> None:
    """Lock, then write down what is locked."""
    lock(DEVELOP, "--universal", "--extra=all", "--extra=dev", "--extra=docs")
    # What people use is what was tested.
    lock(USE, "--universal", "--extra=web", f"--constraints={DEVELOP}")
    floors = [f"{asked.name}=={bounds(asked)['>=']}" for asked in direct_dependencies(PYTHONS[0])]
    lock(OLDEST, "--extra=all", "--extra=dev", also=floors)
    TESTED.write_text(tested_versions(), encoding="utf-8", newline="\n")


def lock(target: Path, *options: str, also: Sequence[str] = ()) -> None:
    """One file, with what builds the project."""
    lines = [*settings()["build-system"]["requires"], *also]
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-"),
        *("--quiet", "--upgrade", "--no-config", "--no-annotate", "--generate-hashes"),
        *(f"--python-version={PYTHONS[0]}", f"--output-file={target}"),
        "--custom-compile-command=python requirements/refresh.py",
        *options,
    ]
    subprocess.run(command, cwd=TOP, input="\n".join(lines), text=True, check=True)


def tested_versions() -> str:
    """The bounds of each direct dependency on each Python, and the locked versions, as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADINGS)
    for python in PYTHONS:
        ends = (OLDEST, DEVELOP) if python == PYTHONS[0] else (DEVELOP,)
        for asked in direct_dependencies(python):
            tested = dict.fromkeys(locked_version(path, asked.name, python) for path in ends)
            limits = bounds(asked)
            row = (python, asked.name, limits[">="], limits.get("<", ""), " ".join(tested))
            writer.writerow(row)
    return written.getvalue()


def direct_dependencies(python: str) -> list[Requirement]:
    """What `pyproject.toml` asks for on a Python, for the product and its further parts."""
    project = settings()["project"]
    extras = project["optional-dependencies"]
    lines = chain(project["dependencies"], *(extras[name] for name in OF_THE_PRODUCT))
    asked = (each for each in map(Requirement, lines) if applies(each, python))
    return sorted(asked, key=lambda each: each.name.lower())


def bounds(asked: Requirement) -> dict[str, str]:
    """The versions of a requirement by their signs."""
    return {each.operator: each.version for each in asked.specifier}


def locked_in(path: Path) -> Iterator[Requirement]:
    """The lines of a lock, without their hashes."""
    text = (TOP / path).read_text("utf-8")
    for found in re.findall(r"^([\w.\-]+==[^\\\n]+)", text, re.MULTILINE):
        yield Requirement(found.strip())


def locked_version(path: Path, name: str, python: str) -> str:
    """The version of a package that a lock gives to a Python."""
    wanted = canonicalize_name(name)
    (only,) = (
        each
        for each in locked_in(path)
        if canonicalize_name(each.name) == wanted and applies(each, python)
    )
    return bounds(only)["=="]


def applies(asked: Requirement, python: str) -> bool:
    """Whether a line is meant for a Python, on this system."""
    told = {"python_version": python, "python_full_version": f"{python}.0"}
    return asked.marker is None or asked.marker.evaluate(told)


def settings() -> dict[str, Any]:
    """What `pyproject.toml` says."""
    return tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))


if __name__ == "__main__":
    main()
