"""What every field means: its docstring, read from the source only where somebody asks."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache

_OURS = "prioritise."
"""Start of the names of modules whose classes hand their fields on."""


@cache
def meanings(kind: type) -> Mapping[str, str]:
    """The docstring of each field of a class, by field, on one line.

    Parameters
    ----------
    kind
        A class whose fields each stand above their docstring.

    Returns
    -------
    mapping of str to str
        Fields without a docstring are left out.

    Raises
    ------
    OSError
        Where Python runs without the source.
    """
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for base in kind.__bases__:
        if base.__module__.startswith(_OURS):
            found |= meanings(base)
    for field, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match after:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    found[field.target.id] = " ".join(text.split())
    return found
