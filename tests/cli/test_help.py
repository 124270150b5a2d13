"""Help is quick, whole, and ends in an example that can be pasted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from prioritise.cli.app import COMMANDS, app


def help_of(*words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--help"], prog_name="prioritise")
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_in_an_example_of_the_command(name):
    lines = help_of(name).rstrip().splitlines()
    heading = max(place for place, line in enumerate(lines) if line.startswith("Example"))
    examples = [line.strip() for line in lines[heading + 1 :]]
    assert examples
    assert all(
        example.startswith(f"prioritise {name} ") or name == "doctor" for example in examples
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_every_example_exist(name):
    text = help_of(name)
    example = text[text.rindex("Example") :]
    for word in example.split():
        if word.startswith("-") and not word[1:2].isdigit():  # a sum below 0 is no option
            assert word in text[: text.rindex("Example")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_first_help_with_a_sentence(name):
    (line,) = [line for line in help_of().splitlines() if line.strip().startswith(f"{name} ")]
    assert line.strip().endswith((".", "..."))


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_nothing_heavy_is_imported_to_show_help(words):
    heavy = ["pulp", "highspy", "pandas", "numpy", "pydantic", "yaml", "rich", "sqlalchemy"]
    code = (
        "import sys\n"
        "from prioritise.cli.app import app\n"
        f"try: app.main([*{words}, '--help'])\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write(str([name for name in {heavy} if name in sys.modules]))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr == "[]"


def test_a_mistyped_command_names_the_nearest():
    result = CliRunner().invoke(app, ["chek"])
    assert result.exit_code == 2
    assert "check" in result.output


def test_no_command_shows_help():
    assert "Commands:" in CliRunner().invoke(app, []).output
