"""Outturn against plan: by hub, stream and year as a table; by year and by stream on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.optimise.outturn import BY_STREAM, BY_YEAR, outturn_of, summed
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.rounding import Money
from prioritise.views.screen import Screen, right
from prioritise.views.table import Table
from prioritise.views.words.outturn import outturn_in_words, year_in_words

GUTTER = "  "
HEADS = ("plan", "actual", "forecast", "variance")
_MEANINGS = (
    "What was planned, before anything was spent.",
    "What is paid and gone.",
    "What it is now expected to come to, in all.",
    "Forecast less plan; below 0 is less than planned.",
)


def outturn_table(plan: Plan) -> Table:
    """What was planned, what is spent, and what is now expected; adds up to `budgets`."""
    programme = plan.programme
    return Table.of(
        "outturn",
        "Outturn against plan: the public money of each hub, stream and year.",
        ("hub", "stream", "year"),
        (
            *(of.ONE_HUB, of.STREAM, of.YEAR),
            *(
                of.money(programme, head, head.capitalize(), meaning)
                for head, meaning in zip(HEADS, _MEANINGS, strict=True)
            ),
        ),
        [
            {"hub": hub, "stream": stream, "year": programme.years[year]}
            | dict(zip(HEADS, each.figures, strict=True))
            for (hub, stream, year), each in outturn_of(plan).items()
        ],
    )


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
