"""Promise 11: what means harm is shown, and never obeyed, on every way out.

Programmes whose every text is a payload go through every command; whatever is written or printed
is parsed, and has to hold every payload as text and none of them live. Copies of the inputs in the
folder of a run are the user's own files, byte for byte, and the one way out that is left alone. For
every payload run `PRIORITISE_PROGRAMMES=10000 pytest -s tests/promises/test_inert_exports.py`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.reading import read
from tests.cli.programmes import small
from tests.promises.agreement import how_many
from tests.promises.bad import ALL_TABLES, cell_changed, folder_of
from tests.promises.inert_looks import (
    is_said,
    live_in_book,
    live_in_csv,
    live_in_json,
    live_in_page,
    live_in_svg,
    live_in_text,
    looked_at,
    said_in_book,
)
from tests.promises.judged import put
from tests.promises.payloads import PAYLOADS, READABLE, hostile_folder, name_of
from tests.web.visitors import visitor

WHOLE = how_many(1, 1_000) >= 100
BATCH = 40 if WHOLE else 5
LAYOUTS = ("table", "csv", "json") if WHOLE else ("table",)
LOOKS: dict[str, Callable[[str], Iterator[str]]] = {
    ".csv": live_in_csv, ".json": live_in_json, ".svg": live_in_svg, ".yaml": live_in_text,
}  # fmt: skip


def batches() -> list[tuple[str, ...]]:
    return [READABLE[start : start + BATCH] for start in range(0, len(READABLE), BATCH)]


BATCHES = batches()
ASKED = BATCHES[:: max(1, len(BATCHES) // how_many(1, len(BATCHES)))][: how_many(1, len(BATCHES))]


def ended(*words: object) -> tuple[str, str]:
    """What a command prints and says; it has to end well."""
    result = CliRunner().invoke(app, [*map(str, words)], prog_name="prioritise")
    assert result.exit_code == 0, (words, result.output[-600:])
    return result.stdout, result.stderr


def commands(folder: Path, out: Path, texts: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """Every command, in the ways in which it prints and writes."""
    one, other, mine = name_of(texts[0], 0), name_of(texts[4], 4), out / "mine.csv"
    mine.write_text("proposal\n", "utf-8")
    for text in texts[:3]:
        said = (f"--by={text}", f"--why={text}", "--decision=declined")
        yield "agree", "add", *said, "--", folder, other
    yield "agree", "withdraw", f"--by={texts[0]}", f"--why={texts[1]}", "--", folder, other
    said = (f"--by={texts[3]}", f"--why={texts[2]}", "--decision=agreed")
    yield "agree", "add", *said, "--", folder, one
    for layout in LAYOUTS:
        form = ("--format", layout)
        yield "check", folder, *form
        yield "run", folder, *form
        yield "compare", folder, "--list", mine, "--usual", "--commitments", *form
        yield "compare", folder, "--groups", *form
        yield "explain", folder, *form, "--workers", "1"
        yield "alternatives", folder, *form
        yield "sweep", folder, "--step", "0.2", "--workers", "1", *form
        yield "robust", folder, "--draws", "3", "--workers", "1", *form
        yield "appraise", folder, *form
        yield "hubs", folder, *form
        yield "agree", "list", folder, *form
        yield "agree", "log", folder, *form
    yield "explain", folder, "--", one, name_of(texts[1], 1)
    yield "appraise", folder, "--shortlist", "--format", "table", "--", one
    yield "agree", "verify", folder
    yield "export", folder
    yield "export", folder, "--agreed", "-o", out / "agreed.csv"
    for name, words in (
        ("run", ("run", folder)), ("compare", ("compare", folder, "--list", mine)),
        ("explain", ("explain", folder, "--workers", "1")),
        ("alternatives", ("alternatives", folder)),
        ("sweep", ("sweep", folder, "--step", "0.2", "--workers", "1")),
        ("appraise", ("appraise", folder)),
        ("robust", ("robust", folder, "--draws", "3", "--workers", "1")),
        ("hubs", ("hubs", folder)), ("schema", ("schema", "--for", folder)),
    ):  # fmt: skip
        yield *words, "-o", out / name
    yield "report", folder, "--with", out / "sweep", "-o", out / "report.html"
    yield "report", folder, "--with", out / "sweep", "-o", out / "report.xlsx"
    yield "verify", out / "run"


@pytest.fixture(scope="module")
def harmless(tmp_path_factory) -> str:
    """A report of the same programme with harmless texts."""
    place = tmp_path_factory.mktemp("harmless")
    folder = hostile_folder(place / "p", tuple(f"Text {n}" for n in range(BATCH)))
    ended("sweep", folder, "--step", "0.2", "--workers", "1", "-o", place / "sweep")
    ended("report", folder, "--with", place / "sweep", "-o", place / "report.html")
    return (place / "report.html").read_text("utf-8")


def said_and_live(path: Path, harmless: str) -> tuple[str, list[str]]:
    """What a file says, and what is live in it."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        return said_in_book(content), [*live_in_book(content)]
    text = content.decode("utf-8-sig")
    if path.suffix == ".html":
        return "".join(looked_at(text).said), [*live_in_page(text, harmless)]
    if path.suffix == ".csv":
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        return "\n".join(cells), [*live_in_csv(text)]
    return text, [*LOOKS[path.suffix](text)]


HOLDS_ALL = ("run/shortlist.csv", "report.html", "report.xlsx", "explain/reasons.csv")
"""Files in which every title stands."""


