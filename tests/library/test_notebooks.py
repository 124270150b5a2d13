"""The notebooks of `examples` run from the top, and print what stands in them."""

from __future__ import annotations

import json

import pytest

from tests.cli.programmes import REPOSITORY
from tests.library.notebooks import executed, printed_by

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((REPOSITORY / "examples").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_stands_in_it(path, request, monkeypatch):
    monkeypatch.chdir(path.parent)
    found = executed(path)
    if request.config.getoption("--update-golden"):
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, "utf-8", newline="\n")
    kept = json.loads(path.read_text("utf-8"))
    assert printed_by(found) == printed_by(kept) != []
    assert path.stat().st_size < 60_000


def test_there_are_two():
    assert [path.stem for path in NOTEBOOKS] == ["first-look", "less-money"]
