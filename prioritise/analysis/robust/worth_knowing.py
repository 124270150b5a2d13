"""What is worth knowing before a list is decided: the regret that each uncertain figure may bring.

Let v(f) be the most value in a future f, and w(f) what the list that was chosen on the figures as
they stand is worth there: as it was chosen where that keeps every limit, and otherwise the most
that can be made of its proposals. For one uncertain score, cost or stream, drawn N times with all
else as it stands, what knowing it first would bring is

    (1 / N) sum_d v(f_d) - w(f_d)

and for everything at once the same with all of it drawn together. Weights are what people want,
and no facts to be known: they stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.optimise import Examiner, Plan, optimise
from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.lexicographic import Hints
from prioritise.optimise.prepared import prepared
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.programme.sampling import Draw, Drawn, Streams, drawn

KnowableKind = Literal["score", "cost", "stream", "everything"]

_NOTHING = Drawn(None, Streams(), (), ())


@dataclass(frozen=True)
class Knowable:
    """Something uncertain, and the futures that it was drawn in, each with how often."""

    kind: KnowableKind
    proposal: str = ""
    criterion: str = ""
    stream: str = ""
    futures: tuple[tuple[Drawn, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeWorth:
    """What knowing something first would bring."""

    what: Knowable
    regret: Fraction = Fraction(0)
    """Points, summed over the draws in which both values are known."""
    draws: int = 0
    """These draws."""
    differs: int = 0
    """Draws in which the list that was chosen is not worth the most."""
    impossible: int = 0
    """Draws in which nothing can be made of it, or nothing is possible at all."""
    is_proven: bool = True
    why: str = ""
    """Why there is no answer; empty where there is one."""

    @property
    def worth(self) -> Fraction | None:
        """Points that knowing it would bring, a draw; none where no draw tells."""
        return None if self.why or not self.draws else self.regret / self.draws


def knowables(programme: Programme, seed: int, draws: int) -> tuple[Knowable, ...]:
    """All that is uncertain of what takes part, one by one, and then everything at once."""
    taking_part = {p.proposal for p in programme.proposals if programme.considers(p)}
    known = [drawn(programme, Draw(seed, number)) for number in range(1, draws + 1)]
    scores: dict[tuple[str, str], list[Drawn]] = {}
    costs: dict[str, list[Drawn]] = {}
    streams: dict[str, list[Drawn]] = {}
    for future in known:
        for score in (each for each in future.scores if each[0] in taking_part):
            scores.setdefault(score[:2], []).append(replace(_NOTHING, scores=(score,)))
        of: dict[str, list[tuple[str, str, Decimal]]] = {}
        for factor in (each for each in future.factors if each[0] in taking_part):
            of.setdefault(factor[0], []).append(factor)
        for name, factors in of.items():
            costs.setdefault(name, []).append(replace(_NOTHING, factors=tuple(factors)))
        for name in _uncertain_streams(programme):
            money = Streams(
                tuple(pair for pair in future.streams.late if pair[0] == name),
                tuple(pair for pair in future.streams.cut if pair[0] == name),
            )
            streams.setdefault(name, []).append(replace(_NOTHING, streams=money))
    found = [Knowable("score", n, c, futures=_counted(each)) for (n, c), each in scores.items()]
    found += [Knowable("cost", name, futures=_counted(each)) for name, each in costs.items()]
    found += [Knowable("stream", stream=n, futures=_counted(each)) for n, each in streams.items()]
    if found:
        together = [replace(future, shares=None) for future in known]
        found.append(Knowable("everything", futures=_counted(together)))
    return tuple(found)


def _uncertain_streams(programme: Programme) -> list[str]:
    said = programme.uncertainty.streams if programme.uncertainty else {}
    return [name for name in sorted(programme.stream_of) if name in said or "all" in said]


def _counted(futures: Sequence[Drawn]) -> tuple[tuple[Drawn, int], ...]:
    return tuple(Counter(futures).items())


def worth_knowing(
    executor: Executor,
    plan: Plan,
    asked: Sequence[Knowable],
    checkpoint: Checkpoint | None = None,
    tell: Callable[[int], None] = lambda number: None,
) -> tuple[KnowledgeWorth, ...]:
    """What knowing each would bring, in the order in which they are asked.

    Parameters
    ----------
    plan : Plan
        The list that is chosen on the figures as they stand.
    asked : sequence of Knowable
        What is uncertain; futures of everything are parted among the workers.
    checkpoint : Checkpoint
        Answers that are known already, and where new ones are kept.
    tell : callable
        Told how many pieces are answered.
    """
    pieces = [(place, part) for place, what in enumerate(asked) for part in _parts(what)]
    answers: list[list[KnowledgeWorth]] = [[] for _ in asked]
    open_pieces, done = [], 0
    for place, part in pieces:
        kept = checkpoint.found(repr(part)) if checkpoint else None
        if kept is None:
            open_pieces.append((place, part))
        else:
            answers[place].append(_as_worth(part, kept))
            done += 1
    tell(done)
    parts = (part for _, part in open_pieces)
    for number, result in executor.answers(_asked_of, plan, parts):
        place, part = open_pieces[number]
        if isinstance(result, LostPiece):
            result = KnowledgeWorth(part, why=f"its worker was lost {result.attempts} times")
        elif checkpoint and not result.why:
            checkpoint.keep(repr(part), _as_answer(result))
        answers[place].append(result)
        done += 1
        tell(done)
    return tuple(_together(what, each) for what, each in zip(asked, answers, strict=True))


def points_in_money(programme: Programme) -> tuple[str, Fraction] | None:
    """A criterion that is money, and what a point of value is worth in it, in the unit of amounts.

    That is the criterion's whole scale, divided by the points that its weight gives to it; none
    where no criterion of weight is money that counts in proportion.
    """
    whole = sum(Fraction(criterion.weight) for criterion in programme.criteria)
    for criterion in programme.criteria:
        measure = APPRAISED_MEASURES.get(criterion.name)
        is_money = measure is not None and measure.is_money
        if is_money and criterion.weight and criterion.scale and not criterion.curve:
            low, high = map(Fraction, criterion.scale)
            return criterion.name, abs(high - low) * whole / (Fraction(criterion.weight) * 100)
    return None


def _parts(what: Knowable) -> Iterator[Knowable]:
    if what.kind != "everything":
        yield what
        return
    for future in what.futures:
        yield replace(what, futures=(future,))


def _together(what: Knowable, parts: Sequence[KnowledgeWorth]) -> KnowledgeWorth:
    return KnowledgeWorth(
        what,
        sum((part.regret for part in parts), Fraction(0)),
        sum(part.draws for part in parts),
        sum(part.differs for part in parts),
        sum(part.impossible for part in parts),
        all(part.is_proven for part in parts),
        next((part.why for part in parts if part.why), ""),
    )


def _asked_of(plan: Plan, what: Knowable) -> KnowledgeWorth:
    """What a worker finds; what goes wrong is an answer, too."""
    if is_up():
        return KnowledgeWorth(what, why=UP)
    try:
        return _Regrets(plan, what).worth()
    except SolverError as problem:
        return KnowledgeWorth(what, why=str(problem))


@dataclass(frozen=True, slots=True)
class _FutureRegret:
    """What is lost in one future; none where nothing can be made of the list there."""

    points: Fraction | None
    is_proven: bool = True


class _Regrets:
    """The regrets of one uncertain figure, future by future, with no more solves than needed."""

    def __init__(self, plan: Plan, what: Knowable) -> None:
        self._plan, self._what = plan, what
        self._known: dict[int, _FutureRegret] = {}
        self._best: dict[int, Plan | None] = {}

    def worth(self) -> KnowledgeWorth:
        """All of them, summed up."""
        futures, programme = self._what.futures, self._plan.programme
        if self._what.kind == "score" and self._is_alone:
            self._by_score()
        elif self._what.kind == "cost" and self._is_one_factor and only_limits(programme):
            self._by_cost()
        for place in range(len(futures)):
            self._regret(place)
        known = [(self._known[place], times) for place, (_, times) in enumerate(futures)]
        told = [(one.points, times) for one, times in known if one.points is not None]
        return KnowledgeWorth(
            self._what,
            sum((points * times for points, times in told), Fraction(0)),
            sum(times for _, times in told),
            sum(times for points, times in told if points),
            sum(times for one, times in known if one.points is None),
            all(one.is_proven for one, _ in known),
        )

    @property
    def _is_alone(self) -> bool:
        """Whether a score adds the same to every list that has the proposal, and limits none."""
        programme = self._plan.programme
        screened = any(c.at_least is not None or c.at_most is not None for c in programme.criteria)
        by_value = any(rule.measure == "value" for rule in programme.rules)
        return len(programme.options[self._what.proposal]) == 1 and not by_value and not screened

    @property
    def _is_one_factor(self) -> bool:
        return all(len(future.factors) == 1 for future, _ in self._what.futures)

    def _by_score(self) -> None:
        """One list is best of those with the proposal, and one of those without, at any score."""
        if self._plan.value < self._plan.bound:
            return
        other = _turned(self._plan, self._what.proposal)
        if other is not None and other.value < other.bound:
            return
        scores = [future.scores[0][2] for future, _ in self._what.futures]
        ends = [scores.index(min(scores)), scores.index(max(scores))]
        for place in [*ends, *range(len(scores))]:
            if other is None or all(
                self._known.get(end) == _FutureRegret(Fraction(0)) for end in ends
            ):
                self._known[place] = _FutureRegret(Fraction(0))
            elif place not in self._known:
                future, _ = self._what.futures[place]
                examiner = Examiner(future.applied_to(self._plan.programme))
                own, best = (examiner.examine(p.choices).value for p in (self._plan, other))
                self._known[place] = _FutureRegret(max(best - own, Fraction(0)))

    def _by_cost(self) -> None:
        """Dearer is never better: between two futures of one best value nothing changes.

        The list keeps every limit where its proposal is cheaper, or none of it, and up to some
        factor where it is dearer; there it is still worth the most.
        """
        plan, name = self._plan, self._what.proposal
        if plan.value < plan.bound:
            return
        order = sorted(range(len(self._what.futures)), key=self._factor)
        cheaper = [place for place in order if self._factor(place) < 1]
        dearer = [place for place in order if self._factor(place) >= 1]
        kept, broken = 0, len(dearer)
        while kept < broken:
            middle = (kept + broken) // 2
            if name not in plan.options or self._keeps(dearer[middle]):
                kept = middle + 1
            else:
                broken = middle
        for place in dearer[:kept]:
            self._known[place] = _FutureRegret(Fraction(0))
        if cheaper and self._value(cheaper[0]) == plan.value:
            self._best.update((place, plan) for place in cheaper[1:])
        self._halve(cheaper)
        for place in cheaper:
            best = self._best_in(place)
            if best is not None:
                gain = max(best.value - plan.value, Fraction(0))
                self._known[place] = _FutureRegret(gain, best.value == best.bound)
        self._halve(dearer[kept:])

    def _factor(self, place: int) -> Decimal:
        return self._what.futures[place][0].factors[0][2]

    def _keeps(self, place: int) -> bool:
        """Whether the list as it was chosen keeps every limit in a future."""
        programme = self._what.futures[place][0].applied_to(self._plan.programme)
        return not Examiner(programme).examine(self._plan.choices).violations

    def _halve(self, order: Sequence[int]) -> None:
        if len(order) < 3:
            return
        first, last = (self._value(place) for place in (order[0], order[-1]))
        if first is not None and first == last:
            for place in order[1:-1]:
                self._best[place] = self._best[order[0]]
            return
        middle = len(order) // 2
        self._halve(order[: middle + 1])
        self._halve(order[middle:])

    def _value(self, place: int) -> Fraction | None:
        best = self._best_in(place)
        return best.value if best is not None and best.value == best.bound else None

    def _best_in(self, place: int) -> Plan | None:
        """A plan of the most value in a future; none where nothing is possible."""
        if place not in self._best:
            future, _ = self._what.futures[place]
            self._best[place] = self._solved(future.applied_to(self._plan.programme))
        return self._best[place]

    def _solved(self, programme: Programme) -> Plan | None:
        try:
            return optimise(
                prepared(programme), Hints((self._plan,), is_easy=True), value_alone=True
            )
        except InfeasibleError:
            return None

    def _regret(self, place: int) -> _FutureRegret:
        if place not in self._known:
            best = self._best_in(place)
            self._known[place] = _FutureRegret(None) if best is None else self._lost(place, best)
        return self._known[place]

    def _lost(self, place: int, best: Plan) -> _FutureRegret:
        future, _ = self._what.futures[place]
        programme = future.applied_to(self._plan.programme)
        seen = Examiner(programme).examine(self._plan.choices)
        kept: Plan | None = None
        value = seen.value
        if seen.violations:
            kept = self._solved(part_of(programme, self._plan.shortlist))
            if kept is None:
                return _FutureRegret(None)
            value = kept.value
        proven = best.value == best.bound and (kept is None or kept.value == kept.bound)
        return _FutureRegret(max(best.value - value, Fraction(0)), proven)


_others: dict[str, tuple[Plan, Plan | None]] = {}
"""Best lists with one proposal turned round, which a worker keeps for all of its scores."""


def _turned(plan: Plan, name: str) -> Plan | None:
    """The best list with a proposal turned in or out; none where that cannot be."""
    known = _others.get(name)
    if known is None or known[0] is not plan:
        other = None
        if (
            plan.programme.proposal_of[name].commitment == ""
            and name not in plan.programme.decision_of
        ):
            asked = prepared(plan.programme).within([(name, name not in plan.options)])
            try:
                other = optimise(asked, Hints((plan,), is_easy=True), value_alone=True)
            except InfeasibleError:
                other = None
        _others[name] = known = (plan, other)
    return known[1]


def part_of(programme: Programme, shortlist: Sequence[str]) -> Programme:
    """The programme in which nothing but proposals of a list may be chosen."""
    there = set(shortlist)
    kept = tuple(d for d in programme.decisions if d.proposal in there)
    out = tuple(
        Decision(proposal=name, chosen=False) for name in programme.proposal_of if name not in there
    )
    return programme.revised(decisions=kept + out)


def only_limits(programme: Programme) -> bool:
    """Whether dearer proposals never make more possible: money is limited, never asked for."""
    asked_for = any(
        rule.measure == "share" or (rule.at_least is not None and rule.measure in _OF_MONEY)
        for rule in programme.rules
    )
    small = any(stream.min_award for stream in programme.streams)
    return not asked_for and not small


_OF_MONEY = ("spend", "future", "match", "match_secured", "match_unsecured")


def _as_answer(found: KnowledgeWorth) -> BatchAnswer:
    """What was found, in the form that a checkpoint keeps."""
    counts = f"{found.draws} {found.differs} {found.impossible}"
    status: Literal["optimal", "feasible"] = "optimal" if found.is_proven else "feasible"
    return BatchAnswer(status, value=found.regret, why=counts)


def _as_worth(what: Knowable, kept: BatchAnswer) -> KnowledgeWorth:
    draws, differs, impossible = map(int, kept.why.split())
    return KnowledgeWorth(what, kept.value, draws, differs, impossible, kept.status == "optimal")
