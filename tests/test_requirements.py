"""What is locked is what `pyproject.toml` allows, whole, and what `doctor` knows of."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from requirements import refresh
from tests.cli.programmes import REPOSITORY

LOCKS = (refresh.USE, refresh.DEVELOP, refresh.OLDEST)


@pytest.mark.parametrize("path", LOCKS)
def test_every_locked_package_has_a_hash(path):
    text = (REPOSITORY / path).read_text("utf-8")
    packages = re.split(r"^(?=[\w.\-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(list(refresh.locked_in(path))) > 30
    assert [each.partition(" ")[0] for each in packages if "--hash=sha256:" not in each] == []


def test_what_people_use_is_locked_as_it_is_tested():
    assert set(map(str, refresh.locked_in(refresh.USE))) <= set(
        map(str, refresh.locked_in(refresh.DEVELOP))
    )


@pytest.mark.parametrize("python", refresh.PYTHONS)
def test_what_is_locked_is_allowed(python):
    """Each direct dependency, those of the tests and what builds the project included."""
    told = refresh.settings()
    extras = told["project"]["optional-dependencies"]
    lines = chain(refresh.direct_dependencies(python), map(Requirement, extras["dev"]))
    for asked in chain(lines, map(Requirement, told["build-system"]["requires"])):
        found = refresh.locked_version(refresh.DEVELOP, asked.name, python)
        assert asked.specifier.contains(found), f"{asked.name} {found}"


def test_the_oldest_versions_allowed_are_those_of_the_other_lock():
    """On the oldest Python, every floor is a version that the gate tries."""
    (python, *_) = refresh.PYTHONS
    for asked in refresh.direct_dependencies(python):
        found = refresh.locked_version(refresh.OLDEST, asked.name, python)
        assert Requirement(f"x=={refresh.bounds(asked)['>=']}").specifier.contains(found)


def test_doctor_knows_what_is_locked():
    shown = refresh.TESTED.read_text("utf-8")
    assert shown == refresh.tested_versions(), "python requirements/refresh.py writes it anew"


def test_doctor_knows_each_further_part():
    from prioritise.cli.doctor_checks import PARTS

    extras = refresh.settings()["project"]["optional-dependencies"]
    assert set(PARTS) == set(refresh.OF_THE_PRODUCT)
    for name, (_, packages) in PARTS.items():
        wanted = {canonicalize_name(Requirement(line).name) for line in extras[name]}
        assert set(packages) == wanted


def test_the_commands_of_the_readme_install_what_is_locked():
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    use, develop = re.findall(r"^ {4}python3 -m venv .*$", readme, re.MULTILINE)
    for command, path in ((use, refresh.USE), (develop, refresh.DEVELOP)):
        assert f"-r {path.as_posix()} " in command
        assert "--no-deps --no-build-isolation" in command
