"""`schema`: what the inputs may hold, for editors and other programs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import output_option, put, say
from prioritise.cli.help_page import command

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme
    from prioritise.render.json_text import Json

PROGRAMME, SCENARIO, TABLES = "programme", "scenario", "tables"


@command(
    "prioritise schema scenario --for scenarios/valleys -o scenario.schema.json",
    "prioritise schema -o my-programme/.schema",
)
@click.argument("what", metavar="[WHAT]", required=False)
@click.option(
    "--for",
    "source",
    type=click.Path(path_type=Path),
    metavar="PROGRAMME",
    help="Only ids, years and columns of this programme.",
)
@output_option("Write to a file; all three to a folder.")
def schema(what: str | None, source: Path | None, output: Path | None, replace: bool) -> None:
    """Print what the inputs may hold, for editors and programs.

    WHAT is programme or scenario, for the JSON Schema of these YAML files, or tables, for a data
    package with the Table Schema of each table; without WHAT, all three.

    `# yaml-language-server: $schema=PATH` as the first line of a YAML file lets an editor complete
    and check it; PATH leads from the file to its schema.
    """
    from prioritise.render.atomic_write import whole_file
    from prioritise.render.json_text import json_text

    names = [PROGRAMME, SCENARIO, TABLES]
    if what is not None and what not in names:
        from prioritise.programme.faults import nearest

        near = nearest(what, names)
        hint = f"; did you mean {near!r}?" if near else ""
        raise click.BadParameter(f"{what!r} is none of {', '.join(names)}{hint}", param_hint="WHAT")
    schemas = _schemas(names if what is None else [what], source)
    if what is not None:
        files = {output: json_text(schemas[what], sort=False)}
    elif output is None:
        files = {None: json_text(schemas, sort=False)}
    else:
        files = {
            output / file_name(name): json_text(made, sort=False) for name, made in schemas.items()
        }
    with ExitStack() as drafts:
        for path, text in files.items():
            if path is None:
                put(text)
            else:
                draft = drafts.enter_context(whole_file(path, replace=replace))
                draft.write_bytes(text.encode())
    if output is not None:
        say(f"wrote {', '.join(map(str, files))}")


def file_name(what: str) -> str:
    """Name of a schema's file."""
    return f"{what}.schema.json"


def _schemas(names: list[str], source: Path | None) -> dict[str, Json]:
    from prioritise.render.inputs.input_schema import programme_schema, scenario_schema
    from prioritise.render.inputs.input_tables import tables_schema

    programme = _programme(source)
    make: dict[str, Callable[[], Json]] = {
        PROGRAMME: programme_schema,
        SCENARIO: lambda: scenario_schema(programme),
        TABLES: lambda: tables_schema(programme),
    }
    return {name: make[name]() for name in names}


def _programme(source: Path | None) -> Programme | None:
    from prioritise.reading import read

    return None if source is None else read(source).programme
