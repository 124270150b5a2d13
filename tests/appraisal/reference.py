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
}


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


def factor(programme: Programme, years_on: int) -> Decimal:
    """One year after the other, by whatever rate holds in it."""
    steps = programme.appraisal.discount or {"1": "0.035", "31": "0.03", "76": "0.025"}
    worth = Decimal(1)
    for year in range(1, years_on + 1):
        rate = next(
            Decimal(steps[from_])
            for from_ in sorted(steps, key=int, reverse=True)
            if int(from_) <= year
        )
        worth /= 1 + rate
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
    bias = Decimal(1)
    for part in programme.optimism:
        if part.proposal == proposal:
            upper = Decimal(asked.optimism_bias.get(part.type, PUBLISHED[part.type]))
            bias += part.share * upper * (1 - part.mitigated)
    public = other = given_public = given_other = 0
    for cost in programme.costs:
        if cost.proposal != proposal:
            continue
        cells = [*cost.amounts, *cost.later, cost.after]
        worth = 0
        for years_on, cell in enumerate(cells):
            given = penny(cell * programme.cost_scale)
            rise = Decimal(1) if cost.kind == "revenue" else bias
            price = base / index(programme, opening + years_on)
            worth += penny(given * rise * price * factor(programme, years_on))
        whole = sum(penny(cell * programme.cost_scale) for cell in cells)
        if cost.stream == "match":
            other, given_other = other + worth, given_other + whole
        else:
            public, given_public = public + worth, given_public + whole
    benefits = None
    for row in programme.benefits:
        if row.proposal != proposal or row.amount is None:
            continue
        benefits = benefits or 0
        last = start(row.last or row.first)
        for year in range(start(row.first), last + 1):
            if year >= opening + asked.period:
                continue
            amount = Decimal(row.amount - (row.reference or 0))
            amount *= (1 + (row.growth or Decimal(0))) ** (year - start(row.first))
            if row.gross:
                amount *= additional(programme, proposal, "nation")
            if row.basis == "cash":
                amount *= base / index(programme, year)
            elif row.basis not in ("", "real"):
                amount *= base / index(programme, start(row.basis))
            benefits += penny(amount * factor(programme, year - opening))
    found: dict[str, Decimal | int | None] = {
        "pv_public_cost": public,
        "pv_other_cost": other,
        "leverage": Decimal(given_other) / given_public if given_public else None,
    }
    if benefits is not None:
        found["pv_benefits"] = benefits
        found["npv"] = benefits - public - other
        top = benefits - other if asked.match_in_bcr == "benefits" else benefits
        bottom = public + other if asked.match_in_bcr == "cost" else public
        found["bcr"] = Decimal(top) / bottom if bottom else None
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
        found["cost_per_net_job"] = Decimal(public) / nation if nation > 0 else None
    return found
