"""The pages of the manual show what happens: files are made, commands run, and prints compared.

A page is read from the top. A block is made up of what its first line says:

    ```csv towns/hubs.csv          this file is written
    ```csv mends towns/costs.csv   rows of this file that begin alike are replaced
    ```console                     each line after `$ ` is run, and prints what follows it

A line of nothing but … stands for any lines. Times, hashes and links are not compared.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from fractions import Fraction
from pathlib import Path

import click
import click.testing
import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.cli.solving import forget
from prioritise.optimise import optimise
from prioritise.programme.records import Decision
from prioritise.reading import read
from tests.cli.programmes import REPOSITORY, started

PAGES = ("deciding.md", "spreadsheets.md", "closing.md")
BLOCK = re.compile(r"^```(\w+)(?: (mends))?(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEAD = re.compile(r"^Head.* ([0-9a-f]{64})$", re.MULTILINE)
NOT_COMPARED = {
    r"\b[0-9a-f]{64}\b|\b[0-9a-f]{12}…": "<hash>",
    r"\b\d{4}-\d\d-\d\d\b": "<day>",
    r"\b\d\d:\d\d:\d\d\b": "<time>",
    r"http://127\.0\.0\.1:\d+\S+": "<link>",
}


@dataclass(frozen=True)
class Block:
    """What a page asks the reader to do, or shows."""

    language: str
    mends: bool
    path: str
    text: str


def text_of(page: str) -> str:
    return (REPOSITORY / "docs" / page).read_text("utf-8")


def blocks(page: str) -> Iterator[Block]:
    for found in BLOCK.finditer(text_of(page)):
        language, mends, path, inner = found.groups()
        if path or language == "console":
            yield Block(language, bool(mends), path or "", inner)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, in front of a terminal of eighty columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("PRIORITISE_STORE", raising=False)
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda self: is_out(self))
    return tmp_path


def is_out(stream: object) -> bool:
    """Rows go to a terminal; progress, which passes, is not looked at."""
    return getattr(stream, "name", "") == "<stdout>"


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_is_printed(page, folder):
    """From the empty folder to the last command, in the order of the page."""
    head = ""
    for block in blocks(page):
        if block.mends:
            mend(folder / block.path, block.text)
        elif block.path:
            (folder / block.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.path).write_text(block.text, "utf-8")
        else:
            for command, shown in commands(block.text):
                printed = output(with_head(command, head))
                head = [head, *HEAD.findall(printed)][-1]
                assert matches(shown, printed), difference(command, shown, printed)


def test_the_sheet_and_the_tables_have_the_same_points_and_ranks(tmp_path):
    """The worked table of the page is what its tables give, and its line is 24 points too low."""
    page = "spreadsheets.md"
    for block in blocks(page):
        if block.path:
            (tmp_path / block.path).parent.mkdir(exist_ok=True)
            (tmp_path / block.path).write_text(block.text, "utf-8")
    plan = optimise(read(tmp_path / "sheet").programme)
    (budget,) = plan.programme.streams[0].budgets
    running, listed = 0, Fraction(0)
    rows = [line.strip("| ").split(" | ") for line in text_of(page).splitlines() if row_of(line)]
    assert len(rows) == len(plan.programme.proposals)
    for place, (name, cost, need, fit, points, a_pound, rank, total, taken) in enumerate(rows, 1):
        worth = Fraction(7 * int(need) + 3 * int(fit))
        alone = plan.programme.revised(
            decisions=tuple(Decision(proposal=p, chosen=p == name[0]) for p in "ABCDE")
        )
        assert worth == int(points) == optimise(alone).value
        running += int(cost)
        assert (int(rank), int(total), float(a_pound)) == (
            place,
            running,
            float(round(worth / int(cost), 2)),
        )
        assert (taken == "yes") == (100_000 * running <= budget)
        listed += worth if taken == "yes" else 0
    assert (listed, plan.value) == (160, 184)


PROSE = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for path in (*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md"))
)


@pytest.mark.parametrize("page", PROSE)
def test_every_link_leads_to_a_file_and_a_heading(page):
    """Within the project; what leads out of it is not followed."""
    path = REPOSITORY / page
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if re.match(r"\w+:", link):
            continue
        name, _, heading = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not heading or heading in anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("page", [page for page in PROSE if page.startswith("docs/")])
def test_every_page_is_linked_from_the_readme(page):
    assert f"]({page})" in (REPOSITORY / "README.md").read_text("utf-8")


def anchors(text: str) -> list[str]:
    """What the headings of a page are called in links."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.+)$", prose, flags=re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles]


def row_of(line: str) -> bool:
    """Whether a line is a project of the worked table."""
    return re.match(r"\| [A-E] \w", line) is not None


def commands(text: str) -> Iterator[tuple[list[str], str]]:
    """Each command with what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", " ").partition("\n")
        yield shlex.split(command), shown


def with_head(command: list[str], head: str) -> list[str]:
    """The command with the head that was printed here for the one on the page."""
    return [head if re.fullmatch("[0-9a-f]{64}", word) else word for word in command]


def output(command: list[str]) -> str:
    """All that a command prints, words and data as they come."""
    program, *words = command
    assert program == "prioritise", command
    if words[0] == "serve":
        return served(words)
    forget()  # each command of a page is a process of its own
    result = CliRunner().invoke(app, words, prog_name="prioritise")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return click.unstyle(result.output)


def served(words: list[str]) -> str:
    """What is printed until Ctrl-C, once the page is ready."""
    if sys.platform == "win32":
        pytest.skip("Ctrl-C cannot be sent to one process here")
    home = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = started(*words, cwd=Path.cwd(), env=home)
    assert process.stdout is not None
    link = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=60)
    ready, _, stopped = said.partition("\n")
    return f"{ready}\n{link}{rest}{stopped}"


def mend(path: Path, text: str) -> None:
    """Replace rows that begin with the same fields as far as the mended field."""
    rows = path.read_text("utf-8").splitlines()
    for mended in text.splitlines():
        alike = [shared(row, mended) for row in rows]
        assert max(alike) > 0
        rows[alike.index(max(alike))] = mended
    path.write_text("\n".join([*rows, ""]), "utf-8")


def shared(one: str, other: str) -> int:
    """How many fields two rows have in common, from the first on."""
    pairs = list(zip(one.split(","), other.split(","), strict=False))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))


def plain(text: str) -> list[str]:
    """The lines without what differs from one day to the next."""
    for what, sign in NOT_COMPARED.items():
        text = re.sub(what, sign, text)
    return [line.rstrip() for line in text.rstrip("\n").split("\n")] if text.strip() else []


def matches(shown: str, printed: str) -> bool:
    lines = plain(shown)
    patterns = [r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in lines]
    return (
        re.fullmatch("".join(patterns), "".join(f"{line}\n" for line in plain(printed))) is not None
    )


def difference(command: list[str], shown: str, printed: str) -> str:
    lines = unified_diff(plain(shown), plain(printed), "the page", "the command", lineterm="")
    return "\n".join([shlex.join(command), *lines])
