"""Every measure, one record each: its word, its unit, and how rules may narrow it.

A measure is a word of rules, from `count` to `needs`, or a column that the appraisal works out. To
rules and criteria such a column is one of numbers like any other (`measure_of`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from prioritise.programme.rates import CARBON, WELLBEING

MeasureUnit = Literal[
    "proposals",
    "money",
    "share of spend",
    "points",
    "people",
    "jobs",
    "person-years",
    "wellbeing years",
    "tonnes of CO2e",
    "ratio",
    "its own",
]
"""`money`: pence, told in the unit of the programme; `its own`: as the column says."""
PAYMENT_COLUMNS = ("stream", "year", "kind")
"""Columns of a rule that speak of payments."""
WITHOUT_YEAR = ("stream", "kind")
"""Those of what belongs to no year: cost outside the years, and match funding."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured of a shortlist."""

    word: str
    """As rules, criteria and tables call it."""
    unit: MeasureUnit
    narrowed_by: tuple[str, ...] = PAYMENT_COLUMNS
    """Columns, beside those of proposals, by which `where` and `for_each` may tell it apart."""
    grows: bool = False
    """Whether one proposal more never makes it less."""
    adds_up: bool = True
    """Whether it is a sum over proposals, bonuses between them aside."""
    has_costs: bool = False
    """Whether costs are in it, and with them the optimism bias that they may carry."""
    secured: tuple[bool, ...] = ()
    """Of match funding: whether what is certain counts, and what is not."""
    valued: str = ""
    """Of what a published value puts into money: the name of that value."""

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in pence, and its limits amounts in the programme's unit."""
        return self.unit == "money"

    @property
    def is_match(self) -> bool:
        """Whether it is match funding."""
        return bool(self.secured)

    @property
    def is_by_year(self) -> bool:
        """Whether it belongs to years."""
        return "year" in self.narrowed_by


REACH = "reach"
"""The measure of people within reach of what is chosen, each counted once."""
NEEDS = "needs"
"""The measure of a rule by which a proposal is chosen only with another that it needs."""

_OF_RULES = (
    Measure("count", "proposals", grows=True),
    Measure("spend", "money", grows=True),
    Measure("share", "share of spend", adds_up=False),
    Measure("value", "points"),
    Measure("future", "money", WITHOUT_YEAR, grows=True),
    Measure("match", "money", WITHOUT_YEAR, grows=True, secured=(True, False)),
    Measure("match_secured", "money", WITHOUT_YEAR, grows=True, secured=(True,)),
    Measure("match_unsecured", "money", WITHOUT_YEAR, grows=True, secured=(False,)),
)
_ASKED = (
    Measure(REACH, "people", grows=True, adds_up=False),
    Measure(NEEDS, "proposals"),
)
_APPRAISED = (
    Measure("pv_benefits", "money"),
    Measure("pv_public_cost", "money", has_costs=True),
    Measure("pv_receipts", "money", has_costs=True),
    Measure("pv_net_public_cost", "money", has_costs=True),
    Measure("pv_other_cost", "money", has_costs=True),
    Measure("annual_net_cost", "money", has_costs=True),
    Measure("pv_risk", "money", has_costs=True),
    Measure("npv", "money", has_costs=True),
    Measure("net_jobs", "jobs"),
    Measure("net_jobs_hub", "jobs"),
    Measure("safeguarded_jobs", "jobs"),
    Measure("construction_jobs", "person-years"),
    Measure("wellbeing_years", "wellbeing years", valued=WELLBEING),
    Measure("carbon_tonnes", "tonnes of CO2e", valued=CARBON),
    Measure("bcr", "ratio", adds_up=False, has_costs=True),
    Measure("bcr_all_cost", "ratio", adds_up=False, has_costs=True),
    Measure("cost_per_net_job", "money", adds_up=False, has_costs=True),
    Measure("leverage", "ratio", adds_up=False),
)


def _by_word(measures: Iterable[Measure]) -> dict[str, Measure]:
    """Measures by their words, in their order."""
    return {measure.word: measure for measure in measures}


MEASURES = _by_word(_OF_RULES)
"""Measures of a shortlist that are no column of proposals."""
ASKED_MEASURES = _by_word(_ASKED)
"""Further ones, only where a programme asks for them; else they are names like any other."""
APPRAISED_MEASURES = _by_word(_APPRAISED)
"""Columns of proposals that the appraisal works out."""
RULE_WORDS = (*MEASURES, *PAYMENT_COLUMNS)
"""Words that rules use for what is no column of proposals; no column may take one of them."""


def measure_of(word: str) -> Measure:
    """What a rule measures; a column of numbers, in its own unit, where no measure is meant."""
    return MEASURES.get(word) or Measure(word, "its own")
