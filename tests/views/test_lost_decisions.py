"""A run folder remembers the head of the record: a run onto it tells what was cut off since."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.cli.solving import forget
from prioritise.decisions.address import beside
from prioritise.decisions.entry import Statement
from prioritise.decisions.store import Store
from tests.cli.programmes import small


@pytest.mark.parametrize("how", ["deleted", "shortened"])
def test_a_run_onto_an_earlier_one_tells_that_recorded_decisions_are_gone(tmp_path, how):
    folder, out = small(tmp_path / "mine"), tmp_path / "out"
    store, file = Store(beside(folder)), folder / "decisions.sqlite"
    for proposal in "AB":
        shutil.copy(file, tmp_path / "earlier") if file.exists() else None
        said = Statement(proposal=proposal, decision="declined", by="Board", why="Not ready")
        store.append("Two places", lambda log, said=said: said)

    def run(*more: str):
        forget()
        return CliRunner().invoke(
            app, ["run", str(folder), "-o", str(out), "--replace", *more], prog_name="prioritise"
        )

    assert run().exit_code == 0
    before = (out / "manifest.json").read_bytes()
    file.unlink() if how == "deleted" else shutil.copy(tmp_path / "earlier", file)
    told = run()
    assert told.exit_code == 6
    problem = told.output
    assert "honoured 2 recorded entries" in problem
    assert (out / "manifest.json").read_bytes() == before
    assert run("--no-agreements").exit_code == 0, "which asks for no decisions at all"
