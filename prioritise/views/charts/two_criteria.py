"""Two criteria set against each other: every proposal by its scores, filled where it is chosen.

A proposal is a disc with the number of its hub; discs of equal scores stand around their place. The
table says the same, and the description tells it to those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.programme.money import money_text, plain
from prioritise.programme.records import Criterion, Proposal
from prioritise.views import columns as of
from prioritise.views.charts.svg import INK, PAPER, QUIET, Picture
from prioritise.views.table import Column, Table

WIDTH = 940.0
LEFT, RIGHT, TOP, BOTTOM = 80.0, 300.0, 96.0, 76.0
SIDE = WIDTH - LEFT - RIGHT
"""Both axes are as long."""
HEIGHT = TOP + SIDE + BOTTOM
CHOSEN, NOT_CHOSEN, NOT_ELIGIBLE = "#12304f", "#5a5a58", "#9a9a96"
RADIUS, APART = 10.0, 21.0
LONGEST_NAME = 33
MARKS = 10
"""Lines across the plot, at most."""


@dataclass(frozen=True, slots=True)
class _Disc:
    proposal: Proposal
    number: str
    x: float
    y: float
    is_chosen: bool
    is_eligible: bool


def two_criteria(plan: Plan, across: str, upwards: str) -> str:
    """The picture as SVG.

    Parameters
    ----------
    plan : Plan
        The shortlist.
    across, upwards : str
        Names of two criteria that are scored.
    """
    first, second = _criterion(plan, across), _criterion(plan, upwards)
    title = f"{across} against {upwards}: chosen and not"
    picture = Picture(WIDTH, HEIGHT, title, in_words(plan, across, upwards))
    programme = plan.programme
    picture.text(LEFT - 50, 34, title, font_size=20, font_weight="bold")
    under = f"{programme.scenario or programme.title}. Discs that would overlap stand side by side."
    picture.text(LEFT - 50, 58, under, fill=QUIET)
    _axes(picture, first, second)
    for disc in _discs(plan, first, second):
        _draw(picture, plan, disc, across, upwards)
    _key(picture, plan)
    return picture.svg()


def two_criteria_table(plan: Plan, across: str, upwards: str) -> Table:
    """What the picture shows: one row a proposal that takes part."""
    return Table.of(
        "scores",
        "A proposal, its scores on two criteria, and whether it is chosen.",
        ("proposal",),
        (
            of.PROPOSAL,
            of.TITLE,
            of.HUB.of(lambda each: ";".join(each.hubs)),
            of.DECISION.of(
                lambda each: "selected" if each.proposal in plan.options else "not selected"
            ),
            of.number("across", "Across", f"Score on {across}.", lambda e: e.scores[across]),
            of.number("upwards", "Upwards", f"Score on {upwards}.", lambda e: e.scores[upwards]),
            of.cost(plan.programme, lambda each: _cost(plan, each)),
            Column("reason", "Reason", "Why it is not eligible, where it is not.").of(
                lambda each: plan.eligibility[each.proposal].reason
            ),
        ),
        _shown(plan),
    )


def two_heaviest(plan: Plan) -> tuple[str, str] | None:
    """The two scored criteria that weigh most, in the programme's order; none where one is."""
    scored = [criterion for criterion in plan.programme.scored_criteria() if criterion.scale]
    heaviest = sorted(scored, key=lambda criterion: -criterion.weight)[:2]
    names = [criterion.name for criterion in scored if criterion in heaviest]
    return (names[0], names[1]) if len(names) == 2 else None


def in_words(plan: Plan, across: str, upwards: str) -> str:
    """The text alternative: where the chosen ones lie, and where the others do."""
    said = []
    for what, chosen in (("chosen", True), ("not chosen", False)):
        group = [p for p in _shown(plan) if (p.proposal in plan.options) == chosen]
        if group:
            means = " and ".join(_spread(group, name) for name in (across, upwards))
            said.append(f"{len(group)} {what}: on average {means}")
    return (
        f"Every proposal as a disc, {across} to the right and {upwards} upwards, filled where it "
        f"is chosen and numbered by its hub. {'; '.join(said)}. The table scores.csv has every "
        "figure."
    )


def _criterion(plan: Plan, name: str) -> Criterion:
    return next(c for c in plan.programme.scored_criteria() if c.name == name)


def _shown(plan: Plan) -> list[Proposal]:
    programme = plan.programme
    return [p for p in programme.proposal_of.values() if programme.considers(p)]


def _cost(plan: Plan, proposal: Proposal) -> int:
    """Public money of the option that is chosen, or else of the first."""
    chosen = plan.options.get(proposal.proposal)
    options = plan.programme.options[proposal.proposal]
    option = chosen or (options[0] if options else None)
    return option.public_cost if option else 0


def _discs(plan: Plan, across: Criterion, upwards: Criterion) -> Iterator[_Disc]:
    """Discs of the same scores stand side by side, those of the chosen first."""
    places: dict[tuple[Decimal, Decimal], list[Proposal]] = {}
    for proposal in _shown(plan):
        scores = proposal.scores[across.name], proposal.scores[upwards.name]
        places.setdefault(scores, []).append(proposal)
    numbers = _numbers(plan)
    taken: list[tuple[float, float]] = []
    for (x, y), proposals in sorted(places.items()):
        middle = LEFT + SIDE * _part(across, x), TOP + SIDE * (1 - _part(upwards, y))
        ordered = sorted(proposals, key=lambda p: (p.proposal not in plan.options, p.proposal))
        for proposal in ordered:
            at = _free(middle, taken)
            taken.append(at)
            yield _Disc(
                proposal,
                numbers[proposal.hubs[0]] if len(proposal.hubs) == 1 else "+",
                *at,
                proposal.proposal in plan.options,
                not plan.eligibility[proposal.proposal].reason,
            )