@pytest.mark.parametrize("texts", ASKED, ids=lambda texts: ascii(texts[0])[:20])
def test_no_output_of_any_command_is_live_and_none_has_lost_anything(
    tmp_path, texts, harmless, figures
):
    """Screens, CSV, JSON, workbook, page, pictures, descriptions, schemas."""
    folder, out = hostile_folder(tmp_path / "p", texts), tmp_path / "out"
    out.mkdir()
    live, outputs = [], 0
    for words in commands(folder, out, texts):
        shown, told = ended(*words)
        outputs += 1
        look = (
            LOOKS[".json"] if "json" in words else LOOKS[".csv"] if "csv" in words else live_in_text
        )
        found = [*look(shown), *live_in_text(told)]
        live += [f"{words[0]} {words[-1]}: {one}" for one in found]
    lost = []
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = path.relative_to(out).as_posix()
        if "/inputs/" in f"/{name}" or path.name == "mine.csv":
            continue
        outputs += 1
        said, found = said_and_live(path, harmless)
        live += [f"{name}: {one}" for one in found]
        if name in HOLDS_ALL:
            lost += [f"{name}: {text!r}" for text in texts if not is_said(text, said)]
    figures(
        promise=11, asked=len(texts), compared=outputs, differences=len(live) + len(lost),
        payloads=len(texts), outputs=outputs,
    )  # fmt: skip
    assert not live, f"{len(live)}:\n" + "\n".join(live[:20])
    assert not lost, f"{len(lost)}:\n" + "\n".join(lost[:20])


def test_a_message_about_a_payload_is_inert_and_shows_it(tmp_path, figures):
    """Every payload as an id, a heading, a key, a word and a path: it is refused in words."""
    asked = PAYLOADS[:: 1 if WHOLE else 12]
    live, lost = [], []
    for number, text in enumerate(asked):
        folder = tmp_path / str(number)
        for name, files in refused(text).items():
            put(folder, files)
            result = CliRunner().invoke(app, ["check", str(folder)], prog_name="prioritise")
            told = result.stderr.replace(str(folder), "")
            live += [f"{name} {text!r}: {one}" for one in live_in_text(told)]
            if "Traceback" in told or "bug in prioritise" in told:
                lost.append(f"{name} {text!r}: {told[-300:]}")
            elif name == "reference" and len(text) < 50 and text.isprintable():
                known = any(is_said(form, told) for form in (text, repr(text)[1:-1]))
                lost += [] if known else [f"{name} {text!r}: {told[-300:]}"]
        for words in (("check", text), ("run", folder, "-o", f"{text}.txt/x"), (text,)):
            if "\0" not in text:
                result = CliRunner().invoke(app, [*map(str, words)], prog_name="prioritise")
                live += [f"{words[0]} {text!r}: {one}" for one in live_in_text(result.output)]
    figures(
        promise=11, asked=len(asked), compared=7 * len(asked), differences=len(live) + len(lost)
    )
    assert not live, f"{len(live)}:\n" + "\n".join(live[:20])
    assert not lost, f"{len(lost)}:\n" + "\n".join(lost[:20])


def refused(text: str) -> dict[str, dict[str, bytes]]:
    """Folders in which a payload stands where it cannot be what it says."""
    heading = {**ALL_TABLES, "links": [[*ALL_TABLES["links"][0], text]]}
    key = folder_of(ALL_TABLES)
    key["programme.yaml"] += f"{text}: {text}\n".encode("utf-8", "replace")
    return {
        "reference": folder_of(cell_changed("costs", 2, "stream", text)),
        "word": folder_of(cell_changed("proposals", 2, "stage", text)),
        "heading": folder_of(heading),
        "key": key,
    }


def test_the_served_page_and_what_it_gives_away_are_inert(tmp_path, figures):
    """The page, why not, decisions, a saved scenario, tables, page and workbook to take away."""
    harmless = visitor(small(tmp_path / "plain"))
    plain = harmless.ended("/").text
    texts = READABLE[:: len(READABLE) // (40 if WHOLE else 6)]
    live, lost = [], []
    page = visitor(hostile_folder(tmp_path / "p", texts))
    one = name_of(texts[0], 0)
    looked = [page.ended("/").text]
    for text in texts[:12]:
        for answer in (
            page.post("/save", {"title": text}),
            page.post(
                "/decide", {"proposal": one, "decision": "deferred", "by": text, "why": text}
            ),
        ):
            if location := answer.headers.get("location"):
                page.ended("/")
                looked.append(page.get(location).text)
    said = "".join("".join(looked_at(shown).said) for shown in looked)
    live += [one for shown in looked for one in live_in_page(shown, plain)]
    lost += [text for text in texts if not is_said(text, said)]
    page.ended("/")
    zipped = zipfile.ZipFile(io.BytesIO(page.get("/tables.zip").content))
    for name in zipped.namelist():
        text = zipped.read(name).decode()
        live += (live_in_csv if name.endswith(".csv") else live_in_json)(text)
    live += live_in_book(page.get("/programme.xlsx").content)
    report = page.get("/report.html").text
    live += live_in_page(report, harmless.get("/report.html").text)
    lost += [text for text in texts if not is_said(text, "".join(looked_at(report).said))]
    for path in tmp_path.glob("*.yaml"):
        saved = path.read_text("utf-8")
        live += live_in_text(saved)
        title = yaml.load(saved, yaml.BaseLoader)["title"]
        lost += [] if title in texts and read(path).programme.scenario == title else [path.name]
    figures(promise=11, asked=len(texts), compared=len(looked), differences=len(live) + len(lost))
    assert list(tmp_path.glob("*.yaml"))
    assert not live, f"{len(live)}:\n" + "\n".join(live[:20])
    assert not lost, f"{len(lost)}:\n" + "\n".join(map(repr, lost[:20]))
