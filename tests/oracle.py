"""Exhaustive search: every shortlist of a small programme, judged in exact arithmetic.

Written from the method page alone. It shares with the package only the records that say what is
asked, so that an error would have to be made twice, in two different ways, to go unseen. Nothing
here is an integer programme: proposals are taken one by one, each way of doing them is tried, and
what no further proposal could mend is cut.

What is taken to be meant, where words could be read in two ways:

Options. Alternatives by the name of the cost rows. A proposal with `earliest` or `latest` may start
in any year from the one to the other; a missing `earliest` is the year in which the alternative
starts as given, a missing `latest` the later of that year and `earliest`. The years are those with
budgets and the later ones without; money that moves past the last of all is `after`. `min_share`
gives every tenth up to the whole. Each cell of money is the exact product of amount, cost scale and
share, rounded once, half to even, to a penny.

Payers. A named row is paid by its stream. An unnamed row with money in the years is paid whole by
one stream with an alignment row that takes its kind, may pay every hub of the proposal, and is no
parent; an unnamed row without money in the years has no payer (an empty text).

Gates. A case that a panel with a veto refused takes no part. Unless it is contracted or has begun,
a proposal starts in no year that is over on the day of one of its gates: the day it was decided, or
else is forecast, or else due; where that is every year, it cannot be chosen.

Budgets. Of a year's budget B, floor(B * (1 - contingency + over_programme)) may be spent, without
over-programming in the first year. What is left of it and of the money carried in goes on to the
next year, up to floor(B * (1 - contingency) * carry_forward). A parent has the same account for all
that the streams in it spend.

Thresholds. A proposal that is not contracted and scores below `at_least` or above `at_most` of any
criterion, whatever its weight, is not chosen.

Awards. What a stream pays one proposal over all years is nothing, or lies between the positive ones
of min_award and max_award and at or below floor(intervention_rate * whole cost), where the whole
cost is everybody's money of the chosen option, before and after included.

Value. Points of a criterion: weight / weights * marks * size * likelihood * portion, where marks
are (score - low) / (high - low) * 100, or those of the criterion's curve: between two scores that
it names, in proportion. Points of alignment: weight / weights * 100 * size * likelihood * portion *
(sum over public rows of money in the years * alignment of the payer) / public money in the years; 0
where nothing is paid; a named stream without an alignment row counts 1. The portion is the share in
tenths times the worth of the alternative. Size by public cost is that of the whole alternative as
given, in the programme's unit. A term is, for each option, its criteria
with the alignment of the rows whose payer is certain; for each other row and payer, its alignment;
and each bonus. All terms of the proposals that take part have a common denominator D: where no term
times D exceeds 1,000,000 they stand as they are, otherwise each is rounded, half to even, to 0.001
point.

Rules. A test on hub or text is passed by the proposal; tests on stream, year and kind are passed
together by one payment above 0, and then for `spend` and `share` only such payments count. A
payment counts for every stream that its stream lies in; its kind is the row's, or the stream's
where the row takes any. `future` takes all cells after the budgeted years of the public rows whose
payer and kind pass; `match` the cells of the rows of match, secured or not, or both.
Everything else counts whole where the proposal belongs. A linkage counts once; each cell of its
money is split equally between its hubs, left-over pennies to the first in order of id; its value
and numbers are split equally. `value` takes each bonus whose two belong, as much of it as the
lesser of their parts. A share is of all public money of the plan in the years. `reach`
counts the people of every group whom at least one chosen proposal that belongs reaches. A test on a
column of hubs (region, local authority, fifth of deprivation), where proposals have no such column,
is one on the hubs that have that text. A limit `per` a column of hubs is so often that number,
added up over the active hubs of the group. A share `of` a measure is of all of it in the plan. A
rule for each group of people is on value by their weights; `per: best` it is a share of their best.
`in_at_least` asks that in so many of its groups the limits be kept. A test on outcome is one on the
proposals that contribute to it. `needs` holds for each proposal that takes part and passes the
tests: where it is chosen, so is another one
that passes those of `one_of` and has in the column `same` a text, not empty, of its own.

Actuals. A proposal of which anything is spent has begun: it is in unless a decision has it out or
it takes no part, passes all thresholds, and starts in the latest of its years that is not after the
first in which it spent, or else in the earliest. Any other starts in no closed year. The rows of an
alternative that one named stream pays are taken together; the others each by itself, and match as
it is. In a closed year they take what is spent; in another the forecast, or else what was planned,
and at least what is spent. Where the closed years took less than planned and no later year has a
forecast, the rest is added to the first year that is not closed. Each year is parted as the plan of
that year is, or of all years where that is nothing, running sums rounded half to even. What is
spent on a proposal that is not chosen counts in its stream like what is paid. A closed year's whole
budget may be spent.

A list in force. Proposals that are in it or in the shortlist, and not in both, are counted; or
their public money in the years is added, of the option that is chosen, or, of what goes out, of the
whole of the option that starts first, by alternative. That is at most what is said.

Draws. Where a list has to be sure, each drawn factor multiplies the rows of its proposal (of its
kind of money) before anything else, each cell rounded, half to even, to a penny; payers stay. Cut
budgets are rounded alike; late ones move on, and what passes the last year is lost. A draw is
broken where some budget is overspent as above. At most (1 - level) of the draws are broken; of each
stream by itself where `each` is said. Budgets as declared are kept besides.

Order. Most value; least public money in the years; fewest changes from the baseline; the earliest
ids in; then proposal by proposal the option that starts first, by alternative, the largest share,
and for each of its rows the first payer in order of id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import floor, lcm
from typing import Any

from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost, Criterion, Hub, Proposal, Rule, Stream
from prioritise.programme.sampling import Draw, Drawn, drawn
from prioritise.programme.staying import Near

PENCE = {"£": 100, "£k": 100_000, "£m": 100_000_000}
LARGEST_EXACT = 1_000_000
ROUNDED_TO = 1000

Chosen = tuple[tuple[str, str, int, tuple[str, ...]], ...]
Tests = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Best:
    """A shortlist with its figures."""

    value: Fraction
    """Points."""
    public_cost: int
    """Pence that streams pay within the years."""
    changes: int | None
    """Proposals that differ from the baseline; none where there is no baseline."""
    chosen: Chosen
    """Proposal, option, tenths, and payer of each row, in order of id."""


@dataclass(frozen=True)
class Row:
    """One row of an option: what one payer pays."""

    kind: str
    named: str
    before: int
    amounts: tuple[int, ...]
    later: tuple[int, ...]
    """Pence in each year after the budgeted ones, and last in all years after those."""
    secured: bool

    @property
    def public(self) -> bool:
        return self.named != "match"

    @property
    def paid(self) -> int:
        return sum(self.amounts)


@dataclass(frozen=True)
class Option:
    """One way in time, size and share of doing a proposal."""

    proposal: Proposal
    name: str
    alternative: str
    start: int
    tenths: int
    rows: tuple[Row, ...]
    worth: Fraction
    """Share of the proposal's scores and numbers that the whole alternative brings."""
    whole_public: int
    """Pence of public money in the years, of the whole alternative as the rows give it."""

    @property
    def public_cost(self) -> int:
        return sum(row.paid for row in self.rows if row.public)

    @property
    def whole_cost(self) -> int:
        return sum(row.before + row.paid + sum(row.later) for row in self.rows)

    @property
    def order(self) -> tuple[int, str, int]:
        return (self.start, self.alternative, -self.tenths)


