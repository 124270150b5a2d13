"""Questions whose answers are known, put to the solver of this very machine."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from prioritise.optimise.highs import OLDEST_HIGHS, solve, version
from prioritise.optimise.model import Constraint, Model, Objective, Variable, collected, evaluate
from prioritise.optimise.solver import Progress
from prioritise.optimise.solver_thread import Enough
from prioritise.programme.faults import Interrupted, SolverError

SECONDS = 20.0
"""Each question takes a fraction of a second; this is only a stop."""
SOFT_FLOORS = (324, 417, 560)
"""Questions with soft floors to which HiGHS 1.14.0 gives wrong answers that it calls optimal."""
SHORT = 1.0
"""Time limit of the question that takes far longer."""
GRACE = 2.0
"""Seconds within which a solver that is to stop has to be back."""
SIDE_BY_SIDE = 4
"""Solves at the same time."""
POINTS = (290, 1900, 1490, 620, 290, 2040, 1690, 300, 240, 860)
POTS: tuple[tuple[dict[int, int], int], ...] = (
    ({1: 105_734_133, 9: 50_000_000}, 155_734_132),
    ({4: 96_558_436, 5: 10_000_000, 6: 51_052_468, 7: 40_000_000, 8: 60_363_822}, 156_922_259),
    (
        {3: 84_718_733, 4: 56_354_739, 5: 150_000_000, 6: 60_000_000, 8: 143_882_212},
        200_236_951,
    ),
    (
        {3: 4 * 10**7, 4: 1_840_590, 5: 27_665_357, 6: 60_363_822, 7: 51_052_469, 8: 80_456_992},
        82_297_581,
    ),
)
"""A question to which HiGHS 1.16.0, given a start, calls the start best: points, and what each pot
is asked for and has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    passed: bool
    detail: str


def self_test() -> Iterator[Finding]:
    """Findings on the solver of this machine, one by one."""
    yield _solver_version()
    yield _finding("the solver is exact to the penny", _penny_tight)
    yield _finding("small questions agree with trying everything", _exhaustive)
    yield _finding("floors that may be missed at a price do, too", _soft_floors)
    yield _finding("an impossible question is found impossible", _impossible)
    yield _finding("an answer to start from is not taken for the best", _start)
    yield _finding("money that is short is found to the penny", _money_short)
    yield _finding("one digit more or less in large money is seen", _large_money)
    yield _finding("solves side by side say the same as one alone", _side_by_side)
    yield _finding("a time limit is kept, and what is not proven is not claimed", _time_limit)
    yield _finding("a solve that is told to stop comes back", _stopped)


def _solver_version() -> Finding:
    found = version()
    parts = tuple(int(part) for part in found.split(".")[:3])
    oldest = ".".join(map(str, OLDEST_HIGHS))
    detail = found if parts >= OLDEST_HIGHS else f"{found} is known to be wrong"
    return Finding(f"HiGHS is {oldest} or later", parts >= OLDEST_HIGHS, detail)


def _finding(name: str, question: Callable[[], str]) -> Finding:
    """What a question found: an empty text where all was right."""
    try:
        problem = question()
    except SolverError as failure:
        problem = f"the solver failed: {failure}"
    return Finding(name, not problem, problem or "yes")


def _penny_tight() -> str:
    """Three projects whose costs in pence tempt floating point over the budget."""
    model = _knapsack(
        costs=[153_685_366, 190_093_247, 60_156_972], values=[4060, 3455, 9332], budget=213_842_337
    )
    outcome = solve(model, seconds=SECONDS)
    return "" if outcome.figure == 9332 else f"found {outcome.figure} instead of 9332"


def _exhaustive() -> str:
    for seed in range(20):
        model = _random(seed)
        if problem := _differs(model, _best(model)):
            return f"question {seed}: {problem}"
    return ""


def _best(model: Model) -> int:
    """The best figure, by trying everything."""
    return max(
        model.objective.at(values)
        for values in itertools.product((0, 1), repeat=len(model.columns))
        if model.holds(values)
    )


