"""The page of published figures is what the code makes of them, and says where rates are from."""

from __future__ import annotations

from pathlib import Path

import pytest

from prioritise.programme import deflators, rates
from prioritise.programme.rates import RateSource
from tests.appraisal.published import FIGURES, LOOKED_UP, PublishedFigure

PAGE = Path(__file__).parents[2] / "docs" / "published.md"
HEADING = """\
# Published figures, and ours

A test works out each figure of the third column anew and compares it with the second, to the
printed digit or the penny (`tests/appraisal/test_published_page.py`). Besides, a second program in
decimals of 60 places agrees to the penny on 2,000 drawn programmes
(`tests/appraisal/test_reference.py`).
"""
SOURCES = """\
## Where the rates are from

Every rate that is built in, its publication and edition, and where it was looked up last, on 30
November 2026: in the publication itself, in a copy, or as others quote it. What is quoted is to be
compared with the publication by whoever appraises with it; a programme may put its own in place of
any of them.
"""


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def sources_in_the_code() -> list[RateSource]:
    """Every source that a rate of the package names."""
    found = [value for value in vars(rates).values() if isinstance(value, RateSource)]
    found += [value.source for value in rates.UNIT_VALUES.values()]
    found += [each.source for each in deflators.PRICE_TABLES.values()]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.what)
def test_a_figure_comes_out_as_it_is_printed(figure: PublishedFigure) -> None:
    assert figure.ours() == figure.printed


def test_every_source_of_a_rate_was_looked_up() -> None:
    assert set(LOOKED_UP) == set(sources_in_the_code())


def test_the_page_of_published_figures_is_what_the_code_makes_of_them(request) -> None:
    figures = [(each.what, each.printed, each.ours(), each.source) for each in FIGURES]
    sources = [(one.title, one.date, LOOKED_UP[one]) for one in sources_in_the_code()]
    text = "\n".join(
        (
            HEADING,
            table(("what", "published", "ours", "source"), figures),
            SOURCES,
            table(("publication", "edition", "looked up in"), sources),
            "Back to [the method](method.md) or [what is promised](assurance.md).\n",
        )
    )
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == text, "python -m pytest --update-golden writes it anew"