@dataclass(frozen=True)
class Way:
    """An option, and who pays each of its rows."""

    option: Option
    payers: tuple[str, ...]

    @property
    def proposal(self) -> Proposal:
        return self.option.proposal


def best(programme: Programme) -> Best | None:
    """The best shortlist; none where no shortlist satisfies everything."""
    search = Search(programme)
    plan = min(search.plans(), key=search.rank, default=None)
    return None if plan is None else search.described(plan)


def all_feasible(programme: Programme) -> Iterator[Best]:
    """Every shortlist that satisfies everything, in no particular order."""
    search = Search(programme)
    return (search.described(plan) for plan in search.plans())


def moved(programme: Programme, near: Near, chosen: list[Way]) -> int:
    """By how many proposals, or by how much money, ways differ from a list in force."""
    ways, total = {way.proposal.proposal: way for way in chosen}, 0
    for proposal in programme.proposals:
        way = ways.get(proposal.proposal)
        if (way is not None) == (proposal.proposal in near.shortlist):
            continue
        if near.by == "count":
            total += 1
        elif way is not None:
            total += way.option.public_cost
        else:
            options = options_of(programme, proposal)
            total += min(options, key=lambda each: each.order).public_cost if options else 0
    return total


# --- options, and who may pay -----------------------------------------------------------------


def takes_part(programme: Programme, proposal: Proposal) -> bool:
    """Whether a proposal can be chosen at all: not dropped, and all its hubs take part."""
    powerful = [panel.panel for panel in programme.panels if panel.veto]
    is_refused = any(
        gate.proposal == proposal.proposal and gate.outcome == "refused" and gate.panel in powerful
        for gate in programme.gates
    )
    return (
        not is_refused
        and proposal.proposal not in programme.dropped_proposals
        and all(hub_takes_part(programme, hub) for hub in proposal.hubs)
    )


def is_screened_out(programme: Programme, proposal: Proposal) -> bool:
    """Whether a score misses its criterion's threshold; contracts are not judged by it."""
    if proposal.commitment == "contracted" or begun_in(programme, proposal) is not None:
        return False
    for criterion in programme.criteria:
        if criterion.name != "alignment":
            score = proposal.scores[criterion.name]
            if criterion.at_least is not None and score < criterion.at_least:
                return True
            if criterion.at_most is not None and score > criterion.at_most:
                return True
    return False


def hub_takes_part(programme: Programme, name: str) -> bool:
    (hub,) = (hub for hub in programme.hubs if hub.hub == name)
    in_force = hub.status == "agreed" or name in programme.added_hubs
    return in_force and name not in programme.dropped_hubs


def options_of(programme: Programme, proposal: Proposal) -> list[Option]:
    """Every alternative in every timing and share."""
    rows = programme.costs_of.get(proposal.proposal, ())
    return [
        option_of(programme, proposal, alternative, start, tenths)
        for alternative in sorted({cost.option for cost in rows})
        for start in starts_of(programme, proposal, alternative)
        for tenths in tenths_of(proposal)
    ]


def rows_of(programme: Programme, proposal: Proposal, alternative: str) -> list[Cost]:
    return [cost for cost in programme.costs_of[proposal.proposal] if cost.option == alternative]


def given_start(costs: list[Cost]) -> int:
    """First year in which the alternative spends as given; the first of all if it never does."""
    cells = [(*cost.amounts, *cost.later) for cost in costs]
    spending = [year for row in cells for year, amount in enumerate(row) if amount > 0]
    return min(spending, default=0)


def starts_of(programme: Programme, proposal: Proposal, alternative: str) -> list[int]:
    given = given_start(rows_of(programme, proposal, alternative))
    begun = begun_in(programme, proposal)
    if begun is not None:
        possible = window_of(programme, proposal, given, 0)
        return [max((start for start in possible if start <= begun), default=possible[0])]
    closed = max(stream.closed for stream in programme.streams)
    return window_of(programme, proposal, given, max(ready_year(programme, proposal), closed))


def window_of(programme: Programme, proposal: Proposal, given: int, ready: int) -> list[int]:
    """Years from the one to the other in which it may start, but not before it is ready."""
    if ready and ready >= len(programme.years) + len(programme.later_years):
        return []
    if not proposal.earliest and not proposal.latest:
        return [max(given, ready)]
    years = [*programme.years, *programme.later_years]
    first = years.index(proposal.earliest) if proposal.earliest else given
    last = years.index(proposal.latest) if proposal.latest else max(first, given, ready)
    return [year for year in range(len(years)) if max(first, ready) <= year <= last]


def begun_in(programme: Programme, proposal: Proposal) -> int | None:
    """First year in which something was spent; none where nothing was."""
    years = [*programme.years, *programme.later_years]
    spent = [a for a in programme.actuals if a.proposal == proposal.proposal and a.spent]
    return min((years.index(actual.year) for actual in spent), default=None)


def as_spent(programme: Programme, costs: list[Cost], rows: list[Row]) -> list[Row]:
    """The rows of an option with what is spent and forecast in place of what was planned."""
    years = [*programme.years, *programme.later_years]
    closed = max(stream.closed for stream in programme.streams)
    changed = list(rows)
    for place, cost in enumerate(costs):
        mine = (
            [place]
            if not cost.stream
            else [at for at, other in enumerate(costs) if other.stream == cost.stream]
        )
        if cost.stream == "match" or place != mine[0]:
            continue
        known = {
            years.index(actual.year): actual
            for actual in programme.actuals
            if actual.proposal == cost.proposal and actual.stream == cost.stream
        }
        plans = [[*rows[at].amounts, *rows[at].later] for at in mine]
        whole = [sum(plan[year] for plan in plans) for year in range(len(plans[0]))]
        new = [new_amount(pence, known.get(at), at < closed) for at, pence in enumerate(whole)]
        rest = sum(whole[:closed]) - sum(new[:closed])
        is_foreseen = any(at >= closed and a.forecast is not None for at, a in known.items())
        if rest > 0 and not is_foreseen:
            new[closed] += rest
        cells: list[list[int]] = [[] for _ in mine]
        for year, pence in enumerate(new):
            weights = [plan[year] for plan in plans]
            weights = weights if any(weights) else [sum(plan) for plan in plans]
            weights = weights if any(weights) else [1, *[0] * (len(plans) - 1)]
            ends = [
                round(Fraction(pence * sum(weights[: number + 1]), sum(weights)))
                for number in range(len(plans))
            ]
            for number, end in enumerate(ends):
                cells[number].append(end - (ends[number - 1] if number else 0))
        for at, row in zip(mine, cells, strict=True):
            count = len(rows[at].amounts)
            changed[at] = replace(rows[at], amounts=tuple(row[:count]), later=tuple(row[count:]))
    return changed


def new_amount(planned: int, actual: Any, is_closed: bool) -> int:
    spent = 0 if actual is None or actual.spent is None else actual.spent
    if is_closed:
        return spent
    if actual is not None and actual.forecast is not None:
        return actual.forecast
    return max(planned, spent)


