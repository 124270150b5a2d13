"""A list is exported, signed and read back: what was signed is what is recorded."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.programmes import small
from tests.cli.test_agree import call, chosen, rows


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A and C fit, or B and C."""
    monkeypatch.delenv("PRIORITISE_STORE", raising=False)
    return small(tmp_path / "two")


def signed(folder, **said):
    """The list as exported, with what is said of each proposal in its row."""
    listed = rows(call("export", folder).stdout)
    for row in listed:
        row.update(said.get(row["proposal"], {}))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, listed[0])
    writer.writeheader()
    writer.writerows(listed)
    path = folder.parent / "signed.csv"
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return path


def test_signed_rows_are_recorded_and_the_others_decide_nothing(folder):
    path = signed(
        folder,
        A={"signed_by": "Cabinet", "signed_on": "2018-03-01", "decision": "declined"},
        B={"signed_by": "Cabinet"},
    )
    told = call("agree", "add", folder, "--from", path)
    assert "rows of signed.csv that are not signed, and decide nothing: 1" in told.stderr
    standing = {row["proposal"]: row for row in rows(call("agree", "list", folder).stdout)}
    assert {name: row["decision"] for name, row in standing.items()} == {
        "A": "declined",
        "B": "deferred",
    }
    assert standing["A"]["why"] == "Signed on 2018-03-01, in signed.csv"
    assert chosen(folder) == {"C": "free"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"proposal": "Arcde"}, "expected the id of a proposal"),
        ({"decision": "maybe"}, "expected agreed, declined or deferred"),
        ({"proposal": "C"}, "'C' again"),
    ],
)
def test_a_signed_row_that_says_nothing_clear_stops_it_all(folder, row, told):
    path = signed(folder, A={"signed_by": "Cabinet", **row}, C={"signed_by": "Cabinet"})
    assert told in call("agree", "add", folder, "--from", path, code=3).stderr
    assert call("agree", "list", folder).stdout.count("\n") == 1


def test_what_is_decided_and_cannot_be_kept_is_said_when_it_is_recorded(folder):
    words = ("--decision", "agreed", "--by", "Cabinet", "--why", "Both are wanted")
    told = call("agree", "add", folder, "A", "B", *words)
    assert "recorded. But with what is decided now, no shortlist can satisfy" in told.stderr
    assert "needs £11k of main in 2018-19, which has £10k" in told.stderr


def test_a_list_brings_its_own_decisions(folder):
    path = signed(folder)
    assert "of its own" in call("agree", "add", folder, "A", "--from", path, code=2).stderr
    assert "nothing is recorded" in call("agree", "add", folder, "--from", path).stderr
