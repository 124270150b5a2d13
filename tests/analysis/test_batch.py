"""Answers to many questions: those of a single run, in order, kept, and found again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from prioritise.analysis.parallel.answer import answer_in
from prioritise.analysis.parallel.batch import ask
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Alone, Cores
from prioritise.optimise import optimise
from prioritise.programme.programme import Programme
from tests.small import cost, programme, proposal

ASKED = programme(
    [proposal("A"), proposal("B", 8), proposal("C", 7)],
    [cost("A", 3, 0), cost("B", 6, 1), cost("C", 4, 4)],
)


@dataclass(frozen=True)
class Without:
    """One proposal does not take part; or one has to be in that cannot be."""

    proposal: str

    def applied_to(self, asked: Programme) -> Programme:
        return asked.revised(dropped_proposals=(self.proposal,))


QUESTIONS = [Without(name) for name in "ABC"]


def without_times(found):
    return [(f.status, f.value, f.public_cost, f.choices, f.settled) for f in found]


@pytest.mark.parametrize("executor", [Alone(), Cores(2)], ids=["alone", "cores"])
def test_answers_are_those_of_single_runs_in_order(executor):
    alone = [answer_in(optimise(question.applied_to(ASKED))) for question in QUESTIONS]
    assert without_times(ask(executor, ASKED, QUESTIONS)) == without_times(alone)


def test_what_is_known_is_not_asked_again(tmp_path, monkeypatch):
    """The checkpoint gives back what it was given, though its last line is cut off."""
    path = tmp_path / "answers.jsonl"
    checkpoint = Checkpoint(path, ASKED)
    first = list(ask(Alone(), ASKED, QUESTIONS, checkpoint))
    checkpoint.close()
    path.write_bytes(path.read_bytes()[:-5])
    again = Checkpoint(path, ASKED)
    assert again.known_before == 2
    assert [again.found(repr(question)) for question in QUESTIONS] == [*first[:2], None]
    assert without_times(ask(Alone(), ASKED, QUESTIONS, again)) == without_times(first)
    again.close()
    whole = Checkpoint(path, ASKED)
    assert whole.known_before == 3
    assert isinstance(whole.found(repr(QUESTIONS[2])).value, Fraction)
    whole.close()


def test_answers_to_another_programme_do_not_count(tmp_path):
    path = tmp_path / "answers.jsonl"
    checkpoint = Checkpoint(path, ASKED)
    list(ask(Alone(), ASKED, QUESTIONS, checkpoint))
    checkpoint.close()
    other = Checkpoint(path, ASKED.revised(title="Another"))
    assert other.known_before == 0
    other.close()


def test_what_has_no_answer_is_named():
    cannot = ASKED.revised(proposals=(proposal("A", commitment="contracted"), *ASKED.proposals[1:]))
    (found,) = ask(Alone(), cannot, [Without("A")])
    assert found.status == "infeasible"
    assert "A" in found.why