def _soft_floors() -> str:
    """A shortfall column for each floor, which costs points for each penny that is missing."""
    for seed in SOFT_FLOORS:
        model = _with_floors(seed)
        chosen = itertools.product((0, 1), repeat=len(model.columns) - len(model.rows[1:]))
        best = max(
            model.objective.at(values)
            for values in (_least_short(model, some) for some in chosen)
            if model.holds(values)
        )
        if problem := _differs(model, best):
            return f"question {seed}: {problem}"
    return ""


def _least_short(model: Model, chosen: tuple[int, ...]) -> list[int]:
    """Column values where some projects are chosen, each floor short of as little as may be."""
    values = [*chosen, *(0 for _ in model.rows[1:])]
    for place, floor in enumerate(model.rows[1:], start=len(chosen)):
        values[place] = max(0, floor.limit - evaluate(floor.terms, values))
    return values


def _impossible() -> str:
    model = _knapsack(costs=[6, 10, 15], values=[1, 1, 1], budget=40)
    exactly = Constraint("exactly 29", model.rows[0].terms, "=", 29)
    outcome = solve(model.within(exactly), seconds=SECONDS)
    return "" if outcome.found == "infeasible" else f"found {outcome.found}"


def _start() -> str:
    """From nothing at all, which is possible and worth nothing."""
    columns = tuple(Variable(f"x{place}") for place in range(len(POINTS)))
    rows = tuple(
        Constraint(f"pot {place}", collected(asked.items()), "<=", has)
        for place, (asked, has) in enumerate(POTS)
    )
    model = Model(columns, rows, Objective("value", "maximise", collected(enumerate(POINTS))))
    return _differs(model, _best(model), start=(0,) * len(columns))


