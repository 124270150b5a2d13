"""Promise 9, by the thousand, for what other programs and earlier runs wrote.

These are timetables, lists of proposals, run folders, tables and answers that are taken up again.
A run folder that has changed by one byte does not pass; of the others what reads is what a plain
reader finds there.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from prioritise.analysis.parallel.answer import answer_in
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.programme.faults import InputError, RecordError, UsageError
from prioritise.reading import read
from prioritise.reading.gtfs import read_timetable
from prioritise.reading.shortlist import read_shortlist
from prioritise.render.datapackage import NAME
from prioritise.render.report.earlier import earlier
from prioritise.render.run.verify import verify
from prioritise.render.taken import OutputError, refuse_taken
from tests.cli.programmes import small
from tests.promises.agreement import how_many
from tests.promises.bad_others import feed_files, zipped
from tests.promises.judged import READ, REFUSED, Verdict, fault_problems, put, tally
from tests.promises.mutations import BYTES, Files, mutated
from tests.promises.plain_feed import plain_feed
from tests.promises.plain_tables import plain_rows

WEDNESDAY = date(2018, 9, 5)
LONG = 10**7
ONLY_REFUSED = (REFUSED,)


def called(*words: object) -> str:
    """What a command prints that ends well."""
    result = CliRunner().invoke(app, [*map(str, words)], prog_name="prioritise")
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("inside", [True, False], ids=["files", "archive"])
def test_a_spoilt_timetable_reads_as_written_or_says_why(tmp_path, inside, figures):
    """Stops and runs of a GTFS feed."""
    content = zipped(feed_files())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "feed.zip"

    def draw(rng: Random) -> tuple[str, Verdict]:
        if inside:
            spoilt, what = mutated(rng, files)
            path.write_bytes(packed(spoilt))
        else:
            found, what = rng.choice(BYTES)(rng, {path.name: content})
            path.write_bytes(found[path.name])
        try:
            timetable = read_timetable([path], WEDNESDAY, -LONG, LONG)
        except InputError as error:
            names = [f"{path.name}/{name}.txt" for name in (*feed_files(), "")]
            names = [path.name, *names]
            return what, (REFUSED, "; ".join(fault_problems(error.faults, names)))
        stops, runs = plain_feed(path.read_bytes(), WEDNESDAY)
        read_stops = {n: (s.latitude, s.longitude) for n, s in timetable.stops.items()}
        read_runs = [
            tuple(zip(run.stops, run.arrivals, run.departures, strict=True))
            for run in (
                *timetable.runs,
                *(run for row in timetable.repeated for run in row.runs(0)),
            )
        ]
        same = stops == read_stops and sorted(runs) == sorted(read_runs)
        return what, (READ, "" if same else f"{runs} were read as {read_runs}; {stops}")

    tally(figures, 51, how_many(30, 800), draw)


def packed(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_spoilt_list_reads_as_written_or_says_why(tmp_path, figures):
    """A list that people bring, and what `export` wrote for sign-off."""
    folder = small(tmp_path / "two")
    known = read(folder).programme.proposal_of
    lists = {
        "mine.csv": b"proposal,title,decision\nA,Arcade,selected\nB,Bridge,\n"
        b"C,College,not selected\n",
        "priorities.csv": called("export", folder).encode(),
    }

    def draw(rng: Random) -> tuple[str, Verdict]:
        name = rng.choice([*lists])
        spoilt, what = mutated(rng, {name: lists[name]})
        if name not in spoilt:
            return what, (REFUSED, "")
        path = tmp_path / name
        path.write_bytes(spoilt[name])
        try:
            found = read_shortlist(path, known)
        except InputError as error:
            return what, (REFUSED, "; ".join(fault_problems(error.faults, [name])))
        rows = plain_rows(spoilt[name])
        heads = [head.strip() for head in rows[0]]
        at = heads.index("proposal")
        said = heads.index("decision") if "decision" in heads else None
        chosen = [row for row in rows[1:] if any(row)]
        chosen = [row for row in chosen if said is None or row[said].strip() != "not selected"]
        same = tuple(row[at] for row in chosen) == found
        return what, (READ, "" if same else f"{chosen} was read as {found}")

    tally(figures, 52, how_many(30, 500), draw)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The folder of a run that honours a decision."""
    folder = small(tmp_path / "two")
    called("agree", "add", folder, "C", "--decision", "agreed", "--by", "Board", "--why", "Ready")
    called("run", folder, "-o", tmp_path / "run")
    return tmp_path / "run"


