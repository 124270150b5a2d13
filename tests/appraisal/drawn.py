"""Programmes with costs and benefits over time, drawn by chance."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from prioritise.programme.appraised import (
    Additionality,
    Appraisal,
    Benefit,
    Factors,
    FactorsByLevel,
    Jobs,
    Optimism,
    RiskCost,
)
from prioritise.programme.programme import Programme
from prioritise.programme.rates import OPTIMISM, OUTSOURCING, SCHEDULES
from prioritise.programme.records import Cost
from tests.small import programme, proposal, stream

YEARS = ("2018-19", "2019-20", "2020-21")


def drawn(seed: int, proposals: int = 5) -> Programme:
    """Every column and key of the appraisal is used by some of these programmes."""
    chance = Random(seed)
    names = [f"P{number}" for number in range(proposals)]
    return programme(
        [proposal(name) for name in names],
        [cost for name in names for cost in _costs(chance, name)],
        years=YEARS[:2],
        later_years=YEARS[2:],
        streams=(stream(budgets=(10, 10)),),
        benefits=tuple(row for name in names for row in _benefits(chance, name)),
        jobs=tuple(row for name in names for row in _jobs(chance, name)),
        additionality=tuple(row for name in names for row in _additionality(chance, name)),
        optimism=tuple(row for name in names for row in _optimism(chance, name)),
        risk_costs=tuple(row for name in names for row in _risks(chance, name)),
        appraisal=_appraisal(chance),
        cost_scale=Decimal(chance.choice(["1", "1", "1.1", "0.333"])),
    )


def year(number: int) -> str:
    return f"{number}-{str(number + 1)[-2:]}"


def _pence(chance: Random) -> int:
    return chance.choice([0, 1, chance.randint(1, 10**6), chance.randint(1, 10**11)])


def _share(chance: Random) -> Decimal:
    return Decimal(chance.choice([0, 0, 5, 25, 50, 100, chance.randint(0, 100)])) / 100


def _costs(chance: Random, name: str) -> list[Cost]:
    return [
        Cost(
            proposal=name,
            kind=chance.choice(["capital", "revenue", None]),
            stream=chance.choice(["main", "match"]) if place else "main",
            before=_pence(chance),
            amounts=(_pence(chance), _pence(chance)),
            later=(_pence(chance),),
            after=_pence(chance),
        )
        for place in range(chance.randint(1, 3))
    ]


def _benefits(chance: Random, name: str) -> list[Benefit]:
    return [_benefit(chance, name) for _ in range(chance.randint(0, 3))]


def _benefit(chance: Random, name: str) -> Benefit:
    first = 2018 + chance.randint(0, 6)
    last = chance.choice(["", year(first), year(first + chance.randint(0, 95))])
    growth = chance.choice([None, Decimal("0.01"), Decimal("-0.02")])
    gross = chance.random() < 0.4
    basis = chance.choice(["", "", "real", "cash", "2015-16", "2020-21"])
    common = {"proposal": name, "kind": "time savings", "basis": basis, "gross": gross}
    common |= {"confidence": chance.choice(["", "low", "high"])}
    common |= {"rate": chance.choice(["", "", "health"])}
    way = chance.random()
    if way < 0.15:
        return Benefit(**common, measure="people", quantity=Decimal(3))
    if way < 0.3:
        valued = chance.choice(["wellbeing", "carbon"])
        first += 2
        last = chance.choice(["", year(first + chance.randint(0, 20))])
        quantity = Decimal(chance.randint(0, 10**5)) / 10
        return Benefit(
            **common, first=year(first), last=last, growth=growth, valued=valued, quantity=quantity
        )
    amount = _pence(chance) * chance.choice([1, 1, 1, -1])
    if way < 0.4:
        return Benefit(**common, counts_as="residual", amount=amount)
    return Benefit(
        **common,
        first=year(first),
        last=last,
        amount=amount,
        growth=growth,
        reference=_pence(chance) if gross else None,
        counts_as=chance.choice(["", "", "receipt"]),
    )


def _risks(chance: Random, name: str) -> list[RiskCost]:
    return [
        RiskCost(
            proposal=name,
            risk="ground conditions",
            likelihood=_share(chance),
            cost=_pence(chance),
            year=chance.choice(["", year(2018 + chance.randint(0, 9))]),
        )
        for _ in range(chance.randint(0, 2))
    ]


def _jobs(chance: Random, name: str) -> list[Jobs]:
    return [
        Jobs(
            proposal=name,
            kind=chance.choice(["new", "relocated", "safeguarded", "construction"]),
            sector=chance.choice(["", "private", "public"]),
            jobs=Decimal(chance.randint(0, 5000)) / 10,
            reference=Decimal(chance.randint(0, 100)) / 10,
        )
        for _ in range(chance.randint(0, 4))
    ]


def _additionality(chance: Random, name: str) -> list[Additionality]:
    return [
        Additionality(
            proposal=name,
            level=level,
            leakage=_share(chance),
            displacement=_share(chance),
            substitution=_share(chance),
            multiplier=Decimal(chance.choice(["1", "1.25", "1.4"])),
        )
        for level in ("hub", "nation")
        if chance.random() < 0.6
    ]


def _optimism(chance: Random, name: str) -> list[Optimism]:
    types = chance.sample([each for each in OPTIMISM if each != OUTSOURCING], chance.randint(0, 2))
    shares = {0: [], 1: [Decimal(1)], 2: [Decimal("0.3"), Decimal("0.7")]}[len(types)]
    if chance.random() < 0.3:
        types, shares = [*types, OUTSOURCING], [*shares, Decimal("0.4")]
    return [
        Optimism(proposal=name, type=kind, share=share, mitigated=_share(chance))
        for kind, share in zip(types, shares, strict=True)
    ]


def _appraisal(chance: Random) -> Appraisal:
    deflators = {year(2016 + n): Decimal(95 + 3 * n) for n in range(chance.randint(2, 6))}
    return Appraisal(
        price_base=chance.choice(["", "2016-17", "2019-20"]),
        deflators=chance.choice([{}, deflators]),
        inflation=Decimal(chance.choice(["0.02", "0", "0.031"])),
        base_year=chance.choice(["", "", "2010-11", "2021-22"]),
        schedule=chance.choice(list(SCHEDULES)),
        discount=chance.choice([{}, {}, {"1": Decimal("0.015"), "4": Decimal("0.01")}]),
        period=chance.choice([60, 60, 5, 90]),
        period_from=chance.choice(["programme", "opening"]),
        unit_values=chance.choice(["central", "low", "high"]),
        optimism_bias=chance.choice([{}, {"standard buildings": Decimal("0.3")}]),
        match_in_bcr=chance.choice(["apart", "benefits", "cost"]),
        additionality=chance.choice(
            [FactorsByLevel(), FactorsByLevel(nation=Factors(displacement=Decimal("0.4")))]
        ),
    )
