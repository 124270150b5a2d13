"""What the wheel and the source package hold: all that is needed, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from itertools import chain
from pathlib import Path, PurePosixPath

import pytest

from tests.cli.programmes import REPOSITORY

NEVER = re.compile(
    r"__pycache__|\.py[co]$|\.hypothesis|_cache/|\.sqlite|\.xlsx$|\.ods$|\.zip$|\.DS_Store|~$|\.egg-info"
)
"""Caches, stores, and data of others."""
ALSO_IN_SOURCE = (
    "README.md",
    "LICENSE",
    "NOTICE",
    "CHANGELOG.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "CITATION.cff",
)
FOLDERS = ("prioritise", "scenarios", "tests", "benchmarks", "docs", "examples", "requirements")
LICENCES = {
    "LICENSE",
    "NOTICE",
    "prioritise/render/page/assets/govuk-frontend-LICENCE.txt",
    "prioritise/web/assets/htmx-LICENCE.txt",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Folder of a wheel and a source package of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built) -> list[str]:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def source(built) -> list[str]:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


def files_of(folder: str) -> set[str]:
    """Files of a folder of this checkout that belong to it."""
    paths = (p for p in (REPOSITORY / folder).rglob("*") if p.is_file())
    names = {path.relative_to(REPOSITORY).as_posix() for path in paths}
    return {name for name in names if not NEVER.search(name)}


def test_the_wheel_holds_the_package_and_its_licences(wheel):
    about = {name for name in wheel if ".dist-info/" in name}
    assert set(wheel) - about == files_of("prioritise")
    licences = {name.partition("/licenses/")[2] for name in about if "/licenses/" in name}
    assert licences == LICENCES


@pytest.mark.parametrize(
    "needed",
    [
        "prioritise/py.typed",
        "prioritise/web/assets/htmx.min.js",
        "prioritise/web/templates/desk.html",
        "prioritise/render/page/assets/govuk-frontend.css",
        "prioritise/render/page/templates/document.html",
        "prioritise/cli/starter/programme.yaml",
        "prioritise/cli/starter_workbook/README.md",
    ],
)
def test_what_is_read_at_run_time_is_in_the_wheel(wheel, needed):
    assert needed in wheel


def test_the_source_package_holds_what_builds_tests_and_explains_it(source):
    wanted = set().union(*map(files_of, FOLDERS)) | set(ALSO_IN_SOURCE)
    made = {"PKG-INFO", "pyproject.toml", ".gitignore"}
    assert set(source) == wanted | made


def test_neither_holds_caches_stores_or_data_of_others(wheel, source):
    assert [name for name in (*wheel, *source) if NEVER.search(name)] == []
    assert max(len(PurePosixPath(name).parts) for name in source) < 8


def test_the_notice_names_every_work_of_others():
    notice = (REPOSITORY / "NOTICE").read_text("utf-8")
    licences = sorted(name for name in LICENCES if name.endswith("-LICENCE.txt"))
    for licence in licences:
        folder, name = PurePosixPath(licence).parent, PurePosixPath(licence).name
        (work,) = (REPOSITORY / folder).glob(f"{name.removesuffix('-LICENCE.txt')}*[!t]")
        assert work.relative_to(REPOSITORY).as_posix() in notice
        assert name in notice


def test_an_extra_asks_for_the_same_versions_wherever_it_is_asked_for():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    asked: dict[str, set[str]] = {}
    extras = project["optional-dependencies"].values()
    for line in (*project["dependencies"], *chain.from_iterable(extras)):
        named, _, when = line.partition(";")
        name = re.split(r"[<>=\[]", named)[0]
        asked.setdefault(f"{name.lower()};{when}", set()).add(named.strip())
    assert {name: lines for name, lines in asked.items() if len(lines) > 1} == {}
