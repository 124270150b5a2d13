"""The rooms of the house: arrows point one way only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "prioritise"
ROOMS = {
    "programme": "",
    "appraisal": "programme",
    "reading": "programme appraisal",
    "optimise": "programme appraisal",
    "analysis": "programme appraisal optimise",
    "hubs": "programme optimise",
    "decisions": "programme",
    "views": "programme reading appraisal optimise analysis hubs decisions",
    "render": "programme reading appraisal optimise analysis hubs decisions views",
    "library": "programme reading appraisal optimise analysis hubs decisions views render",
    "web": "programme reading appraisal optimise analysis hubs decisions views render",
    "cli": "programme reading appraisal optimise analysis hubs decisions views render web",
}
"""What each room may import; data walks down this list."""
ABOVE = {room: set(above.split()) for room, above in ROOMS.items()}
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


def defined(tree: ast.Module) -> set[str]:
    """Names that a module has, those that it imports included."""
    names = {"__getattr__"} & {getattr(node, "name", "") for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def test_every_import_leads_to_what_there_is():
    """Wherever it stands in a file: what has moved leaves nothing behind."""
    top = PACKAGE.parent
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    names = {path: defined(tree) for path, tree in trees.items()}
    lost = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
                "prioritise"
            ):
                continue
            place = top.joinpath(*(node.module or "").split("."))
            home = place.with_suffix(".py")
            known = names.get(home) or names.get(place / "__init__.py", set())
            for alias in node.names:
                is_module = (place / alias.name).is_dir() or (place / f"{alias.name}.py").is_file()
                if not is_module and not {alias.name, "__getattr__"} & known:
                    lost.append(f"{path.relative_to(top)}: {node.module}.{alias.name}")
    assert lost == []


@pytest.mark.parametrize("name", ["examination", "rules", "value"])
def test_the_check_imports_nothing_but_the_programme(name):
    allowed = ("prioritise.programme", "prioritise.optimise.check.")
    assert all(found.startswith(allowed) for found in imported(Path(f"optimise/check/{name}.py")))


@pytest.mark.parametrize("library", ["pulp", "highspy"])
def test_a_solver_is_imported_where_it_is_at_home(library):
    """HiGHS solves integer programmes in one file, tells prices in another, is made in a third."""
    home = {
        "pulp": {"optimise/pulp_problem.py"},
        "highspy": {
            "optimise/highs.py",
            "optimise/lagrangian/relaxation.py",
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