def ready_year(programme: Programme, proposal: Proposal) -> int:
    """First year that the stage and the scrutiny of a proposal allow; contracts wait for none."""
    if proposal.commitment == "contracted":
        return 0
    years = [*programme.years, *programme.later_years]
    ready = 0
    for gate in programme.gates:
        day = gate.done or gate.forecast or gate.due
        if gate.proposal == proposal.proposal and day is not None:
            # A financial year ends on the last day of March of the year after it begins.
            over = [year for year in years if day > date(int(year[:4]) + 1, 3, 31)]
            ready = max(ready, len(over))
    if programme.appraisal is not None:
        waits = programme.appraisal.readiness.earliest
        for said in (proposal.stage, proposal.scrutiny):
            ready = max(ready, years.index(waits.get(said, years[0])))
    return ready


def bias(programme: Programme, cost: Cost) -> Fraction:
    """Factor by which budgets carry optimism bias of a row: outsourcing raises revenue alone."""
    asked = programme.appraisal
    if asked is None or not asked.in_budgets:
        return Fraction(1)
    factor = Fraction(1)
    for part in programme.optimism:
        of_revenue = part.type == "outsourcing"
        if part.proposal == cost.proposal and of_revenue == (cost.kind == "revenue"):
            upper = Fraction(asked.upper_bounds[part.type])
            factor += Fraction(part.share) * upper * (1 - Fraction(part.mitigated))
    return factor


def tenths_of(proposal: Proposal) -> list[int]:
    least = Fraction(1) if proposal.min_share is None else Fraction(proposal.min_share)
    return [tenths for tenths in range(1, 11) if Fraction(tenths, 10) >= least]


def broken_in(programme: Programme, future: Drawn, chosen: list[Way]) -> set[str]:
    """Streams whose budget the plan breaks in a draw."""
    spent = {stream.stream: [0] * len(programme.years) for stream in programme.streams}
    factors = {(name, kind): factor for name, kind, factor in future.factors}
    for way in chosen:
        name = way.proposal.proposal
        given = rows_of(programme, way.proposal, way.option.alternative)
        delay = way.option.start - given_start(given)
        costs = [
            cost.model_copy(
                update={
                    "amounts": tuple(round(Fraction(a) * Fraction(factor)) for a in cost.amounts),
                    "later": tuple(round(Fraction(a) * Fraction(factor)) for a in cost.later),
                }
            )
            for cost in given
            for factor in [factors.get((name, cost.kind or ""), factors.get((name, "all"), 1))]
        ]
        share = Fraction(programme.cost_scale) * way.option.tenths / 10
        for cost, payer in zip(costs, way.payers, strict=True):
            row = row_of(cost, delay, share, bias(programme, cost))
            for line in lines_of(programme, payer) if payer and payer != "match" else ():
                for year, pence in enumerate(row.amounts):
                    spent[line][year] += pence
    late, cut = dict(future.streams.late), dict(future.streams.cut)
    broken = set()
    for stream in programme.streams:
        share = Fraction(cut.get(stream.stream, 1))
        budgets = [round(budget * share) for budget in stream.budgets]
        years = late.get(stream.stream, 0)
        moved_on = tuple(([0] * years + budgets)[: len(budgets)])
        line = line_of(stream.model_copy(update={"budgets": moved_on}))
        if not line.holds(spent[stream.stream]):
            broken.add(stream.stream)
    return broken


def option_of(
    programme: Programme, proposal: Proposal, alternative: str, start: int, tenths: int
) -> Option:
    costs = rows_of(programme, proposal, alternative)
    delay = start - given_start(costs)
    factor = Fraction(programme.cost_scale) * tenths / 10
    named = [alternative] if alternative else []
    years = [*programme.years, *programme.later_years]
    moved = [f"from {years[start]}"] if delay else []
    return Option(
        proposal=proposal,
        name=", ".join(named + moved),
        alternative=alternative,
        start=start,
        tenths=tenths,
        rows=tuple(
            as_spent(
                programme,
                costs,
                [row_of(cost, delay, factor, bias(programme, cost)) for cost in costs],
            )
        ),
        worth=min((Fraction(c.worth) for c in costs if c.worth is not None), default=Fraction(1)),
        whole_public=sum(sum(cost.amounts) for cost in costs if cost.stream != "match"),
    )


def row_of(cost: Cost, delay: int, factor: Fraction, bias: Fraction) -> Row:
    given = [*cost.amounts, *cost.later]
    before, after, cells = cost.before, cost.after, [0] * len(given)
    for year, amount in enumerate(given):
        if year + delay < 0:
            before += amount
        elif year + delay >= len(given):
            after += amount
        else:
            cells[year + delay] += amount
    exact = [round(cell * factor * bias) for cell in (*cells, after)]
    return Row(
        kind=cost.kind or "",
        named=cost.stream,
        before=round(before * factor),
        amounts=tuple(exact[: len(cost.amounts)]),
        later=tuple(exact[len(cost.amounts) :]),
        secured=cost.secured,
    )


def may_pay(programme: Programme, stream: Stream, proposal: Proposal, kind: str) -> bool:
    """Whether a stream may pay this kind of money to every hub of the proposal."""
    if any(other.parent == stream.stream for other in programme.streams):
        return False
    if kind and stream.kind is not None and stream.kind != kind:
        return False
    hubs = [hub for hub in programme.hubs if hub.hub in proposal.hubs]
    if stream.hubs and not all(hub.hub in stream.hubs for hub in hubs):
        return False
    return not stream.regions or all(hub.region in stream.regions for hub in hubs)


def payers_of(programme: Programme, proposal: Proposal, row: Row) -> list[str]:
    """Who could pay a row; a single one is certain."""
    if row.named:
        return [row.named]
    if row.paid == 0:
        return [""]
    aligned = {line.stream for line in programme.alignments if line.proposal == proposal.proposal}
    return sorted(
        stream.stream
        for stream in programme.streams
        if stream.stream in aligned and may_pay(programme, stream, proposal, row.kind)
    )


def ways_of(programme: Programme, proposal: Proposal) -> list[Way]:
    """Every option with every payer of every row that keeps the limits on awards."""
    if not takes_part(programme, proposal) or is_screened_out(programme, proposal):
        return []
    ways = [
        Way(option, payers)
        for option in options_of(programme, proposal)
        for payers in product(*(payers_of(programme, proposal, row) for row in option.rows))
    ]
    return [way for way in ways if keeps_awards(programme, way)]


def payments(way: Way) -> Iterator[tuple[str, int, str, int]]:
    """Stream, year, kind of the row and pence of every public payment above 0."""
    for row, payer in zip(way.option.rows, way.payers, strict=True):
        for year, amount in enumerate(row.amounts):
            if row.public and amount > 0:
                yield payer, year, row.kind, amount


def keeps_awards(programme: Programme, way: Way) -> bool:
    for stream in programme.streams:
        award = sum(pence for payer, _, _, pence in payments(way) if payer == stream.stream)
        if award == 0:
            continue
        rate = stream.intervention_rate
        if rate is not None and award > floor(Fraction(rate) * way.option.whole_cost):
            return False
        if stream.max_award and award > stream.max_award:
            return False
        if stream.min_award and award < stream.min_award:
            return False
    return True


