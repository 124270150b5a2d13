"""A type of the package is known by its name: no name stands for two types."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "prioritise"
MAKERS = ("NewType", "NamedTuple", "namedtuple", "TypedDict", "Enum")


def is_alias(node: ast.stmt) -> str | None:
    """Name of a type that a statement gives another name; type variables are no types."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id if "TypeAlias" in ast.unparse(node.annotation) else None
    if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
        return None
    name, value = node.targets[0].id, node.value
    made = isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in MAKERS
    told = isinstance(value, ast.Subscript | ast.BinOp) and name[0].isupper() and not name.isupper()
    return name if made or told else None


def test_no_name_stands_for_two_types():
    homes = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for name in (*classes, *filter(None, map(is_alias, tree.body))):
            homes[name].append(path.relative_to(PACKAGE).as_posix())
    assert len(homes) > 300
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
