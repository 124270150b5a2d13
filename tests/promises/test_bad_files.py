"""Promise 9, by hand: every bad input gets plain words that name file, row, column, and a way out.

Each case is written to a folder of its own and put to a command, which has to end with exit code 3,
one line a fault and no traceback; the case says what one of these lines has to name. For all of the
cases run `PRIORITISE_PROGRAMMES=10000 pytest -s tests/promises/test_bad_files.py`.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import ended
from tests.promises.agreement import how_many
from tests.promises.bad import ALL_TABLES, WITH_REACH, Bad, folder_of, writing
from tests.promises.bad_others import bad_others
from tests.promises.bad_settings import bad_settings
from tests.promises.bad_tables import bad_tables
from tests.promises.every_key import FULL, PLAIN, SCENARIO

CASES = [*bad_tables(), *bad_settings(), *bad_others()]
LINE = re.compile(
    r"(?P<place>[^\[\]]+?)(?::(?P<row>\d+))?(?: \[(?P<column>.+?)\])?"
    r": found (?P<found>.+?), expected (?P<expected>.+)"
)
LAST = re.compile(r"(\d+) faults? to mend; nothing was done")


def problem(case: Bad, folder: Path, code: int, words: str) -> str:
    """What the words of a command lack; empty where they say all that they have to."""
    if code != 3 or "Traceback" in words or "bug in prioritise" in words:
        return f"exit code {code}: {words[-600:]}"
    *lines, last = words.splitlines()
    faults = [LINE.fullmatch(line) for line in lines]
    if not (match := LAST.fullmatch(last)) or int(match[1]) != len(lines) or not all(faults):
        return f"not one line a fault, and their number: {words[-600:]}"
    if not all(line.isprintable() for line in lines) or str(folder) in words:
        return f"a line that cannot be printed, or shows too much: {words!r}"
    if case.alone and len(lines) > 1:
        return f"more than one fault: {words}"
    for line, fault in zip(lines, faults, strict=True):
        assert fault is not None
        named = (
            fault["place"] == case.place
            and (case.row is None or fault["row"] == str(case.row))
            and (fault["column"] or "") == case.column
        )
        if named and case.found in line and case.expected in fault["expected"]:
            return ""
    wanted = f"{case.place}:{case.row} [{case.column}] {case.found!r} {case.expected!r}"
    return f"no line for {wanted}: {words}"


def said(case: Bad, folder: Path) -> str:
    """What is lacking in what the command says of a case."""
    folder.mkdir()
    case.write(folder)
    words = [
        str(folder) if word == "." else word.replace("./", f"{folder}/") for word in case.words
    ]
    result = CliRunner().invoke(app, words, prog_name="prioritise")
    if result.exception and not isinstance(result.exception, SystemExit):
        return "".join(traceback.format_exception(result.exception))[-600:]
    return problem(case, folder, result.exit_code, result.stderr)


@pytest.mark.parametrize("settings", [WITH_REACH, FULL])
def test_what_the_cases_spoil_is_sound(tmp_path, settings):
    """Otherwise a message might be about something else."""
    (tmp_path / "valleys").mkdir()
    writing(folder_of(ALL_TABLES, settings))(tmp_path / "valleys")
    (tmp_path / "plain.yaml").write_text(PLAIN, "utf-8")
    (tmp_path / "late.yaml").write_text(SCENARIO, "utf-8")
    for name in ("valleys", "late.yaml") if settings == WITH_REACH else ("valleys",):
        result = CliRunner().invoke(app, ["check", str(tmp_path / name)], prog_name="prioritise")
        assert result.exit_code == 0, result.output


def test_every_bad_input_gets_plain_words(tmp_path, figures):
    """File, row, column, what was found, what is expected; exit code 3 and no traceback."""
    asked = how_many(300, len(CASES))
    wrong = []
    for number, case in enumerate(Random(9).sample(CASES, asked)):
        lacking = said(case, tmp_path / str(number))
        if lacking:
            wrong.append(f"{case.name}: {lacking}")
    figures(promise=9, asked=asked, compared=asked, differences=len(wrong), by_hand=asked)
    assert not wrong, f"{len(wrong)} of {asked}\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("case", Random(10).sample(CASES, 6), ids=lambda case: case.name)
def test_a_process_of_its_own_says_the_same(tmp_path, case):
    """On stderr, with nothing on stdout."""
    case.write(tmp_path)
    words = [w.replace("./", f"{tmp_path}/") if w != "." else str(tmp_path) for w in case.words]
    code, out, err = ended(*words)
    assert not out
    assert not problem(case, tmp_path, code, err)
