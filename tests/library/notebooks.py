"""Notebooks executed cell by cell in one process, without Jupyter: what they print and show."""

from __future__ import annotations

import ast
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any


def executed(path: Path) -> dict[str, Any]:
    """A notebook with the outputs that its cells give, run in order from the top."""
    notebook = json.loads(path.read_text("utf-8"))
    scope: dict[str, Any] = {}
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    for number, cell in enumerate(code, start=1):
        cell["execution_count"] = number
        cell["outputs"] = outputs_of("".join(cell["source"]), scope, number)
    return notebook


def outputs_of(source: str, scope: dict[str, Any], number: int) -> list[dict[str, Any]]:
    tree, shown = ast.parse(source), None
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, "cell", "exec"), scope)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), scope)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        text = printed.getvalue().splitlines(keepends=True)
        outputs.append({"output_type": "stream", "name": "stdout", "text": text})
    if shown is not None:
        data = {"text/plain": repr(shown).splitlines(keepends=True)}
        if hasattr(shown, "_repr_html_"):
            data["text/html"] = shown._repr_html_().splitlines(keepends=True)
        result = {"output_type": "execute_result", "execution_count": number, "metadata": {}}
        outputs.append({**result, "data": data})
    return outputs


def printed_by(notebook: dict[str, Any]) -> list[list[str]]:
    """What each cell prints."""
    outputs = (out for cell in notebook["cells"] for out in cell.get("outputs", ()))
    return [out["text"] for out in outputs if out["output_type"] == "stream"]