# --- value ------------------------------------------------------------------------------------


class Values:
    """Points of every way of doing a proposal, as figures on one denominator."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.weights = {
            criterion.name: Fraction(criterion.weight)
            / sum(Fraction(other.weight) for other in programme.criteria)
            for criterion in programme.criteria
        }
        self.aligned = {
            (line.proposal, line.stream): Fraction(line.alignment) for line in programme.alignments
        }
        terms = list(self.terms())
        exact = lcm(*(term.denominator for term in terms))
        self.is_exact = all(abs(term * exact) <= LARGEST_EXACT for term in terms)
        self.denominator = exact if self.is_exact else ROUNDED_TO

    def figure(self, term: Fraction) -> Fraction:
        """A term as it counts; exact where the denominator is the common one."""
        return Fraction(round(term * self.denominator), self.denominator)

    def of(self, way: Way) -> Fraction:
        """Points of a way."""
        total = self.figure(self.fixed(way.option))
        for row, payer in zip(way.option.rows, way.payers, strict=True):
            if self.is_open(way.option, row):
                total += self.figure(self.alignment(way.option, row, payer))
        return total

    def bonus(self, points: Decimal | None) -> Fraction:
        """Points of a bonus."""
        return self.figure(Fraction(points or 0))

    def terms(self) -> Iterator[Fraction]:
        for proposal in self.programme.proposals:
            if takes_part(self.programme, proposal):
                for option in options_of(self.programme, proposal):
                    yield self.fixed(option)
                    for row in option.rows:
                        if self.is_open(option, row):
                            for payer in payers_of(self.programme, proposal, row):
                                yield self.alignment(option, row, payer)
        for link in self.programme.links:
            if link.kind == "bonus":
                yield Fraction(link.value or 0)

    def is_open(self, option: Option, row: Row) -> bool:
        """Whether more than one stream could pay a row."""
        return len(payers_of(self.programme, option.proposal, row)) > 1

    def fixed(self, option: Option) -> Fraction:
        """Points that do not depend on who is picked to pay."""
        points = sum(
            (
                self.criterion_points(option, criterion.name)
                for criterion in self.programme.criteria
            ),
            Fraction(0),
        )
        for row in option.rows:
            payers = payers_of(self.programme, option.proposal, row)
            if len(payers) == 1 and row.public:
                points += self.alignment(option, row, payers[0])
        return points

    def criterion_points(self, option: Option, name: str) -> Fraction:
        if name == "alignment":
            return Fraction(0)
        (criterion,) = (c for c in self.programme.criteria if c.name == name)
        assert criterion.scale is not None
        worth = marks(criterion, Fraction(option.proposal.scores[name]))
        return self.weights[name] * worth * self.multiplier(option)

    def alignment(self, option: Option, row: Row, payer: str) -> Fraction:
        """Points of alignment that a row brings when this stream pays it."""
        if row.paid == 0:
            return Fraction(0)
        fit = self.aligned.get((option.proposal.proposal, payer), Fraction(1))
        part = fit * row.paid / option.public_cost
        return self.weights.get("alignment", Fraction(0)) * 100 * self.multiplier(option) * part

    def multiplier(self, option: Option) -> Fraction:
        """Size, likelihood and share."""
        proposal = option.proposal
        likelihood = Fraction(1)
        if self.programme.value.likelihood == "multiply" and proposal.likelihood is not None:
            likelihood = Fraction(proposal.likelihood)
        return self.size(option) * likelihood * option.tenths / 10 * option.worth

    def size(self, option: Option) -> Fraction:
        basis = self.programme.value.size
        if basis == "none":
            return Fraction(1)
        if basis == "public_cost":
            return Fraction(option.whole_public, PENCE[self.programme.unit])
        return number_of(option.proposal, basis)


def marks(criterion: Criterion, score: Fraction) -> Fraction:
    """Marks of a score, from 0 to 100, on a straight line between two neighbours of the curve."""
    assert criterion.scale is not None
    worst, best = criterion.scale
    points = criterion.curve or ((worst, Decimal(0)), (best, Decimal(100)))
    known = sorted((Fraction(at), Fraction(worth)) for at, worth in points)
    if score < known[0][0]:  # worked out, and below a scale from 0: further down the same line
        return known[0][1] + (score - known[0][0]) * (known[1][1] - known[0][1]) / (
            known[1][0] - known[0][0]
        )
    below = max(point for point in known if point[0] <= score)
    above = min(point for point in known if point[0] >= score)
    if below == above:
        return below[1]
    part = (score - below[0]) / (above[0] - below[0])
    return (1 - part) * below[1] + part * above[1]


def number_of(proposal: Proposal, column: str) -> Fraction:
    """A numeric column; a missing number counts 0, a missing likelihood is certain."""
    if column == "likelihood":
        return Fraction(1 if proposal.likelihood is None else proposal.likelihood)
    numbers = {"jobs": proposal.jobs, **proposal.scores, **proposal.numbers}
    return Fraction(numbers.get(column) or 0)


# --- rules ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limit:
    """A rule for one group: what each way adds, and the bounds on the sum."""

    rule: Rule
    tests: Tests
    adds: Callable[[Way], Fraction]
    low: Fraction | None
    high: Fraction | None
    whole: Callable[[list[Way]], Fraction] | None = None
    """What some ways come to, where that is no sum over them."""

    def total(self, ways: list[Way]) -> Fraction:
        """What some ways come to."""
        if self.whole is not None:
            return self.whole(ways)
        return sum((self.adds(way) for way in ways), Fraction(0))


def limits_of(programme: Programme, values: Values) -> list[Limit]:
    return [limit for rule in programme.rules for limit in limits_of_rule(programme, values, rule)]


def limits_of_rule(programme: Programme, values: Values, rule: Rule) -> list[Limit]:
    if rule.in_at_least is not None:
        each = rule.model_copy(update={"in_at_least": None})
        parts = limits_of_rule(programme, values, each)

        def number_kept(ways: list[Way]) -> Fraction:
            return Fraction(sum(is_kept(part, ways) for part in parts))

        return [
            Limit(rule, (), lambda way: Fraction(0), Fraction(rule.in_at_least), None, number_kept)
        ]
    if rule.for_each == "group" and rule.measure == "value":
        return [
            limit_of(
                programme,
                Values(programme.revised(criteria=group.weighting.applied_to(programme.criteria))),
                rule,
                tuple(rule.where.items()),
                Fraction(*group.best) if rule.per and group.best else Fraction(1),
            )
            for group in programme.groups
        ]
    return [
        limit_of(programme, values, rule, tests, units_of(programme, rule, tests))
        for tests in groups_of(programme, rule)
    ]


def is_kept(limit: Limit, ways: list[Way]) -> bool:
    total = limit.total(ways)
    scale = Fraction(1)
    if limit.rule.measure == "share" and limit.whole is None:
        scale = Fraction(sum(way.option.public_cost for way in ways))
    low_kept = limit.low is None or total >= limit.low * scale
    return low_kept and (limit.high is None or total <= limit.high * scale)


def units_of(programme: Programme, rule: Rule, tests: Tests) -> Fraction:
    """Heads, or whatever the limits are for each of, in the hubs that the tests leave."""
    if not rule.per:
        return Fraction(1)
    places = [hub for hub in programme.hubs if hub_takes_part(programme, hub.hub)]
    for column, allowed in tests:
        if column == "hub":
            places = [hub for hub in places if hub.hub in allowed]
    return Fraction(sum(getattr(hub, rule.per) for hub in places))


def groups_of(programme: Programme, rule: Rule) -> list[Tests]:
    """The tests of `where`, and one more for each group of `for_each`, those on places as hubs."""
    return [by_hubs(programme, tests) for tests in tests_of(programme, rule)]


def by_hubs(programme: Programme, tests: Tests) -> Tests:
    if programme.outcomes:
        tests = tuple(by_outcomes(programme, *test) for test in tests)
    return tuple(
        (
            "hub",
            tuple(h.hub for h in programme.hubs if place_text(h, column) in allowed),
        )
        if is_about_places(programme, column)
        else (column, allowed)
        for column, allowed in tests
    )


def by_outcomes(
    programme: Programme, column: str, allowed: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if column != "outcome" or any("outcome" in p.texts for p in programme.proposals):
        return column, allowed
    rows = [row for row in programme.contributions if row.outcome in allowed]
    return "proposal", tuple(row.proposal for row in rows if row.contribution > 0)


def is_about_places(programme: Programme, column: str) -> bool:
    known = ("region", "local_authority", "deprivation_fifth")
    return column in known and not any(column in p.texts for p in programme.proposals)


def place_text(hub: Hub, column: str) -> str:
    said = getattr(hub, column)
    return "" if said is None else str(said)


def tests_of(programme: Programme, rule: Rule) -> list[Tests]:
    where = tuple(rule.where.items())
    if not rule.for_each:
        return [where]
    if rule.measure == "needs":
        needing = [p for p in programme.proposals if takes_part(programme, p)]
        names = sorted(p.proposal for p in needing if hubs_in(p, where) and passes_texts(p, where))
        return [(*where, ("proposal", (name,))) for name in names]
    return [(*where, (rule.for_each, (name,))) for name in names_of(programme, rule.for_each)]


def names_of(programme: Programme, column: str) -> list[str]:
    if column == "hub":
        return sorted(hub.hub for hub in programme.hubs if hub_takes_part(programme, hub.hub))
    if column == "stream":
        return sorted(stream.stream for stream in programme.streams)
    if column == "year":
        return list(programme.years)
    if column == "outcome" and programme.outcomes:
        return [outcome.outcome for outcome in programme.outcomes]
    if is_about_places(programme, column):
        active = [hub for hub in programme.hubs if hub_takes_part(programme, hub.hub)]
        return sorted({place_text(hub, column) for hub in active} - {""})
    taking_part = [p for p in programme.proposals if takes_part(programme, p)]
    return sorted({text_of(p, column) for p in taking_part} - {""})


def text_of(proposal: Proposal, column: str) -> str:
    if column in proposal.texts:
        return proposal.texts[column]
    return str(getattr(proposal, column, ""))


def limit_of(
    programme: Programme,
    values: Values,
    rule: Rule,
    tests: Tests,
    units: Fraction = Fraction(1),
) -> Limit:
    def adds(way: Way) -> Fraction:
        return measured(programme, values, rule.measure, tests, way)

    def whole(ways: list[Way]) -> Fraction:
        count = people_reached if rule.measure == "reach" else needs_met
        return Fraction(count(programme, rule, tests, ways))

    low = None if rule.at_least is None else Fraction(rule.at_least) * units
    high = None if rule.at_most is None else Fraction(rule.at_most) * units
    if rule.measure == "share" and rule.of:
        shared = Rule(name=rule.name, measure=rule.of)

        def above(ways: list[Way]) -> Fraction:
            """0 where the share lies between its ends, and otherwise by how much it does not."""
            own, every = (limit_of(programme, values, shared, t).total(ways) for t in (tests, ()))
            if low is not None and own < low * every:
                return own - low * every
            return Fraction(0) if high is None else max(Fraction(0), own - high * every)

        return Limit(rule, tests, adds, Fraction(0), Fraction(0), above)
    if rule.measure in ("reach", "needs"):
        return Limit(rule, tests, adds, low, high, whole)
    if rule.measure == "value" and any(link.kind == "bonus" for link in programme.links):

        def with_bonuses(ways: list[Way]) -> Fraction:
            return sum(map(adds, ways), bonuses_in(programme, values, tests, ways))

        return Limit(rule, tests, adds, low, high, with_bonuses)
    if rule.measure in ("spend", "future", "match", "match_secured", "match_unsecured"):
        pence = PENCE[programme.unit]
        low, high = (None if end is None else end * pence for end in (low, high))
    return Limit(rule, tests, adds, low, high)


def measured(
    programme: Programme, values: Values, measure: str, tests: Tests, way: Way
) -> Fraction:
    """What a way adds to a measure of the group that the tests describe."""
    hubs = hubs_in(way.proposal, tests)
    if not hubs or not passes_texts(way.proposal, tests):
        return Fraction(0)
    if measure in ("spend", "share"):
        cells = [pence for *payment, pence in payments(way) if passes(programme, tests, *payment)]
        return Fraction(sum(split(way.proposal, hubs, pence) for pence in cells))
    if measure == "future":
        return Fraction(sum(split(way.proposal, hubs, c) for c in later(programme, tests, way)))
    if not belongs(programme, tests, way):
        return Fraction(0)
    if measure == "count":
        return Fraction(1)
    if measure in ("match", "match_secured", "match_unsecured"):
        cells = match_cells(way, measure)
        return Fraction(sum(split(way.proposal, hubs, cell) for cell in cells))
    part = Fraction(len(hubs), len(way.proposal.hubs))
    if measure == "value":
        return values.of(way) * part
    portion = Fraction(way.option.tenths, 10) * way.option.worth
    return number_of(way.proposal, measure) * portion * part


def bonuses_in(programme: Programme, values: Values, tests: Tests, ways: list[Way]) -> Fraction:
    """Points of the bonuses whose two both pass the tests, as much as the lesser of them does."""
    passed = {}
    for way in ways:
        if passes_texts(way.proposal, tests) and belongs(programme, tests, way):
            hubs = hubs_in(way.proposal, tests)
            passed[way.proposal.proposal] = Fraction(len(hubs), len(way.proposal.hubs))
    return sum(
        (
            values.bonus(link.value) * min(passed.get(link.proposal, 0), passed.get(link.other, 0))
            for link in programme.links
            if link.kind == "bonus"
        ),
        Fraction(0),
    )


def people_reached(programme: Programme, rule: Rule, tests: Tests, ways: list[Way]) -> Fraction:
    """People whom somebody reaches, or jobs for them, group after group."""
    reaching = [
        way.proposal.proposal
        for way in ways
        if hubs_in(way.proposal, tests)
        and passes_texts(way.proposal, tests)
        and belongs(programme, tests, way)
    ]
    return sum(
        (
            Fraction(group.people, group.per)
            for group in programme.reached
            if rule.column in ("", group.column)
            and any(name in group.proposals for name in reaching)
        ),
        Fraction(0),
    )


def needs_met(programme: Programme, rule: Rule, tests: Tests, ways: list[Way]) -> int:
    """0 where the proposal of the group is out or has one of what it needs beside it; else -1."""
    (name,) = tests[-1][1]
    chosen = [way.proposal for way in ways]
    own = next((proposal for proposal in chosen if proposal.proposal == name), None)
    if own is None:
        return 0
    needed = tuple(rule.one_of.items())
    others = [p for p in chosen if p != own and hubs_in(p, needed) and passes_texts(p, needed)]
    if rule.same == "hub":
        others = [p for p in others if set(p.hubs) & set(own.hubs)]
    elif rule.same:
        others = [p for p in others if text_of(p, rule.same) == text_of(own, rule.same) != ""]
    return 0 if others else -1


def hubs_in(proposal: Proposal, tests: Tests) -> list[str]:
    """Hubs of a proposal that pass every test on hubs."""
    return [
        hub
        for hub in proposal.hubs
        if all(hub in allowed for column, allowed in tests if column == "hub")
    ]


def passes_texts(proposal: Proposal, tests: Tests) -> bool:
    return all(
        text_of(proposal, column) in allowed
        for column, allowed in tests
        if column not in ("hub", "stream", "year", "kind")
    )


def passes(programme: Programme, tests: Tests, payer: str, year: int | None, kind: str) -> bool:
    """Whether one payment passes every test on stream, year and kind."""
    for column, allowed in tests:
        if column == "stream" and not set(lines_of(programme, payer)) & set(allowed):
            return False
        if column == "year" and year is not None and programme.years[year] not in allowed:
            return False
        if column == "kind" and kind_of(programme, payer, kind) not in allowed:
            return False
    return True


def belongs(programme: Programme, tests: Tests, way: Way) -> bool:
    """Whether a proposal is in a group that is told by its payments."""
    if not any(column in ("stream", "year", "kind") for column, _ in tests):
        return True
    return any(passes(programme, tests, *payment) for *payment, _ in payments(way))


def kind_of(programme: Programme, payer: str, kind: str) -> str:
    if kind or not payer:
        return kind
    return next(s.kind or "" for s in programme.streams if s.stream == payer)


def lines_of(programme: Programme, payer: str) -> list[str]:
    """A stream and all that it lies in."""
    lines = []
    while payer:
        lines.append(payer)
        payer = next(s.parent for s in programme.streams if s.stream == payer)
    return lines


def later(programme: Programme, tests: Tests, way: Way) -> list[int]:
    """Public money after the budgeted years, of the rows whose payer and kind pass."""
    return [
        cell
        for row, payer in zip(way.option.rows, way.payers, strict=True)
        if row.public and passes(programme, tests, payer, None, row.kind)
        for cell in row.later
    ]


def match_cells(way: Way, measure: str) -> list[int]:
    wanted = {"match": (True, False), "match_secured": (True,), "match_unsecured": (False,)}
    rows = [row for row in way.option.rows if not row.public and row.secured in wanted[measure]]
    return [cell for row in rows for cell in (row.before, *row.amounts, *row.later)]


def split(proposal: Proposal, hubs: list[str], pence: int) -> int:
    """The part of some money that goes to these hubs of a proposal."""
    each, left_over = divmod(pence, len(proposal.hubs))
    in_order = sorted(proposal.hubs)
    return sum(each + (in_order.index(hub) < left_over) for hub in hubs)


# --- the search -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One way of one proposal, or leaving it out, with all that it adds as whole numbers."""

    way: Way | None
    value: int
    """Points times the common denominator."""
    public_cost: int
    spends: tuple[tuple[int, int, int], ...]
    """Line, year and pence, in the stream that pays and all that it lies in."""
    parts: tuple[int, ...]
    """What is added to each bound."""