def test_a_spoilt_run_folder_never_passes(tmp_path, written, figures):
    """Any file of it: tables, copies of inputs, decisions, the manifest."""
    paths = sorted(path for path in written.rglob("*") if path.is_file())
    files = {path.relative_to(written).as_posix(): path.read_bytes() for path in paths}

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = mutated(rng, files)
        put(tmp_path / "spoilt", spoilt)
        try:
            verify(tmp_path / "spoilt")
        except RecordError as error:
            return what, (REFUSED, "" if str(error) else "no words")
        return what, (READ, "" if spoilt == files else "passed")

    tally(figures, 53, how_many(25, 900), draw, ONLY_REFUSED)


def test_spoilt_tables_of_other_commands_are_the_same_or_refused(tmp_path, figures):
    """What `sweep`, `robust` and `explain` wrote, taken up by a report."""
    folder = small(tmp_path / "two")
    plan = optimise(read(folder).programme)
    source = tmp_path / "made"
    called("sweep", folder, "--step", "0.2", "-o", source)
    files = {path.name: path.read_bytes() for path in sorted(source.iterdir())}

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = mutated(rng, files)
        put(tmp_path / "spoilt", spoilt)
        try:
            found = earlier([tmp_path / "spoilt"], plan)
        except UsageError as error:
            return what, (REFUSED, "" if str(error) else "no words")
        tables = [*found.frontier.tables] if found.frontier else []
        same = all(
            [[c.name for c in table.columns], *map(list, table.rows)]
            == list(csv.reader(io.StringIO(spoilt[f"{table.name}.csv"].decode(), newline="")))
            for table in tables
        )
        return what, (READ, "" if same else "read otherwise")

    tally(figures, 54, how_many(20, 400), draw)


def test_a_spoilt_description_never_lets_another_file_be_replaced(tmp_path, figures):
    """`datapackage.json` says which files of a folder may be written anew."""
    folder = small(tmp_path / "two")
    called("compare", folder, "-o", tmp_path / "made")
    content = (tmp_path / "made" / NAME).read_bytes()

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = mutated(rng, {NAME: content})
        put(tmp_path / "spoilt", {"mine.txt": b"x", "compare.csv": b"x", **spoilt})
        try:
            refuse_taken(tmp_path / "spoilt", replace=True)
        except OutputError:
            return what, (REFUSED, "")
        return what, (READ, "a file of the user's may be replaced")

    tally(figures, 55, how_many(20, 200), draw, ONLY_REFUSED)


def test_a_spoilt_journal_gives_the_answer_that_was_kept_or_none(tmp_path, figures):
    """Answers kept on the way of long work."""
    programme = read(small(tmp_path / "two")).programme
    path = tmp_path / "answers.jsonl"
    found = answer_in(optimise(programme))
    checkpoint = Checkpoint(path, programme)
    for question in ("one", "two", "three"):
        checkpoint.keep(question, found)
    checkpoint.close()
    content = path.read_bytes()

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = rng.choice(BYTES)(rng, {path.name: content})
        path.write_bytes(spoilt[path.name])
        again = Checkpoint(path, programme)
        answers = [again.found(question) for question in ("one", "two", "three")]
        again.close()
        wrong = [answer for answer in answers if answer not in (None, found)]
        return what, (READ if any(answers) else REFUSED, f"{wrong}" if wrong else "")

    tally(figures, 56, how_many(20, 400), draw)
