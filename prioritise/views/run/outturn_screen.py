"""Outturn against plan on a terminal: by year, by stream, and what 31 March will see."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.optimise.outturn import BY_STREAM, BY_YEAR, outturn_of, summed
from prioritise.optimise.plan import Plan
from prioritise.views.rounding import Money
from prioritise.views.screen import Screen, right
from prioritise.views.words.outturn import outturn_in_words, year_in_words

GUTTER = "  "
HEADS = ("plan", "actual", "forecast", "variance")


def show_outturn(screen: Screen, plan: Plan) -> None:
    """One line a year and one a stream; then what is left over at the end of the open year."""
    outturn = outturn_of(plan)
    lines = [
        (year_in_words(plan.programme, int(year)), each)
        for year, each in summed(outturn, BY_YEAR).items()
    ]
    lines += [(str(stream), each) for stream, each in summed(outturn, BY_STREAM).items()]
    money = Money.fitting((each.expected for _, each in lines), plan.programme.unit)
    rows = [(name, [money.text(pence) for pence in each.figures]) for name, each in lines]
    widths = [
        max(len(head), *(len(row[place]) for _, row in rows)) for place, head in enumerate(HEADS)
    ]
    screen.heading(f"Outturn against plan, {money.unit}", _aligned(HEADS, widths))
    for name, row in rows:
        figures = _aligned(row, widths)
        screen.row((screen.cut(name, screen.width - len(figures)) + figures, ""))
    for sentence in outturn_in_words(plan):
        screen.line(sentence)


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    cells = (right(text, width) for text, width in zip(texts, widths, strict=True))
    return GUTTER + GUTTER.join(cells)