@dataclass(frozen=True)
class Bound:
    """A limit in whole numbers: its ends, and what each way of each proposal adds."""

    low: int | None
    high: int | None
    parts: list[list[int]]


@dataclass(frozen=True)
class Line:
    """What a stream may spend from each year's budget, and carry out of it."""

    available: tuple[int, ...]
    carried: tuple[int, ...]

    def holds(self, spent: list[int]) -> bool:
        """Whether the spending can be paid, the oldest money first, year after year."""
        left = 0
        for own, most, spend in zip(self.available, self.carried, spent, strict=True):
            left += own - spend
            if left < 0:
                return False
            left = min(left, most)
        return True


def line_of(stream: Stream) -> Line:
    kept = 1 - Fraction(stream.contingency)
    above = Fraction(stream.over_programme)
    carry = Fraction(stream.carry_forward)
    return Line(
        tuple(
            budget if year < stream.closed else floor(budget * (kept + (above if year > 0 else 0)))
            for year, budget in enumerate(stream.budgets)
        ),
        tuple(floor(budget * kept * carry) for budget in stream.budgets),
    )


Ways = list[list[Way | None]]
Plan = tuple[Step, ...]


class Search:
    """All shortlists of a programme, proposal by proposal in order of id."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.values = Values(programme)
        self.ids = sorted(proposal.proposal for proposal in programme.proposals)
        self.streams = [stream.stream for stream in programme.streams]
        self.lines = [line_of(stream) for stream in programme.streams]
        ways = [self.open_ways(name) for name in self.ids]
        limits = limits_of(programme, self.values)
        self.bounds = [
            bound for limit in limits if limit.whole is None for bound in bounds_of(limit, ways)
        ]
        self.wholes = [limit for limit in limits if limit.whole is not None]
        sure = programme.confidence
        numbers = range(1, 1 + sure.draws) if sure else ()
        self.futures = [drawn(programme, Draw(sure.seed, n)) for n in numbers] if sure else []
        self.steps = [
            [self.step(at, number, way) for number, way in enumerate(of_one)]
            for at, of_one in enumerate(ways)
        ]
        self.links = [
            (link.kind, self.ids.index(link.proposal), self.ids.index(link.other))
            for link in programme.links
            if link.kind != "bonus"
        ]
        self.bonuses = [
            (
                self.ids.index(link.proposal),
                self.ids.index(link.other),
                self.in_whole(self.values.bonus(link.value)),
            )
            for link in programme.links
            if link.kind == "bonus"
        ]

    def in_whole(self, points: Fraction) -> int:
        """Points times the common denominator."""
        whole = points * self.values.denominator
        assert whole.denominator == 1
        return whole.numerator

    def open_ways(self, name: str) -> list[Way | None]:
        """Out and every way in, as far as contracts and decisions leave them open."""
        (proposal,) = (p for p in self.programme.proposals if p.proposal == name)
        decided = [d.chosen for d in self.programme.decisions if d.proposal == name]
        if proposal.commitment == "contracted":
            decided.append(True)
        if begun_in(self.programme, proposal) is not None and False not in decided:
            decided += [True] if takes_part(self.programme, proposal) else []
        out: list[Way | None] = [] if True in decided else [None]
        return out if False in decided else out + list(ways_of(self.programme, proposal))

    def step(self, at: int, number: int, way: Way | None) -> Step:
        parts = tuple(bound.parts[at][number] for bound in self.bounds)
        if way is None:
            gone = tuple(
                (self.streams.index(line), self.programme.years.index(actual.year), actual.spent)
                for actual in self.programme.actuals
                if actual.proposal == self.ids[at] and actual.spent
                for line in lines_of(self.programme, actual.stream)
            )
            return Step(None, 0, 0, gone, parts)
        return Step(
            way=way,
            value=self.in_whole(self.values.of(way)),
            public_cost=way.option.public_cost,
            spends=tuple(
                (self.streams.index(line), year, pence)
                for payer, year, _, pence in payments(way)
                for line in lines_of(self.programme, payer)
            ),
            parts=parts,
        )

    def plans(self) -> Iterator[Plan]:
        """Every plan that satisfies everything."""
        return self.extended((), [[0] * len(self.programme.years) for _ in self.lines])

    def extended(self, plan: Plan, spent: list[list[int]]) -> Iterator[Plan]:
        """Every such plan that begins with these steps; `spent` is theirs, by line and year."""
        if len(plan) == len(self.ids):
            if self.keeps_rules(plan):
                yield plan
            return
        for step in self.steps[len(plan)]:
            for line, year, pence in step.spends:
                spent[line][year] += pence
            within = all(self.lines[line].holds(spent[line]) for line, _, _ in step.spends)
            if within and self.keeps_links((*plan, step)):
                yield from self.extended((*plan, step), spent)
            for line, year, pence in step.spends:
                spent[line][year] -= pence

    def keeps_links(self, plan: Plan) -> bool:
        """Whether the links of the proposal decided last to those before it hold."""
        for kind, first, other in self.links:
            if max(first, other) == len(plan) - 1:
                one, two = plan[first].way is not None, plan[other].way is not None
                if kind == "requires" and one and not two:
                    return False
                if kind == "excludes" and one and two:
                    return False
                if kind == "together" and one != two:
                    return False
        return True

    def keeps_rules(self, plan: Plan) -> bool:
        for number, bound in enumerate(self.bounds):
            total = sum(step.parts[number] for step in plan)
            if bound.low is not None and total < bound.low:
                return False
            if bound.high is not None and total > bound.high:
                return False
        chosen = [step.way for step in plan if step.way is not None]
        for limit in self.wholes:
            whole = limit.total(chosen)
            if limit.low is not None and whole < limit.low:
                return False
            if limit.high is not None and whole > limit.high:
                return False
        near = self.programme.near
        if near is not None and moved(self.programme, near, chosen) > near.most:
            return False
        return self.is_sure(chosen)

    def is_sure(self, chosen: list[Way]) -> bool:
        """Whether the plan keeps its budgets in enough draws."""
        sure = self.programme.confidence
        if sure is None:
            return True
        over = [broken_in(self.programme, future, chosen) for future in self.futures]
        allowed = (1 - Fraction(sure.level)) * sure.draws
        if sure.each:
            return all(sum(name in streams for streams in over) <= allowed for name in self.streams)
        return sum(map(bool, over)) <= allowed

    def value(self, plan: Plan) -> int:
        """Points times the common denominator."""
        return sum(step.value for step in plan) + sum(
            points
            for first, other, points in self.bonuses
            if plan[first].way is not None and plan[other].way is not None
        )

    def changes(self, plan: Plan) -> int | None:
        if self.programme.baseline is None:
            return None
        chosen = {step.way.proposal.proposal for step in plan if step.way is not None}
        return len(chosen ^ set(self.programme.baseline))

    def rank(self, plan: Plan) -> tuple[object, ...]:
        """The order of the objectives: the lowest is the best."""
        ways = [step.way for step in plan if step.way is not None]
        return (
            -self.value(plan),
            sum(step.public_cost for step in plan),
            self.changes(plan) or 0,
            tuple(step.way is None for step in plan),
            tuple((way.option.order, way.payers) for way in ways),
        )

    def described(self, plan: Plan) -> Best:
        ways = [step.way for step in plan if step.way is not None]
        return Best(
            value=Fraction(self.value(plan), self.values.denominator),
            public_cost=sum(step.public_cost for step in plan),
            changes=self.changes(plan),
            chosen=tuple(
                (way.proposal.proposal, way.option.name, way.option.tenths, way.payers)
                for way in ways
            ),
        )


def bounds_of(limit: Limit, ways: Ways) -> Iterator[Bound]:
    """A limit in whole numbers; a share is spend less that share of all spend, 0 at its bound."""
    spend = [[limit.adds(way) if way else Fraction(0) for way in of_one] for of_one in ways]
    if limit.rule.measure != "share":
        yield in_whole_numbers(limit.low, limit.high, spend)
        return
    everything = [[way.option.public_cost if way else 0 for way in of_one] for of_one in ways]
    if limit.low is not None:
        yield in_whole_numbers(Fraction(0), None, less(spend, limit.low, everything))
    if limit.high is not None:
        yield in_whole_numbers(None, Fraction(0), less(spend, limit.high, everything))


def less(
    spend: list[list[Fraction]], share: Fraction, everything: list[list[int]]
) -> list[list[Fraction]]:
    return [
        [part - share * whole for part, whole in zip(parts, wholes, strict=True)]
        for parts, wholes in zip(spend, everything, strict=True)
    ]


def in_whole_numbers(
    low: Fraction | None, high: Fraction | None, parts: list[list[Fraction]]
) -> Bound:
    """A bound with every figure multiplied by one factor that makes all of them whole."""
    ends = [end for end in (low, high) if end is not None]
    scale = lcm(*(part.denominator for of_one in parts for part in of_one))
    scale = lcm(scale, *(end.denominator for end in ends))
    return Bound(
        None if low is None else int(low * scale),
        None if high is None else int(high * scale),
        [[int(part * scale) for part in of_one] for of_one in parts],
    )


# --- when nothing fits --------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Broken:
    """One named limit that a shortlist does not keep."""

    kind: str
    """`rule`, `commitment` or `other`: budgets, awards and links."""
    owner: tuple[str, ...]
    """The rule's name, or the proposal and who decided."""
    name: str
    """The limit itself: a rule has one for each group and end."""