def _free(middle: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The nearest place on a grid around the middle on which no disc stands."""
    reach = range(-6, 7)
    grid = sorted((i * i + j * j, j, i) for i in reach for j in reach)
    for _, j, i in grid:
        at = middle[0] + i * APART, middle[1] + j * APART
        if all((at[0] - x) ** 2 + (at[1] - y) ** 2 >= (2 * RADIUS) ** 2 for x, y in taken):
            return at
    return middle


def _part(criterion: Criterion, score: Decimal) -> float:
    """How far along its scale a score lies, from the worst end to the best."""
    assert criterion.scale is not None
    low, high = criterion.scale
    return float((score - low) / (high - low))


def _draw(picture: Picture, plan: Plan, disc: _Disc, across: str, upwards: str) -> None:
    proposal = disc.proposal
    what = "chosen" if disc.is_chosen else "not chosen" if disc.is_eligible else "not eligible"
    unit = plan.programme.unit
    tip = (
        f"{proposal.proposal} {proposal.title}: {across} {plain(proposal.scores[across])}, "
        f"{upwards} {plain(proposal.scores[upwards])}, {money_text(_cost(plan, proposal), unit)}, "
        f"{what}"
    )
    _disc(picture, disc.x, disc.y, disc.number, disc.is_chosen, disc.is_eligible, tip)


def _disc(
    picture: Picture,
    x: float,
    y: float,
    number: str,
    chosen: bool,
    eligible: bool = True,
    tip: str = "",
) -> None:
    colour = CHOSEN if chosen else NOT_CHOSEN if eligible else NOT_ELIGIBLE
    dashes = "" if eligible else "2 2"
    picture.add(
        "circle",
        None,
        tip,
        cx=x,
        cy=y,
        r=RADIUS,
        fill=CHOSEN if chosen else PAPER,
        stroke=colour,
        stroke_width=1.5,
        stroke_dasharray=dashes,
    )
    picture.text(
        x,
        y + 4,
        number,
        text_anchor="middle",
        font_size=11,
        fill=PAPER if chosen else INK,
        pointer_events="none",
    )


def _axes(picture: Picture, across: Criterion, upwards: Criterion) -> None:
    right, bottom = LEFT + SIDE, TOP + SIDE
    for criterion, is_across in ((across, True), (upwards, False)):
        for score in _marks(criterion):
            part = _part(criterion, score)
            at = LEFT + SIDE * part if is_across else bottom - SIDE * part
            ends = (
                {"x1": at, "x2": at, "y1": TOP, "y2": bottom}
                if is_across
                else {"x1": LEFT, "x2": right, "y1": at, "y2": at}
            )
            limit = criterion.threshold == score
            picture.add("line", stroke="#c8102e" if limit else "#d8d8d4", **ends)
            words = f"{plain(score):f}"
            if is_across:
                picture.text(at, bottom + 26, words, text_anchor="middle", fill=QUIET)
            else:
                picture.text(LEFT - 16, at + 4, words, text_anchor="end", fill=QUIET)
    picture.text((LEFT + right) / 2, bottom + 54, across.name, text_anchor="middle")
    picture.text(LEFT - 50, TOP - 16, upwards.name)


def _marks(criterion: Criterion) -> list[Decimal]:
    """Scores at which a line stands: ends, parts of the scale, and its threshold."""
    assert criterion.scale is not None
    low, high = criterion.scale
    length = abs(high - low)
    parts = int(length) if length == int(length) and length <= MARKS else 5
    marks = [low + (high - low) * part / parts for part in range(parts + 1)]
    limit = criterion.threshold
    return marks if limit is None or limit in marks else [*marks, limit]


def _numbers(plan: Plan) -> dict[str, str]:
    return {hub.hub: str(number) for number, hub in enumerate(plan.programme.active_hubs, 1)}


def _key(picture: Picture, plan: Plan) -> None:
    """What discs and numbers stand for."""
    x, y = LEFT + SIDE + 36, TOP + 4
    shown = _shown(plan)
    out = [p for p in shown if p.proposal not in plan.options]
    screened = [p for p in out if plan.eligibility[p.proposal].reason]
    rows = [
        (f"chosen ({len(shown) - len(out)})", True, True),
        (f"not chosen ({len(out) - len(screened)})", False, True),
        *([(f"not eligible ({len(screened)})", False, False)] if screened else []),
    ]
    for words, chosen, eligible in rows:
        _disc(picture, x, y, "", chosen, eligible)
        picture.text(x + 20, y + 4, words)
        y += 26
    y += 14
    picture.text(x - RADIUS, y, "Hubs", font_weight="bold")
    names = {number: plan.programme.hub_of[hub].name for hub, number in _numbers(plan).items()}
    if any(len(p.hubs) > 1 for p in shown):
        names["+"] = "between hubs"
    for number, name in names.items():
        y += 22
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        picture.text(x + 6, y, number, text_anchor="end")
        picture.text(x + 20, y, short)


def _spread(group: Sequence[Proposal], name: str) -> str:
    """`6.1 for social, from 4 to 9`."""
    scores = [proposal.scores[name] for proposal in group]
    mean = float(sum(map(Fraction, scores)) / len(scores))
    return f"{mean:.1f} for {name}, from {plain(min(scores)):f} to {plain(max(scores)):f}"
