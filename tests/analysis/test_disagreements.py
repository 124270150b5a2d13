"""Disagreements: which of them, settled one way or the other, changes the list, and by how much."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from click.testing import CliRunner

from prioritise.analysis.agreed.disagreements import disagreements
from prioritise.analysis.parallel.executor import Alone
from prioritise.appraisal.scorers import combined
from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError, UsageError
from prioritise.programme.scoring import Score, Scoring
from tests import oracle
from tests.appraisal.test_scorers import scored
from tests.promises.agreement import how_many
from tests.small import cost, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=4, whole=1_000)
MOST_SHORTLISTS = 200


def scored_by_three(rng, drawn):
    """The programme with scores of three people, and the median of them as each score."""
    scoring, rows, proposals = Scoring(), [], []
    for one in drawn.proposals:
        scores = dict(one.scores)
        for criterion in drawn.scored_criteria():
            low, high = sorted(criterion.scale)
            given = [rng.choice((low, high, one.scores[criterion.name])) for _ in "abc"]
            scores[criterion.name] = combined(given, scoring)
            rows += [
                Score(proposal=one.proposal, criterion=criterion.name, scorer=who, score=score)
                for who, score in zip("abc", given, strict=True)
            ]
        proposals.append(one.model_copy(update={"scores": scores}))
    rng.shuffle(rows)
    return drawn.revised(proposals=tuple(proposals), scoring=scoring, scores=tuple(rows))


def settled(asked, one, score):
    proposals = tuple(
        p.model_copy(update={"scores": {**p.scores, one.criterion: score}})
        if p.proposal == one.proposal
        else p
        for p in asked.proposals
    )
    return asked.revised(proposals=proposals)


def worth_by_search(asked, chosen, one, score):
    """What the best list has above the one that stands, where that one still can."""
    every = list(oracle.all_feasible(settled(asked, one, score)))
    standing = [plan.value for plan in every if plan.chosen == chosen]
    return max(plan.value for plan in every) - standing[0] if standing else None


def test_what_each_is_worth_is_that_of_exhaustive_search():
    wrong, compared, seed = [], 0, 0
    while compared < PROGRAMMES:
        rng = Random(f"disagree/{seed}")
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        asked = scored_by_three(rng, programme(seed, family))
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        try:
            plan = optimise(asked)
        except InfeasibleError:
            continue
        compared += 1
        chosen = tuple((c.proposal, c.option, c.tenths, c.payers) for c in plan.choices)
        found = disagreements(plan, Alone())
        for one in found:
            for end in (one.lowest, one.highest):
                expected = worth_by_search(asked, chosen, one, end.score)
                if end.worth != expected or not end.is_proven:
                    wrong.append(f"{family} {seed - 1} {one.proposal} {end}, not {expected}")
        ranks = [(one.most.worth is not None, -(one.most.worth or 0)) for one in found]
        assert ranks == sorted(ranks)
    assert not wrong, "\n".join(wrong)


def test_only_what_would_turn_the_list_round_is_worth_talking_about():
    """One of A (9), B (7) fits. B at 10 is 10 points better; at 2, or A at 8 or 10, nothing is."""
    asked = small(
        [proposal("A", 9), proposal("B", 7)], [cost(name, 10, 10) for name in "AB"]
    ).revised(
        scoring=Scoring(),
        scores=tuple(
            Score(proposal=name, criterion="impact", scorer=who, score=Decimal(score))
            for name, scores in (("A", (8, 9, 10)), ("B", (2, 7, 10)))
            for who, score in zip("xyz", scores, strict=True)
        ),
    )
    first, second = disagreements(optimise(asked), Alone())
    assert (first.proposal, first.highest.worth, first.lowest.worth) == ("B", Fraction(10), 0)
    assert (first.most.enters, first.most.leaves) == (("B",), ("A",))
    assert not second.most.changes_the_list


def test_without_several_scorers_there_is_nothing_to_settle():
    asked = small([proposal("A", 9)], [cost("A", 1, 0)])
    with pytest.raises(UsageError, match="several people"):
        disagreements(optimise(asked), Alone())


def test_the_command_prints_and_writes_them(tmp_path):
    """C, at 9 by Cai and 1 by Ann, stays in beside A either way: only B beats it, at 1."""
    made = scored(tmp_path)
    words = ["explain", str(made), "--disagreements", "--workers", "1"]
    screen = CliRunner().invoke(app, [*words, "--format", "table"])
    assert screen.exit_code == 0, screen.output
    assert "2 scores are in dispute" in screen.output
    out = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "out")])
    assert out.exit_code == 0, out.output
    with (tmp_path / "out" / "disagreements.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["proposal"] == "C"
    assert (rows[0]["lowest"], rows[0]["highest"], rows[0]["low_scorers"]) == ("1", "9", "Ann")