def count_of_shortlists(programme: Programme) -> int:
    """How many shortlists there are if no limit is kept."""
    count = 1
    for proposal in programme.proposals:
        count *= 1 + len(unlimited_ways(programme, proposal))
    return count


def broken_by_each(programme: Programme) -> list[frozenset[Broken]]:
    """What each shortlist breaks, of all that there are; only the sets that contain no other."""
    proposals = sorted(programme.proposals, key=lambda proposal: proposal.proposal)
    limits = limits_of(programme, Values(programme))
    found: set[frozenset[Broken]] = set()
    for plan in product(*([None, *unlimited_ways(programme, p)] for p in proposals)):
        ways = [way for way in plan if way is not None]
        broken = frozenset(
            (
                *broken_budgets(programme, ways),
                *broken_awards(programme, ways),
                *broken_links(programme, ways),
                *broken_rules(limits, ways),
                *broken_commitments(programme, ways),
            )
        )
        if not any(less < broken for less in found):
            found.add(broken)
    return [broken for broken in found if not any(less < broken for less in found)]


def unlimited_ways(programme: Programme, proposal: Proposal) -> list[Way]:
    """Every option with every payer, whatever awards are allowed."""
    if not takes_part(programme, proposal) or is_screened_out(programme, proposal):
        return []
    return [
        Way(option, payers)
        for option in options_of(programme, proposal)
        for payers in product(*(payers_of(programme, proposal, row) for row in option.rows))
    ]


