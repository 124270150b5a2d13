"""The programme to start from, as it lies in the package, written to a new folder."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path

from prioritise.cli.starter_outcomes import CONTRIBUTIONS, outcomes_of, outcomes_yaml
from prioritise.render.atomic_write import whole_folder

WORKBOOK = "programme.xlsx"
"""The workbook that is the whole programme."""
SCHEMAS = ".schema"
"""Folder of the schemas, beside the files that name them."""
_SCENARIO = "less-money.yaml"
_EVERYDAY = ("hubs", "streams", "proposals", "costs", "alignment", "links")
"""Tables that nearly every programme has."""
_RULES = re.compile(r"^rules:\n(?:  .*\n)+", re.MULTILINE)


def write_starter(
    folder: Path,
    workbook: bool,
    schema: bool = False,
    blank: bool = False,
    outcomes: str | None = None,
) -> None:
    """Write the starter, whole or not at all.

    Parameters
    ----------
    folder
        New or empty folder.
    workbook
        Whether settings and tables are to be the sheets of one workbook.
    schema
        Whether schemas are to stand beside the YAML files, which then name them.
    blank
        Whether the everyday tables are to have their headings alone, and there is to be no rule,
        no scenario and no README, which speak of the sample.
    outcomes
        Name of a list of outcomes to serve, and of an empty table of contributions to them.

    Raises
    ------
    OutputError
        The folder holds something, or the system refused to write.
    UsageError
        A workbook is asked for and cannot be made here.
    """
    contents = _workbook_contents(blank, outcomes) if workbook else _contents("starter")
    if outcomes and not workbook:
        contents["programme.yaml"] += outcomes_yaml(outcomes).encode()
        contents["contributions.csv"] = CONTRIBUTIONS.encode()
    if blank:
        contents = _blank(contents)
    if schema:
        contents |= _with_schemas(contents)
    with whole_folder(folder) as draft:
        for name, content in contents.items():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_bytes(content)


def _contents(folder: str) -> dict[str, bytes]:
    return {
        entry.name: entry.read_bytes()
        for entry in files("prioritise.cli").joinpath(folder).iterdir()
        if entry.is_file()
    }


def _blank(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The settings without rules, and the everyday tables without rows."""
    made: dict[str, bytes] = {}
    for name, content in contents.items():
        if name == WORKBOOK:
            made[name] = content
        elif name == "programme.yaml":
            made[name] = _RULES.sub(_as_comment, content.decode()).encode()
        elif Path(name).stem in (*_EVERYDAY, "contributions"):
            made[name] = content.splitlines(keepends=True)[0]
    return made


def _as_comment(rules: re.Match[str]) -> str:
    """Rules of the sample, as what rules look like."""
    return "".join(f"# {line}" for line in rules.group().splitlines(keepends=True))


def _workbook_contents(blank: bool, outcomes: str | None) -> dict[str, bytes]:
    """One workbook, the scenario, and a README that speaks of sheets."""
    from prioritise.reading import read
    from prioritise.reading.tables import read_csv
    from prioritise.render.inputs.input_workbook import input_workbook

    starter = files("prioritise.cli").joinpath("starter")
    with as_file(starter) as folder:
        programme = read(folder).programme
        if outcomes:
            programme = programme.revised(outcomes=outcomes_of(outcomes))
        tables = {
            path.stem: read_csv(path, path.stem, path.name, [])
            for path in sorted(folder.glob("*.csv"))
        }
        scenario = (folder / _SCENARIO).read_bytes()
    rows = {
        name: [dict(zip(table.headings, row, strict=True)) for row in table.rows]
        for name, table in tables.items()
    }
    if blank:
        programme = programme.revised(rules=())
        rows = {name: [] for name in _EVERYDAY}
    made = {WORKBOOK: input_workbook(programme, rows), _SCENARIO: scenario}
    return made | _contents("starter_workbook")


def _with_schemas(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The schemas, and the YAML files with a first line that leads an editor to them."""
    from prioritise.render.inputs.input_schema import programme_schema, scenario_schema
    from prioritise.render.json_text import json_text

    made: dict[str, bytes] = {}
    for name, schema in (("programme", programme_schema()), ("scenario", scenario_schema())):
        file = f"{SCHEMAS}/{name}.schema.json"
        yaml = f"{name}.yaml" if name == "programme" else _SCENARIO
        if yaml in contents:
            made[file] = json_text(schema, sort=False).encode()
            made[yaml] = f"# yaml-language-server: $schema={file}\n".encode() + contents[yaml]
    return made
