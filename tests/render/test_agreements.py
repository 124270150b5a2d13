"""Decisions in tables and in run folders: to the penny, and with their chain."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

import pytest

from prioritise.decisions.binding import bound_by
from prioritise.decisions.entry import Entry, hash_of
from prioritise.optimise import optimise
from prioritise.optimise.ledger import funding_of
from prioritise.programme.faults import RecordError
from prioritise.programme.records import MATCH
from prioritise.reading import read
from prioritise.render.run.agreements_copy import NAME, copy_of, log_from
from prioritise.render.run.manifest import Manifest
from prioritise.render.run.run_folder import Copies, write_run
from prioritise.render.run.verify import verify
from prioritise.views.decisions import agreed_table, decisions_table, log_table
from prioritise.views.run.run_tables import run_tables
from prioritise.views.table import amount
from tests.cli.programmes import small
from tests.decisions.records import TITLE, chain, said
from tests.small import cost, programme, proposal
from tests.views.plans import all_plans

LOG = chain(said("B", why="=1+1; Dŵr \x1b[2J\u202e"), said("A", "declined", stage="board"))


def number(text: str) -> Decimal:
    return Decimal(text or 0)


def test_every_agreed_list_adds_up_to_the_penny():
    plans = [plan for plan in all_plans() if plan.options]
    assert len(plans) > 20
    for plan in plans:
        names = plan.programme.proposal_of
        log = chain(*(said(name) for name in names), programme=plan.programme.title)
        table = agreed_table(plan, log)
        assert sorted(table.cells("proposal")) == sorted(names)
        paid = [c.name for c in table.columns if c.name.endswith(tuple(plan.programme.years))]
        for place, total in enumerate(table.cells("cost")):
            assert sum(number(table.cells(name)[place]) for name in paid) == number(total)
        for year, name in enumerate(plan.programme.years):
            for stream in plan.programme.stream_of:
                pence = sum(
                    part.amounts[year]
                    for part in funding_of(plan)
                    if part.stream == stream and part.stream != MATCH
                )
                column = f"{stream} {name}"
                listed = sum(map(number, table.cells(column))) if column in paid else Decimal(0)
                assert listed == number(amount(pence, plan.programme.unit))


def test_the_agreed_list_goes_by_hub_and_holds_the_head_in_every_row():
    asked = programme([proposal("A"), proposal("B")], [cost("A", 1, 0), cost("B", 1, 0)])
    log = chain(said("Z"), said("B"), said("A", stage="officer"), programme=asked.title)
    table = agreed_table(optimise(bound_by(asked, log).programme), log)
    assert table.cells("proposal") == ("A", "B", "Z")
    assert table.cells("shortlist") == ("selected", "selected", "")
    assert table.cells("stage") == ("officer", "agreed", "agreed")
    assert table.cells("entry") == ("3", "2", "1")
    assert set(table.cells("head")) == {log.head}


def test_the_tables_show_what_stands_and_all_that_was_said():
    asked = programme([proposal("A"), proposal("B")], [cost("A", 1, 0), cost("B", 1, 0)])
    log = chain(said("A"), said("B"), said("A", action="withdraw", why="No land"))
    assert decisions_table(log, asked).cells("proposal") == ("B",)
    table = log_table(log, asked)
    assert table.cells("standing") == ("withdrawn", "current", "withdrawal")
    assert table.cells("title") == ("Project A", "Project B", "Project A")


def test_a_copy_gives_every_letter_back_and_nothing_a_terminal_would_obey():
    content = copy_of(LOG)
    assert log_from(content) == LOG
    assert b"\x1b" not in content
    assert "\u202e" not in content.decode()
    assert "Dŵr" in content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"programme": 1, "entries": 2}', b"[" * 100_000]
)
def test_what_is_no_copy_is_refused(content):
    with pytest.raises(RecordError, match=NAME):
        log_from(content)


@pytest.fixture
def written(tmp_path):
    """A run folder with decisions in it."""
    reading = read(small(tmp_path / "two"))
    plan = optimise(bound_by(reading.programme, LOG).programme)
    files = {path.name: path.read_bytes() for path in reading.files}
    copies = Copies(dict(sorted({**files, NAME: copy_of(LOG)}.items())), ".", LOG)
    write_run(tmp_path / "run", plan, run_tables(plan), copies)
    return tmp_path / "run"


def replaced(folder, log, **changes):
    """Put other decisions in, and seal everything anew, as somebody would who knows how."""
    content = copy_of(log)
    (folder / "inputs" / NAME).write_bytes(content)
    record = json.loads((folder / "manifest.json").read_bytes())
    (entry,) = [entry for entry in record["inputs"] if entry["path"] == NAME]
    entry.update(sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
    record["agreements"].update(changes)
    text = json.dumps({**record, "manifest_sha256": ""})
    (folder / "manifest.json").write_bytes(Manifest.model_validate_json(text).text().encode())


def test_a_run_folder_verifies_with_its_chain(written):
    found = verify(written)
    assert found.log == LOG
    assert found.manifest.agreements is not None
    assert found.manifest.agreements.head == LOG.head


def test_other_decisions_in_the_copy_are_found_however_well_they_are_sealed(written):
    other = chain(said("B", why="another reason"))
    replaced(written, other)
    with pytest.raises(RecordError, match="does not follow from the inputs"):
        verify(written)
    opposite = chain(said("B", "declined"))
    replaced(written, opposite, head=opposite.head, entries=1, honoured=1)
    with pytest.raises(RecordError, match="B: is not as it was declined"):
        verify(written)
    entries = [entry.model_dump() for entry in LOG.entries]
    broken = Entry(**{**entries[0], "why": "no reason"})
    replaced(written, type(LOG)(TITLE, (broken, LOG.entries[1])))
    with pytest.raises(RecordError, match=r"agreements\.json: entry 1 does not match its hash"):
        verify(written)
    sealed = Entry(**{**broken.model_dump(), "hash": hash_of(broken)})
    replaced(written, type(LOG)(TITLE, (sealed, LOG.entries[1])))
    with pytest.raises(RecordError, match="entry 2 does not follow"):
        verify(written)


def test_decisions_of_another_programme_or_from_elsewhere_are_found(written):
    replaced(written, chain(said("B"), programme="Elsewhere"))
    with pytest.raises(RecordError, match="another programme"):
        verify(written)
    replaced(written, LOG, path="../../elsewhere.json")
    with pytest.raises(RecordError, match="not among the inputs"):
        verify(written)
