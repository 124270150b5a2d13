"""Options and payers: how long a programme of many ways takes to build and check, beside its solve.

100 proposals of three sizes, each paid by one of three streams that is still to be picked. Run with
`python -m benchmarks.options` from the repository; building and checking should take less time than
HiGHS takes to find the most value, every part of it in the same process.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from random import Random
from time import perf_counter

from benchmarks.programmes import HUBS, STREAMS, YEARS
from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.columns import formulated
from prioritise.optimise.formulation import model_of
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Model
from prioritise.optimise.rules import rule_rows
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Alignment,
    Cost,
    Criterion,
    Hub,
    Proposal,
    Rule,
    Stream,
)

PROPOSALS = 100
SIZES = {"large": (3, "1"), "medium": (2, "0.8"), "small": (1, "0.5")}
"""Thirds of the cost, and what the size brings of the whole."""
PAYERS = 3
RUNS = 5
SEEDS = (1, 2, 3)
SECONDS = 10.0
"""At most, of each solve."""
THOUSAND = 100_000
"""Pence in £1k."""


def many_ways(seed: int) -> Programme:
    """The programme; its budgets pay about half of what all the large sizes would cost."""
    draw = Random(seed)
    names = [f"P{number:03}" for number in range(PROPOSALS)]
    scores = ("economic", "social")
    costs: list[Cost] = []
    alignments: list[Alignment] = []
    asked = [0] * len(YEARS)
    for name in names:
        thirds = [draw.randint(10, 300) for _ in YEARS]
        for option, (size, worth) in SIZES.items():
            amounts = tuple(third * size * THOUSAND for third in thirds)
            costs.append(Cost(proposal=name, option=option, worth=Decimal(worth), amounts=amounts))
        asked = [have + 3 * third for have, third in zip(asked, thirds, strict=True)]
        alignments += [
            Alignment(proposal=name, stream=stream, alignment=Decimal(draw.randint(1, 10)) / 10)
            for stream in sorted(draw.sample(STREAMS, PAYERS))
        ]
    budgets = tuple(pence * THOUSAND // (2 * len(STREAMS)) for pence in asked)
    return Programme(
        title=f"{PROPOSALS} proposals, {len(SIZES)} sizes and {PAYERS} possible payers each",
        years=YEARS,
        criteria=(
            *(
                Criterion(name=score, weight=Decimal(40), scale=(Decimal(0), Decimal(10)))
                for score in scores
            ),
            Criterion(name="alignment", weight=Decimal(20)),
        ),
        hubs=tuple(Hub(hub=hub, name=hub.title()) for hub in HUBS),
        streams=tuple(Stream(stream=s, name=s.title(), budgets=budgets) for s in STREAMS),
        proposals=tuple(
            Proposal(
                proposal=name,
                title=f"Project {name}",
                hubs=(draw.choice(HUBS),),
                scores={score: Decimal(draw.randint(0, 10)) for score in scores},
            )
            for name in names
        ),
        costs=tuple(costs),
        alignments=tuple(alignments),
        rules=(Rule(name="every hub is in", measure="count", for_each="hub", at_least=Decimal(1)),),
    )


def built(programme: Programme) -> Model:
    """The integer programme, from records that nothing has been computed of yet."""
    formulation = formulated(programme)
    rules = rule_rows(formulation)
    return model_of(formulation, *rules)[0]


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def measured(seed: int) -> tuple[float, float, float, str]:
    """Seconds to build, to check and to solve one programme, and what the solver found."""
    building = statistics.median(
        seconds_of(partial(built, programme)) for programme in map(many_ways, [seed] * RUNS)
    )
    formulation = formulated(many_ways(seed))
    model = model_of(formulation, *rule_rows(formulation))[0]
    began = perf_counter()
    outcome = solve(model, seconds=SECONDS)
    solving = perf_counter() - began
    choices = formulation.choices(outcome.values)
    checking = statistics.median(
        seconds_of(partial(checked, programme, choices))
        for programme in map(many_ways, [seed] * RUNS)
    )
    return building, checking, solving, outcome.found


def checked(programme: Programme, choices: Sequence[Choice]) -> None:
    """The independent check, from records that nothing has been computed of yet."""
    assert not Examiner(programme).examine(choices).violations


def main() -> None:
    """Measure each seed and print one line."""
    print(f"{'seed':4} {'build':>9} {'check':>9} {'solve':>9}  ratio  found")
    for seed in SEEDS:
        building, checking, solving, found = measured(seed)
        ratio = (building + checking) / solving
        print(
            f"{seed:4} {building:7.3f} s {checking:7.3f} s {solving:7.2f} s {ratio:6.3f}  {found}",
            flush=True,
        )


if __name__ == "__main__":
    main()
