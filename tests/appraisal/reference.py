"""The appraisal worked out once more, by other means: decimals of 60 places, straight from rows.

Nothing of `prioritise.appraisal` is used. One row at a time and one year at a time, as one would do
it in a spreadsheet; every line is rounded to the penny, halves to the even one.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from prioritise.programme.programme import Programme

PUBLISHED = {
    "standard buildings": "0.24",
    "non-standard buildings": "0.51",
    "standard civil engineering": "0.44",
    "non-standard civil engineering": "0.66",
    "equipment": "2.00",
    "outsourcing": "0.41",
}
STEPS = (1, 31, 76, 126, 201, 301)
SCHEDULES = {
    "green-book-2026": ("0.035", "0.03", "0.025", "0.02", "0.015", "0.01"),
    "green-book-2026-health": ("0.015", "0.0129", "0.0107", "0.0086", "0.0064", "0.0043"),
    "green-book-2026-lower": ("0.03", "0.0257", "0.0214", "0.0171", "0.0129", "0.0086"),
}
LIFE_POINT = {"low": 10000, "central": 13000, "high": 16000}
PRINTED = """
253.19 257.05 260.96 264.93 268.97 273.06 277.22 281.44 285.73 290.08 294.50 298.98 303.54 308.16
312.85 317.62 322.45 327.36 332.35 337.41 342.55 347.69 352.90 358.20 363.57 369.02 374.56 380.18
385.88 391.67 397.54
"""
CARBON_OF_2020_ON = [Decimal(pounds) for pounds in PRINTED.split()]


def start(year: str) -> int:
    return int(year[:4])


def index(programme: Programme, year: int) -> Decimal:
    asked = programme.appraisal
    known = {start(name): value for name, value in asked.deflators.items()} or {
        start(asked.price_base or programme.years[0]): Decimal(1)
    }
    rise, level, at = 1 + asked.inflation, None, None
    if year in known:
        return known[year]
    if year > max(known):
        level, at = known[max(known)], max(known)
        while at < year:
            level, at = level * rise, at + 1
        return level
    level, at = known[min(known)], min(known)
    while at > year:
        level, at = level / rise, at - 1
    return level


def factor(programme: Programme, years_on: int, named: str = "") -> Decimal:
    """One year after the other, by whatever rate holds in it; then into the base year."""
    said = programme.appraisal.discount or programme.appraisal.schedule
    if isinstance(named or said, str):
        steps = dict(zip(STEPS, SCHEDULES[named or said], strict=True))
    else:
        steps = {int(year): rate for year, rate in said.items()}
    base = start(programme.appraisal.base_year or programme.years[0]) - start(programme.years[0])
    return _undone(steps, years_on) / _undone(steps, base)


def _undone(steps, years_on: int) -> Decimal:
    worth = Decimal(1)
    for year in range(1, years_on + 1):
        worth /= 1 + Decimal(steps[max(from_ for from_ in steps if from_ <= year)])
    for _ in range(years_on, 0):
        worth *= 1 + Decimal(steps[1])
    return worth


def penny(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def additional(programme: Programme, proposal: str, level: str) -> Decimal:
    rows = [r for r in programme.additionality if (r.proposal, r.level) == (proposal, level)]
    row = rows[0] if rows else getattr(programme.appraisal.additionality, level)
    return (1 - row.leakage) * (1 - row.displacement) * (1 - row.substitution) * row.multiplier


def figures(programme: Programme, proposal: str) -> dict[str, Decimal | int | None]:
    """Every measure of a proposal with one alternative that is done as it was given."""
    with localcontext() as context:
        context.prec = 60
        return _figures(programme, proposal)


def _figures(programme: Programme, proposal: str) -> dict[str, Decimal | int | None]:
    asked, opening = programme.appraisal, start(programme.years[0])
    base = index(programme, start(asked.price_base or programme.years[0]))
    bias, operating = Decimal(1), Decimal(1)
    for part in programme.optimism:
        if part.proposal == proposal:
            upper = Decimal(asked.optimism_bias.get(part.type, PUBLISHED[part.type]))
            more = part.share * upper * (1 - part.mitigated)
            if part.type == "outsourcing":
                operating += more
            else:
                bias += more
    public = other = given_public = given_other = 0
    for cost in programme.costs:
        if cost.proposal != proposal:
            continue
        cells = [*cost.amounts, *cost.later, cost.after]
        worth = 0
        for years_on, cell in enumerate(cells):
            given = penny(cell * programme.cost_scale)
            rise = operating if cost.kind == "revenue" else bias
            price = base / index(programme, opening + years_on)
            worth += penny(given * rise * price * factor(programme, years_on))
        whole = sum(penny(cell * programme.cost_scale) for cell in cells)
        if cost.stream == "match":
            other, given_other = other + worth, given_other + whole
        else:
            public, given_public = public + worth, given_public + whole
    rows = [row for row in programme.benefits if row.proposal == proposal]
    rows = [row for row in rows if row.amount is not None or row.valued]
    opens = min((start(row.first) for row in rows if row.first), default=opening)
    end = asked.period + (opens if asked.period_from == "opening" else opening)
    benefits, receipts, counts = None, 0, {"wellbeing": Decimal(0), "carbon": Decimal(0)}
    for row in rows:
        worth = 0
        first = start(row.first) if row.first else end - 1
        for year in range(first, start(row.last or row.first or str(end - 1)) + 1):
            if year >= end:
                continue
            growth = (1 + (row.growth or Decimal(0))) ** (year - first)
            net = additional(programme, proposal, "nation") if row.gross else Decimal(1)
            if row.valued == "wellbeing":
                amount = Decimal(penny(row.quantity * LIFE_POINT[asked.unit_values] * 100))
                amount *= base / index(programme, 2019)
            elif row.valued == "carbon":
                share = {"low": "0.5", "central": "1", "high": "1.5"}[asked.unit_values]
                value = CARBON_OF_2020_ON[year - 2020] * Decimal(share)
                amount = Decimal(penny(row.quantity * value * 100)) * base / index(programme, 2022)
            else:
                amount = Decimal(row.amount - (row.reference or 0))
                if row.basis == "cash":
                    amount *= base / index(programme, year)
                elif row.basis not in ("", "real"):
                    amount *= base / index(programme, start(row.basis))
            if row.valued:
                counts[row.valued] += row.quantity * growth * net
            named = "green-book-2026-health" if row.rate else ""
            worth += penny(amount * growth * net * factor(programme, year - opening, named))
        if row.counts_as == "receipt":
            receipts += worth
        else:
            benefits = (benefits or 0) + worth
    net_public = public - receipts
    lived = sum(factor(programme, year) for year in range(asked.period))
    found: dict[str, Decimal | int | None] = {
        "pv_public_cost": public,
        "pv_receipts": receipts,
        "pv_net_public_cost": net_public,
        "pv_other_cost": other,
        "annual_net_cost": net_public / lived,
        "leverage": Decimal(given_other) / given_public if given_public else None,
    }
    risks = [risk for risk in programme.risk_costs if risk.proposal == proposal]
    if risks:
        found["pv_risk"] = sum(
            penny(
                risk.cost
                * risk.likelihood
                * factor(programme, start(risk.year or programme.years[0]) - opening)
            )
            for risk in risks
        )
    if benefits is not None:
        found["pv_benefits"] = benefits
        found["npv"] = benefits - net_public - other
        top = benefits - other if asked.match_in_bcr == "benefits" else benefits
        bottom = net_public + other if asked.match_in_bcr == "cost" else net_public
        found["bcr"] = Decimal(top) / bottom if bottom > 0 else None
        whole = net_public + other
        found["bcr_all_cost"] = Decimal(benefits) / whole if whole > 0 else None
        found["wellbeing_years"], found["carbon_tonnes"] = counts["wellbeing"], counts["carbon"]
    rows = [row for row in programme.jobs if row.proposal == proposal]
    if rows:

        def net(kinds: tuple[str, ...], share: Decimal) -> Decimal:
            return sum(
                ((r.jobs - r.reference) * share for r in rows if r.kind in kinds), Decimal(0)
            )

        nation = net(("new",), additional(programme, proposal, "nation"))
        found["net_jobs"] = nation
        found["net_jobs_hub"] = net(("new", "relocated"), additional(programme, proposal, "hub"))
        found["safeguarded_jobs"] = net(("safeguarded",), Decimal(1))
        found["construction_jobs"] = net(("construction",), Decimal(1))
        found["cost_per_net_job"] = Decimal(net_public) / nation if nation > 0 else None
    return found
