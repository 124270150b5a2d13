"""`sweep` as a command: its tables, its refusals, and going on where it was stopped."""

from __future__ import annotations

import os
import signal
from random import Random
from time import sleep

import pytest

from tests.cli.programmes import ended, small, started, write
from tests.cli.test_commands import call
from tests.promises.agreement import how_many

TWO = """\
title: Two places
years: ["2018-19", "2019-20"]
unit: £k
criteria:
  impact: {weight: 1, scale: [0, 10]}
  health: {weight: 3, scale: [0, 10]}
"""


def several(folder, proposals=40):
    """Proposals with a bonus, so that a solver is asked for each answer."""
    rng = Random(3)
    names = [f"P{number:02}" for number in range(proposals)]
    costs = [[name, "main", rng.randint(10, 90), rng.randint(10, 90)] for name in names]
    return write(
        folder,
        TWO,
        hubs=[["hub", "name"], ["n", "North"]],
        streams=[["stream", "name", "2018-19", "2019-20"], ["main", "Main Fund", 900, 900]],
        proposals=[
            ["proposal", "title", "hub", "impact", "health"],
            *([name, name, "n", rng.randint(1, 10), rng.randint(1, 10)] for name in names),
        ],
        costs=[["proposal", "stream", "2018-19", "2019-20"], *costs],
        links=[["kind", "proposal", "other", "value"], ["bonus", "P01", "P02", 3]],
    )


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_frontier_goes_to_stdout_and_every_table_to_a_folder(tmp_path):
    asked = small(tmp_path / "two")
    words = ("--workers", 1, "--from", "1.2", "--to", "1.6", "--step", "0.2")
    code, out, err = ended("sweep", asked, *words, "--format", "csv")
    assert (code, err) == (0, "")
    assert out == (
        "point,budget,value,bound,spend,selected,status,proof\n"
        "1.2,24,150,150,18,2,optimal,as at 1.4\n"
        "1.4,28,150,150,18,2,optimal,solved\n"
        "1.6,32,200,200,26,3,optimal,solved\n"
    )
    code, out, err = ended("sweep", asked, "--workers", 1, "-o", tmp_path / "out")
    assert (code, out, err) == (0, "", f"wrote {tmp_path / 'out'}\n")
    assert sorted(contents(tmp_path / "out")) == ["datapackage.json", "frontier.csv", "swaps.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "two"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--stream", "man"], "did you mean 'main'"),
        (["--year", "2020-21"], "there are 2018-19, 2019-20"),
        (["--weight", "impcat"], "did you mean 'impact'"),
        (["--weight", "impact"], "only impact has a weight"),
        (["--weight", "impact", "--nested"], "--weight goes without"),
        (["--from", "2"], "--to (1.2) has to be at least --from (2)"),
        (["--from", "few"], "'few' is no number"),
    ],
)
def test_what_cannot_be_varied_is_refused_in_words(tmp_path, words, part):
    code, out, err = ended("sweep", small(tmp_path / "two"), "--workers", 1, *words)
    assert (code, out) == (2, "")
    assert part in err


def test_a_place_that_is_taken_is_told_before_anything_is_asked(tmp_path):
    """Where the folder is taken nothing is worked out, and nothing is left beside it."""
    asked, out = several(tmp_path / "p", 8), tmp_path / "out"
    write(out)
    words = ("sweep", asked, "--workers", 1, "--step", "0.2", "-o", out)
    code, _, err = ended(*words)
    assert code == 2
    assert "holds what is not of an earlier result" in err
    assert not (tmp_path / "out.partial").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_sweep_that_is_stopped_goes_on_where_it_was(tmp_path):
    """Stopped after ever longer, on one process and on two, until it is done."""
    asked = several(tmp_path / "p")
    words = ("sweep", asked, "--step", "0.02", "--nested")
    assert ended(*words, "--workers", 1, "-o", tmp_path / "whole")[0] == 0
    whole, stops = contents(tmp_path / "whole"), 0
    for number in range(how_many(1, 20)):
        out = tmp_path / f"out {number}"
        process = started(*words, "--workers", 1 + number % 2, "-o", out)
        sleep(1 + number / 10)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            stops += 1
        process.communicate()
        assert ended(*words, "--workers", 1, "-o", out)[0] == 0
        assert contents(out) == whole
        assert not (tmp_path / f"out {number}.partial").exists()
    assert stops


def test_a_finished_sweep_is_not_worked_out_again(tmp_path, monkeypatch):
    """The same command prints the same rows; another question, or other inputs, are asked."""
    import prioritise.analysis.sweeps.sweep as sweeps

    asked, out = small(tmp_path / "two"), tmp_path / "out"
    words = ("sweep", asked, "--workers", 1, "--step", "0.2", "-o", out, "--format", "csv")
    first, solved, frontier = call(*words), [], sweeps.frontier
    monkeypatch.setattr(sweeps, "frontier", lambda *a: solved.append(a) or frontier(*a))
    again = call(*words)
    assert (again.stdout, solved) == (first.stdout, [])
    told = f"{out} holds the whole answer to this already; nothing was worked out again\n"
    assert again.stderr == told
    call(*words, "--nested", "--replace")
    call(words[0], small(tmp_path / "three", budget=11), *words[2:], "--nested", "--replace")
    assert len(solved) == 2


def test_a_number_beyond_all_numbers_is_a_wrong_word(tmp_path):
    assert (
        "is no number" in call("sweep", small(tmp_path / "p"), "--from", "1e9999999", code=2).stderr
    )
