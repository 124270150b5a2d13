"""More money in words: each budget that grows, those within others first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.views.words.reasons import listed


def budgets_in_words(programme: Programme, pence: Mapping[StreamYear, int]) -> str:
    """Money by stream and year: `£30k more in ltf 2019-20`, and with it that in which it lies."""

    def words(cells: Iterable[StreamYear]) -> str:
        return listed(
            [
                f"{money_text(pence[cell], programme.unit)} more in "
                f"{cell[0]} {programme.years[cell[1]]}"
                for cell in cells
            ]
        )

    inner, around = inner_and_around(programme, pence)
    if not around:
        return words(inner)
    they = "it lies" if len(inner) == 1 else "they lie"
    return f"{words(inner)}, and with that {words(around)}, in which {they}"


def inner_and_around(
    programme: Programme, pence: Mapping[StreamYear, int]
) -> tuple[list[StreamYear], list[StreamYear]]:
    """The budgets that grow, in order, and apart from them those that others of them lie in."""
    outer = {name for stream, _ in pence for name in programme.ancestors[stream][1:]}
    cells = sorted(pence)
    return [c for c in cells if c[0] not in outer], [c for c in cells if c[0] in outer]
