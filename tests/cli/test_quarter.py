"""A quarter run again: from its own folder, whatever has become of the tables since."""

from __future__ import annotations

from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.cli.solving import forget


def cli(*words):
    """A command as a process of its own would run it."""
    forget()
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_quarter_is_replayed_byte_for_byte(tmp_path):
    """Spending, gates and answers of the kept folder come out again, though the tables moved on."""
    mine = tmp_path / "mine"
    assert cli("init", mine).exit_code == 0
    kept, again = tmp_path / "quarter", tmp_path / "again"
    assert cli("run", mine, "-o", kept).exit_code == 0
    (mine / "actuals.csv").write_text("proposal,stream,year,spent\nN1,town-fund,2026-27,450\n")
    (mine / "gates.csv").unlink()
    assert cli("run", kept, "-o", again).exit_code == 0
    tables = sorted(path.name for path in kept.glob("*.csv"))
    assert {"outturn.csv", "pipeline.csv", "shortlist.csv", "budgets.csv"} <= set(tables)
    for name in tables:
        assert (again / name).read_bytes() == (kept / name).read_bytes(), name
    assert cli("verify", kept).exit_code == 0