def _money_short() -> str:
    """The least that two pots lack in all for so many points, with what each lacks as a column."""
    for seed in range(5):
        draw = random.Random(seed)
        costs = [draw.randint(1, 10**8) for _ in range(8)]
        points = [draw.randint(1, 99) for _ in costs]
        pots = [tuple(enumerate(costs[:4])), tuple(enumerate(costs[4:], start=4))]
        has = [sum(cost for _, cost in pot) // 3 for pot in pots]
        rows = [Constraint("points", collected(enumerate(points)), ">=", sum(points) * 2 // 3)]
        rows += [
            Constraint(f"pot {place}", (*pot, (8 + place, -1)), "<=", has[place])
            for place, pot in enumerate(pots)
        ]
        columns = [Variable(f"x{place}") for place in range(8)]
        columns += [
            Variable(f"short{place}", sum(cost for _, cost in pots[place])) for place in (0, 1)
        ]
        least = min(
            sum(max(0, evaluate(pot, chosen) - most) for pot, most in zip(pots, has, strict=True))
            for chosen in itertools.product((0, 1), repeat=8)
            if rows[0].holds(chosen)
        )
        short = Objective("short", "minimise", ((8, 1), (9, 1)))
        if problem := _differs(Model(tuple(columns), tuple(rows), short), least):
            return f"question {seed}: {problem}"
    return ""


def _large_money() -> str:
    costs = [99_999_999_900, 100_000_000_001, 45_678_912_345]
    for budget, best in ((sum(costs), 3), (sum(costs) - 1, 2)):
        outcome = solve(_knapsack(costs, [1, 1, 1], budget), seconds=SECONDS)
        if outcome.figure != best:
            return f"found {outcome.figure} instead of {best}"
    return ""


def _side_by_side() -> str:
    def asked(seed: int) -> tuple[int, ...]:
        return solve(_random(seed), seconds=SECONDS).values

    seeds = range(2 * SIDE_BY_SIDE)
    alone = [asked(seed) for seed in seeds]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
        together = list(threads.map(asked, seeds))
    changed = sum(one != other for one, other in zip(alone, together, strict=True))
    return f"{changed} of {len(alone)} answers were other ones" if changed else ""


def _time_limit() -> str:
    model, began = _long(), monotonic()
    outcome = solve(model, seconds=SHORT)
    took = monotonic() - began
    if took > SHORT + GRACE:
        return f"it took {took:.1f} seconds instead of {SHORT:g}"
    if outcome.found == "infeasible":
        return "it claims that nothing is possible"
    figure = outcome.figure
    if figure is not None and (
        not model.holds(outcome.values) or figure != model.objective.at(outcome.values)
    ):
        return "the answer does not keep its own limits"
    if outcome.found == "optimal" and figure != outcome.bound:
        return f"it claims that {figure} is best, and that {outcome.bound} is possible"
    return ""


def _stopped() -> str:
    """Enough is enough; and Ctrl-C ends it."""
    for stop in (Enough, KeyboardInterrupt):
        began = monotonic()

        def watch(progress: Progress, stop: type[BaseException] = stop) -> None:
            if progress.seconds > SHORT / 2:
                raise stop

        with suppress(Interrupted):
            solve(_long(), seconds=SECONDS, watch=watch)
        took = monotonic() - began
        if took > SHORT / 2 + GRACE:
            return f"it came back after {took:.1f} seconds"
    return ""


def _differs(model: Model, best: int, start: tuple[int, ...] = ()) -> str:
    """In what the solver differs from the figure that is known to be the best."""
    outcome = solve(model, seconds=SECONDS, start=start)
    if outcome.found == "optimal" and (outcome.figure, outcome.bound) == (best, best):
        return ""
    return f"found {outcome.figure} ({outcome.found}) instead of {best}"


def _knapsack(costs: list[int], values: list[int], budget: int) -> Model:
    columns = tuple(Variable(f"x{place}") for place in range(len(costs)))
    row = Constraint("budget", collected(enumerate(costs)), "<=", budget)
    return Model(columns, (row,), Objective("value", "maximise", collected(enumerate(values))))


def _random(seed: int) -> Model:
    """Eight projects, two budgets that some of them meet to the penny."""
    draw = random.Random(seed)
    places = range(8)
    rows = []
    for name in ("first", "second"):
        costs = [draw.randint(0, 10**7) for _ in places]
        met = sum(draw.sample(costs, 4)) + draw.choice([-1, 0, 1])
        rows.append(Constraint(name, collected(enumerate(costs)), "<=", max(met, 0)))
    values = collected((place, draw.randint(1, 9)) for place in places)
    columns = tuple(Variable(f"x{place}") for place in places)
    return Model(columns, tuple(rows), Objective("value", "maximise", values))


def _with_floors(seed: int) -> Model:
    """Nine projects in three places, each of which is to have some money or is short of it."""
    draw = random.Random(seed)
    costs = [draw.randint(1, 9) * 10**6 + draw.randrange(10**6) for _ in range(9)]
    rows = [Constraint("budget", collected(enumerate(costs)), "<=", sum(costs) // 2)]
    columns = [Variable(f"x{place}") for place in range(9)]
    points = [(place, draw.randint(1_000, 40_999)) for place in range(9)]
    for place, projects in enumerate((range(3), range(3, 6), range(6, 9))):
        floor = draw.randint(1, sum(costs[project] for project in projects))
        short = len(columns)
        columns.append(Variable(f"short{place}", floor))
        terms = collected([*((project, costs[project]) for project in projects), (short, 1)])
        rows.append(Constraint(f"floor {place}", terms, ">=", floor))
        points.append((short, -draw.choice((1, 3, 50))))
    return Model(tuple(columns), tuple(rows), Objective("value", "maximise", collected(points)))


def _long() -> Model:
    """A hundred projects worth about what they cost in each of ten years: nobody proves that."""
    draw = random.Random(7)
    costs = [[draw.randint(100, 1000) for _ in range(10)] for _ in range(100)]
    rows = tuple(
        Constraint(f"year {year}", collected(enumerate(column)), "<=", sum(column) // 2)
        for year, column in enumerate(zip(*costs, strict=True))
    )
    columns = tuple(Variable(f"x{place}") for place in range(len(costs)))
    values = collected((place, sum(row) // 10) for place, row in enumerate(costs))
    return Model(columns, rows, Objective("value", "maximise", values))