def broken_budgets(programme: Programme, ways: list[Way]) -> Iterator[Broken]:
    """Runs of years in which a stream spends more than it has, with what may be carried in."""
    paid = [
        (lines_of(programme, payer), year, pence)
        for way in ways
        for payer, year, _, pence in payments(way)
    ]
    years = range(len(programme.years))
    for stream in programme.streams:
        line = line_of(stream)
        spent = [sum(p for ls, y, p in paid if stream.stream in ls and y == year) for year in years]
        for first in years:
            for last in range(first, len(years) if stream.carry_forward else first + 1):
                carried = line.carried[first - 1] if first else 0
                have = carried + sum(line.available[first : last + 1])
                if sum(spent[first : last + 1]) > have:
                    named = dict.fromkeys((programme.years[first], programme.years[last]))
                    yield Broken("other", (), f"budget {stream.stream} {' to '.join(named)}")


def broken_awards(programme: Programme, ways: list[Way]) -> Iterator[Broken]:
    for way in ways:
        for stream in programme.streams:
            whom = f"award of {stream.stream} to {way.proposal.proposal}"
            award = sum(pence for payer, _, _, pence in payments(way) if payer == stream.stream)
            rate = stream.intervention_rate
            most = [] if rate is None else [floor(Fraction(rate) * way.option.whole_cost)]
            if award and award > min([*most, stream.max_award or award], default=award):
                yield Broken("other", (), f"largest {whom}")
            if award and stream.min_award and award < stream.min_award:
                yield Broken("other", (), f"smallest {whom}")


