"""The rooms of the house: arrows point one way only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "prioritise"
ABOVE = {
    "programme": set(),
    "appraisal": {"programme"},
    "reading": {"programme", "appraisal"},
    "optimise": {"programme", "appraisal"},
    "insight": {"programme", "appraisal", "optimise"},
    "decisions": {"programme"},
    "hubs": {"programme", "optimise"},
    "present": {"programme", "reading", "appraisal", "optimise", "insight", "hubs", "decisions"},
    "web": {
        *("programme", "reading", "appraisal", "optimise", "insight", "hubs", "decisions"),
        "present",
    },
    "cli": {
        *("programme", "reading", "appraisal", "optimise", "insight", "hubs", "decisions"),
        *("present", "web"),
    },
}
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.glob("*/**/*.py"))


def imported(path: Path) -> set[str]:
    """Modules of the package that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse((PACKAGE / path).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are spelt out"
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("prioritise.")}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_room_imports_only_rooms_above_it(path):
    room = path.parts[0]
    assert {name.split(".")[1] for name in imported(path)} <= ABOVE[room] | {room}


@pytest.mark.parametrize("name", ["check", "check_rules", "check_value"])
def test_the_check_imports_nothing_but_the_programme(name):
    allowed = ("prioritise.programme", "prioritise.optimise.check_")
    assert all(found.startswith(allowed) for found in imported(Path(f"optimise/{name}.py")))


@pytest.mark.parametrize("library", ["pulp", "highspy"])
def test_a_solver_is_imported_where_it_is_at_home(library):
    """HiGHS solves integer programmes in one file, tells prices in another, is made in a third."""
    home = {
        "pulp": {"optimise/pulp_problem.py"},
        "highspy": {
            "optimise/highs.py",
            "optimise/priced/relaxation.py",
            "optimise/quiet_highs.py",
        },
    }[library]
    users = set()
    for path in FILES:
        tree = ast.parse((PACKAGE / path).read_text("utf-8"))
        typing_only = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            if id(node) not in typing_only and library in {name.split(".")[0] for name in names}:
                users.add(path.as_posix())
    assert users == home


def test_nothing_heavy_is_imported_for_help():
    import subprocess
    import sys

    heavy = ["pulp", "highspy", "pandas", "numpy", "pydantic", "yaml", "python_calamine"]
    code = f"import sys, prioritise.cli; print([n for n in {heavy} if n in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
