"""Budgets that grow, and which of those around them have to grow with them.

Money that is added to a stream is spent of the streams that it lies in, too. These may have room
for it, wholly or in part. So each budget that grows is looked at by itself, the outermost first,
with the others grown already: what is the least that it has to grow by?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream

Least = Callable[[Programme, Sequence[StreamYear]], tuple[Mapping[StreamYear, int], bool] | None]
"""The least pence in some budgets of a programme, added to those around them as well, and whether
less would not do; none where that was not settled."""


def with_budgets(programme: Programme, pence: Mapping[StreamYear, int]) -> Programme:
    """The programme with pence added to just these budgets, by stream and place of the year.

    Below 0 they are taken; no budget falls below nothing.
    """

    def budgets(stream: Stream) -> tuple[int, ...]:
        return tuple(
            max(0, budget + pence.get((stream.stream, year), 0))
            for year, budget in enumerate(stream.budgets)
        )

    return programme.revised(
        streams=tuple(
            stream.model_copy(update={"budgets": budgets(stream)}) for stream in programme.streams
        )
    )


def with_more_money(programme: Programme, pence: Mapping[StreamYear, int]) -> Programme:
    """The programme with pence added to, or taken from, budgets and the budgets they lie in."""
    return with_budgets(programme, _with_all_around(programme, pence))


def budgets_that_grow(
    programme: Programme, pence: Mapping[StreamYear, int], least: Least
) -> tuple[dict[StreamYear, int], bool]:
    """Every budget that has to grow, each by itself, so that money more can be spent.

    Parameters
    ----------
    programme : Programme
        What is asked.
    pence : mapping of (str, int) to int
        What brings about what is wanted, where as much is added to the budgets around.
    least : callable
        What it takes in some budgets, where others have grown already.

    Returns
    -------
    dict
        Pence by stream and place of the year; what need not grow is left out.
    bool
        Whether it is proven that none of them could grow by less. What was not settled in time
        grows by as much as all that is in it.
    """
    grown, all_least = _with_all_around(programme, pence), True
    lines = programme.ancestors
    around = {name for stream, _ in grown for name in lines[stream][1:]}
    tied = [cell for cell in grown if len(lines[cell[0]]) > 1 or cell[0] in around]
    for cell in sorted(tied, key=lambda cell: (len(lines[cell[0]]), cell)):
        others = {other: amount for other, amount in grown.items() if other != cell}
        found = least(with_budgets(programme, others), (cell,))
        fewer = others | dict(found[0]) if found else grown
        # What is sought of a budget is added around it; without that it may not be enough.
        is_inside = len(lines[cell[0]]) > 1
        if is_inside and fewer != grown and not _is_enough(programme, fewer, least):
            found = None
        grown = fewer if found else grown
        all_least = all_least and found is not None and found[1]
    return dict(sorted(grown.items())), all_least


def _is_enough(programme: Programme, pence: Mapping[StreamYear, int], least: Least) -> bool:
    return least(with_budgets(programme, pence), ()) is not None


def _with_all_around(
    programme: Programme, pence: Mapping[StreamYear, int]
) -> dict[StreamYear, int]:
    grown: dict[StreamYear, int] = {}
    for (stream, year), amount in pence.items():
        for name in programme.ancestors[stream]:
            grown[name, year] = grown.get((name, year), 0) + amount
    return grown