def broken_links(programme: Programme, ways: list[Way]) -> Iterator[Broken]:
    chosen = {way.proposal.proposal for way in ways}
    for link in programme.links:
        one, two = link.proposal in chosen, link.other in chosen
        wrong = {"requires": one and not two, "excludes": one and two, "together": one != two}
        if wrong.get(link.kind):
            yield Broken("other", (), f"{link.proposal} {link.kind} {link.other}")


def broken_rules(limits: list[Limit], ways: list[Way]) -> Iterator[Broken]:
    for limit in limits:
        rule = limit.rule
        total = limit.total(ways)
        whole = sum(way.option.public_cost for way in ways) if rule.measure == "share" else 1
        label = f" ({limit.tests[-1][1][0]})" if rule.for_each else ""
        if limit.low is not None and total < limit.low * whole:
            name = f"{rule.name}{label}"
            name += "" if rule.measure == "needs" else f", at least {rule.at_least}"
            yield Broken("rule", (rule.name,), name)
        if limit.high is not None and total > limit.high * whole:
            name = f"{rule.name}{label}, at most {rule.at_most}"
            yield Broken("rule", (rule.name,), name)


def broken_commitments(programme: Programme, ways: list[Way]) -> Iterator[Broken]:
    chosen = {way.proposal.proposal for way in ways}
    for proposal in programme.proposals:
        name = proposal.proposal
        if proposal.commitment and name not in chosen:
            yield Broken("commitment", (name, proposal.commitment), f"{name} is contracted")
        for decision in programme.decisions:
            if decision.proposal == name and decision.chosen != (name in chosen):
                because = decision.because
                yield Broken("commitment", (name, because), f"{name} is {because}")


def least_money(programme: Programme) -> int | None:
    """The least pence that would make something possible, where no stream carries money forward.

    None where no money does it. A pound more in a stream is also a pound more in its parents.
    """
    asked = sum(sum(row.amounts) for row in programme.costs) * (1 + programme.cost_scale)
    free = {"budgets": (int(asked),) * len(programme.years), "contingency": Decimal(0)}
    rich = tuple(stream.model_copy(update=free) for stream in programme.streams)
    search = Search(programme.revised(streams=rich))
    found = [money_for(programme, [s.way for s in plan if s.way]) for plan in search.plans()]
    return min((pence for pence in found if pence is not None), default=None)


def staircase(programme: Programme) -> list[tuple[int, Fraction]]:
    """Sums of new money, and the best value with each: every one at which more is to be had.

    Where no stream carries money forward. The first sum is what it takes that anything is possible.
    """
    asked = sum(sum(row.amounts) for row in programme.costs) * (1 + programme.cost_scale)
    free = {"budgets": (int(asked),) * len(programme.years), "contingency": Decimal(0)}
    rich = tuple(stream.model_copy(update=free) for stream in programme.streams)
    search = Search(programme.revised(streams=rich))
    found = [
        (pence, search.described(plan).value)
        for plan in search.plans()
        if (pence := money_for(programme, [s.way for s in plan if s.way])) is not None
    ]
    steps: list[tuple[int, Fraction]] = []
    for pence, value in sorted(found, key=lambda each: (each[0], -each[1])):
        if not steps or value > steps[-1][1]:
            steps.append((pence, value))
    return steps


def savings(programme: Programme) -> list[tuple[int, Fraction]]:
    """For every shortlist, what could be taken from the outermost budgets, and its value.

    Where no stream carries money forward.
    """
    search = Search(programme)
    return [
        (
            sum(
                stream.budgets[year] - needed_of(programme, stream, year, ways)
                for stream in programme.streams
                if not stream.parent
                for year in range(len(programme.years))
            ),
            search.described(plan).value,
        )
        for plan in search.plans()
        for ways in [[s.way for s in plan if s.way]]
    ]


def needed_of(programme: Programme, stream: Stream, year: int, ways: list[Way]) -> int:
    """The least budget from which what is spent of it may be spent."""
    spent = spent_of(programme, stream, year, ways)
    share = 1 - Fraction(stream.contingency)
    share += Fraction(stream.over_programme) if year else 0
    return -floor(-spent / share) if spent else 0


def spent_of(programme: Programme, stream: Stream, year: int, ways: list[Way]) -> int:
    """Pence that are paid from a stream and those within it in a year."""
    return sum(
        pence
        for way in ways
        for payer, at, _, pence in payments(way)
        if at == year and stream.stream in lines_of(programme, payer)
    )


def money_for(programme: Programme, ways: list[Way]) -> int | None:
    """The least pence that budgets have to grow by for some ways; none where no growth would do."""
    total = 0
    for year in range(len(programme.years)):
        for stream in programme.streams:
            if not stream.parent:
                grown = growth_of(programme, stream, year, ways)
                if grown is None:
                    return None
                total += grown
    return total


def growth_of(programme: Programme, stream: Stream, year: int, ways: list[Way]) -> int | None:
    """What a budget has to grow by: what those in it do, or more for its own sake."""
    inside = 0
    for child in programme.streams:
        if child.parent == stream.stream:
            grown = growth_of(programme, child, year, ways)
            if grown is None:
                return None
            inside += grown
    spent = spent_of(programme, stream, year, ways)
    share = 1 - Fraction(stream.contingency)
    share += Fraction(stream.over_programme) if year else 0
    if spent <= floor(share * stream.budgets[year]):
        return inside
    return max(inside, -floor(-spent / share) - stream.budgets[year]) if share else None
