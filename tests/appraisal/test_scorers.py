"""Scores of several people become one by the declared rule; each worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from click.testing import CliRunner

from prioritise.appraisal.scorers import combined, outliers
from prioritise.cli.app import app
from prioritise.programme.scoring import Score, Scoring
from prioritise.reading import read
from tests.cli.programmes import SETTINGS, small


def decimals(*scores):
    return [Decimal(str(score)) for score in scores]


@pytest.mark.parametrize(
    ("combine", "scores", "one"),
    [
        ("median", (2, 9, 4), "4"),
        ("median", (2, 9, 4, 5), "4.5"),
        ("median", (7,), "7"),
        ("mean", (2, 9, 4), "5"),
        ("mean", (1, 2, 2), "1.666667"),
        ("trimmed", (0, 4, 6, 10), "5"),
        ("trimmed", (0, 10), "5"),
        ("trimmed", (1, 9, 9), "9"),
        ("trimmed", (0, 0, 3, 4, 5, 6, 7, 8, 10, 10), "5.5"),
    ],
)
def test_scores_are_combined_as_by_hand(combine, scores, one):
    assert combined(decimals(*scores), Scoring(combine=combine)) == Decimal(one)


def test_who_lies_outside_is_far_from_the_median():
    """Of 5, 5, 6, 7 and 10 the median is 6 and half are within 1 of it: 10 is 4 away."""
    rows = [
        Score(proposal="A", criterion="impact", scorer=name, score=score)
        for name, score in zip("vwxyz", decimals(5, 5, 6, 7, 10), strict=True)
    ]
    assert [row.scorer for row in outliers(rows)] == ["z"]
    assert outliers(rows[:2]) == ()


SCORES = "proposal,criterion,scorer,score\n" + "".join(
    f"{name},impact,{who},{score}\n"
    for name, scores in {"A": (9, 7, 8), "B": (6, 6, 6), "C": (1, 5, 9)}.items()
    for who, score in zip(("Ann", "Bryn", "Cai"), scores, strict=True)
)


def scored(place, rows=SCORES, settings="scoring: {combine: median}\n"):
    made = small(place / "two", SETTINGS + settings)
    (made / "proposals.csv").write_text(
        "proposal,title,hub\nA,Arcade,n\nB,Bridge,n;s\nC,College,s\n", encoding="utf-8"
    )
    (made / "scores.csv").write_text(rows, encoding="utf-8")
    return made


def test_combined_scores_take_the_place_of_a_column(tmp_path):
    proposals = read(scored(tmp_path)).programme.proposal_of
    assert [p.scores["impact"] for p in proposals.values()] == [8, 6, 5]


@pytest.mark.parametrize(
    ("rows", "settings", "message"),
    [
        (SCORES + "A,impact,Ann,5\n", "scoring: {}\n", "again"),
        (SCORES + "A,impact,Dai,11\n", "scoring: {combine: mean}\n", "0 to 10"),
        (SCORES + "A,impat,Dai,1\n", "scoring: {combine: mean}\n", "impact"),
        (SCORES + "Z,impact,Dai,1\n", "scoring: {combine: mean}\n", "Z"),
        (SCORES.replace("C,", "B,").replace("Ann", "Eli"), "scoring: {combine: mean}\n", "C"),
        (SCORES, "scoring: {combine: mode}\n", "median"),
        (SCORES, "", "scoring"),
    ],
)
def test_bad_scores_are_named(tmp_path, rows, settings, message):
    made = scored(tmp_path, rows, settings)
    result = CliRunner().invoke(app, ["check", str(made)])
    assert result.exit_code == 3, result.output
    assert message in result.output
