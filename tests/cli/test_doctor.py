"""`doctor` says what is right and what is not, and how to mend it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli import doctor_checks as checks
from prioritise.cli.app import app
from prioritise.cli.tested_versions import versions_tested
from prioritise.optimise import self_test as questions
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Model
from prioritise.optimise.self_test import Finding
from prioritise.optimise.solver import Outcome


def asked() -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor"], prog_name="prioritise")
    return result.exit_code, result.output


@pytest.fixture
def quick(monkeypatch) -> None:
    """The solver is not asked."""

    def nothing() -> Iterator[Finding]:
        yield Finding("the solver is exact to the penny", True, "yes")

    monkeypatch.setattr(questions, "self_test", nothing)


def with_version(monkeypatch, package: str, told: str) -> None:
    known = checks._version
    monkeypatch.setattr(
        checks, "_version", lambda asked: told if asked == package else known(asked)
    )


def test_this_installation_is_well_and_each_thing_was_asked_that_answers_hang_on(monkeypatch):
    monkeypatch.setattr(questions, "SHORT", 0.3)
    code, output = asked()
    assert code == 0, output
    assert "WRONG" not in output
    assert output.endswith("All is well.\n")
    assert max(map(len, output.splitlines()[1:])) <= 80
    told = output.partition("The solver")[2]
    for word in ("penny", "floors", "impossible", "time limit", "side by side", "stop", "later"):
        assert word in told, word


@pytest.mark.parametrize(
    ("package", "told", "way"),
    [
        ("highspy", "1.14.0", '"highspy>=1.15.1,<2"'),
        ("highspy", "2.0.0", '"highspy>=1.15.1,<2"'),
        ("pulp", "3.3.1", '"pulp>=3.3.2,<4"'),
        ("pulp", "5.0", '"pulp>=3.3.2,<4"'),
        ("pydantic", "1.10.2", '"pydantic>=2.10,<3"'),
        ("numpy", "", '"numpy>=1.26"'),
    ],
)
def test_a_version_that_is_known_to_be_wrong_is_refused_with_the_way_out(
    quick, monkeypatch, package, told, way
):
    monkeypatch.setattr(checks, "versions_tested", lambda running: versions_tested((3, 11)))
    with_version(monkeypatch, package, told)
    code, output = asked()
    assert code == 2
    assert f"WRONG  {package}" in output
    assert f"python -m pip install {way}" in output


def test_what_was_tested_is_said_beside_what_is_installed(quick):
    """Further parts say so only where they start, which warnings made errors can prevent here."""
    further = {package for _, packages in checks.PARTS.values() for package in packages}
    _, output = asked()
    told = " ".join(output.split())
    for package, tested in versions_tested(sys.version_info[:3]).items():
        if package not in further:
            assert f"{package} {checks._version(package)} ({tested})" in told


def test_a_version_newer_than_any_that_was_tested_is_noted_and_not_refused(quick, monkeypatch):
    with_version(monkeypatch, "highspy", "1.99.0")
    newest = versions_tested(sys.version_info[:3])["highspy"].versions[-1]
    code, output = asked()
    assert code == 0
    assert "note   highspy 1.99.0 is newer than what was tested" in output
    assert newest in output


def test_a_python_newer_than_any_that_was_tested_is_noted(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    first = next(checks.versions())
    assert first.word == "note"
    assert first.text.startswith("Python 3.99.0 is newer than 3.")


def test_pulp_4_on_a_python_that_it_does_not_know_is_refused(quick, monkeypatch):
    with_version(monkeypatch, "pulp", "4.2.0")
    monkeypatch.setattr(checks, "versions_tested", lambda running: versions_tested((3, 11)))
    code, output = asked()
    assert code == 2
    assert 'python -m pip install "pulp>=3.3.2,<4"' in output


def test_a_python_that_is_too_old_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 1, "final", 0))
    first = next(checks.versions())
    assert (first.word, first.text) == ("WRONG", "Python 3.10.1 is too old; install 3.11 or later")


def test_a_solver_that_is_wrong_by_one_penny_is_never_to_be_relied_on(monkeypatch):
    def wrong(model: Model, **options: object) -> Outcome:
        found = solve(model, **options)  # type: ignore[arg-type]
        better = None if found.figure is None else found.figure + 1
        return Outcome(found.found, found.values, better, better, "Optimal", found.seconds)

    monkeypatch.setattr(questions, "solve", wrong)
    monkeypatch.setattr(questions, "SHORT", 0.1)
    code, output = asked()
    assert code == 5
    assert "WRONG  the solver is exact to the penny" in output
    assert "do not rely on answers from this installation" in output


def test_a_solver_that_goes_on_after_its_time_is_found_out(monkeypatch):
    clock = iter([0.0, 60.0])
    monkeypatch.setattr(questions, "monotonic", lambda: next(clock))
    assert "took 60.0 seconds" in questions._time_limit()


def test_a_part_that_is_not_installed_is_no_fault_and_says_how_to_get_it(quick, monkeypatch):
    with_version(monkeypatch, "uvicorn", "")
    code, output = asked()
    assert code == 0
    assert "absent web, for `serve`: without uvicorn" in output
    assert 'python -m pip install "prioritise[web]"' in output


def test_a_part_that_is_too_old_or_does_not_start_is_noted(quick, monkeypatch):
    with_version(monkeypatch, "uvicorn", "0.2")
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, output = asked()
    told = " ".join(output.split())
    assert code == 0
    assert "uvicorn 0.2 is older than 0.30" in told
    if checks._version("distributed"):
        assert "does not start" in told


@pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="folders are closed to their owner on POSIX only"
)
def test_a_folder_that_cannot_be_written_to_is_noted_with_the_way_out(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "file" / "folder")
    here = next(checks.places())
    assert here.word == "note"
    assert "cannot be written to" in here.text
    assert "go to another folder" in here.text
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_was_tried_leaves_no_trace(quick, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert asked()[0] == 0
    assert not list((tmp_path / "here").iterdir())
    assert not list((tmp_path / "temporary").iterdir())
