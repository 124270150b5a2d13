"""`datapackage.json` describes the files beside it: every file, every column, every cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prioritise.cli.app import app
from prioritise.cli.starter_files import write_starter
from tests.cli.programmes import REPOSITORY
from tests.table_schema import problems


def folder_of(tmp_path: Path, *words: str | Path) -> Path:
    out = tmp_path / "out"
    with pytest.raises(SystemExit) as ended:
        app.main([*map(str, words), "-o", str(out)])
    assert ended.value.code == 0
    return out


def assert_described(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    files = {resource["path"]: resource for resource in package["resources"]}
    assert sorted(files) == sorted(path.name for path in folder.glob("*.csv"))
    for name, resource in files.items():
        assert list(problems(resource, (folder / name).read_text("utf-8"))) == []
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("example", ["starter", "scenarios/baseline.yaml"])
def test_the_tables_of_a_run_are_as_described(tmp_path, example):
    source = REPOSITORY / example
    if example == "starter":
        source = tmp_path / "mine"
        write_starter(source, workbook=False)
    assert_described(folder_of(tmp_path, "run", source))


def test_the_tables_of_a_comparison_are_as_described(tmp_path):
    write_starter(tmp_path / "mine", workbook=False)
    words = ("compare", tmp_path / "mine", tmp_path / "mine" / "less-money.yaml")
    assert_described(folder_of(tmp_path, *words))


def test_a_description_that_is_wrong_would_be_noticed(tmp_path):
    write_starter(tmp_path / "mine", workbook=False)
    out = folder_of(tmp_path, "run", tmp_path / "mine")
    (resource,) = [
        resource
        for resource in json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]
        if resource["name"] == "funding"
    ]
    text = (out / "funding.csv").read_text("utf-8")
    heading, first = text.splitlines()[:2]
    for spoilt in (
        text.replace(heading, heading.replace("amount", "amuont")),
        f"{heading}\n{first}x\n",
        f"{heading}\n{first},\n",
        f"{heading}\n{first}\n{first}\n",
    ):
        assert list(problems(resource, spoilt)) != []
