"""The integer programme of a programme: which columns there are, and one function a family of rows.

    x[p]      proposal p is chosen                       x[p,o]  in option o, where it has several
    z[p.r,s]  stream s pays row r, where several may     b[p,q]  both ends of a bonus are chosen
    c[..]     paid in a group from more than one row whose payers are picked
    w[..]     people are reached: any of the proposals is chosen that reach the same people

    value       maximise  sum value[o] x[p,o] + value[r,s] z[r,s] + points b    figures
    one option  sum_o x[p,o] <= 1                                               if there are several
    one payer   sum_s z[r,s]  = x[p,o]                                          if several may pay
    budget      spend[s, a..b] <= available[s, a..b] + carried[s, a-1] - sunk   pence, runs of years
    award       min_award <= sum_r money[r] z[r,s] <= most[o,s] x[p,o]          pence, each option
    links       x_p <= x_q;  x_p + x_q <= 1;  x_p = x_q;  b <= x_p, b <= x_q, b >= x_p + x_q - 1
    rules       see `rules`
    reach       at_least <= sum_g people[g] w[g] <= at_most; w[g] >= x_p, w[g] <= sum x_p of g's p
    needs       x_p <= sum of x_q, q what p needs                               each p that needs
    locks       x_p = 1 where contracted, begun or decided in, x_p = 0 where decided out
    apart       sum of x_p outside a known shortlist + sum of 1 - x_p within it >= least
    near        sum of m x_p outside a list in force + sum of m (1 - x_p) within it <= most
                m = 1, or the pence that come in with an option, or go out with a proposal

What cannot be chosen has no column, a payer that is certain has none, and money is in whole pence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prioritise.optimise.columns import Formulation, OptionColumns, Payment, ones
from prioritise.optimise.model import Constraint, Model, Objective, collected
from prioritise.optimise.objectives import value_objective
from prioritise.programme.eligibility import most_from
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH
from prioritise.programme.staying import limit_in_words, money_of_leaving


def option_rows(formulation: Formulation) -> Iterator[Constraint]:
    """At most one option of a proposal."""
    for proposal in formulation.options:
        columns = formulation.chosen(proposal)
        if len(columns) > 1:
            yield Constraint(f"one option of {proposal}", ones(columns), "<=", 1, is_limit=False)


def payer_rows(formulation: Formulation) -> Iterator[Constraint]:
    """One payer for each row of a chosen option."""
    for proposal, options in formulation.options.items():
        for chosen in options:
            for place, payers in enumerate(chosen.payers):
                if len(payers) > 1:
                    terms = [(column, 1) for column, _ in payers] + [(chosen.column, -1)]
                    name = f"one payer of {proposal} row {place + 1}"
                    yield Constraint(name, collected(terms), "=", 0, is_limit=False)


def budget_rows(formulation: Formulation) -> Iterator[Constraint]:
    """What each stream spends in each run of years, its own streams' spending included."""
    programme = formulation.programme
    spending: dict[str, list[Payment]] = {stream.stream: [] for stream in programme.streams}
    for payment in formulation.payments:
        for name in programme.ancestors.get(payment.stream, ()):
            spending[name].append(payment)
    pots = {stream.parent for stream in programme.streams}
    for stream in sorted(programme.streams, key=lambda stream: stream.stream):
        for first, last, limit in programme.spending_limits[stream.stream]:
            terms = collected(
                (payment.column, sum(payment.amounts[first : last + 1]))
                for payment in spending[stream.stream]
            )
            if sum(coefficient for _, coefficient in terms) > limit:
                name = f"budget {stream.stream} {_span(programme, first, last)}"
                inner = "" if stream.stream in pots else stream.stream
                yield Constraint(name, terms, "<=", limit, stream=inner)


def award_rows(formulation: Formulation) -> Iterator[Constraint]:
    """What a stream pays of one proposal, where that hangs on more than one picked payer."""
    for options in formulation.options.values():
        for chosen in options:
            for stream, awards in _awards(chosen).items():
                if len(awards) > 1:
                    yield from _award_rows(formulation.programme, chosen, stream, awards)


def _awards(chosen: OptionColumns) -> Mapping[str, dict[int, int]]:
    """Pence that each stream pays by column, for each stream that may pay."""
    awards: dict[str, dict[int, int]] = {}
    for row, payers in zip(chosen.option.rows, chosen.payers, strict=True):
        for column, stream in payers:
            if stream not in ("", MATCH) and row.paid:
                by_column = awards.setdefault(stream, {})
                by_column[column] = by_column.get(column, 0) + row.paid
    return awards


def _award_rows(
    programme: Programme, chosen: OptionColumns, stream: str, awards: dict[int, int]
) -> Iterator[Constraint]:
    payer = programme.stream_of[stream]
    name = f"award of {stream} to {chosen.option.proposal}"
    most = most_from(programme, payer, chosen.option.whole_cost)
    if most is not None:
        terms = collected([*awards.items(), (chosen.column, -most)])
        yield Constraint(f"largest {name}", terms, "<=", 0)
    if payer.min_award:
        for column in awards:
            terms = collected([*awards.items(), (column, -payer.min_award)])
            yield Constraint(f"smallest {name}", terms, ">=", 0)


def link_rows(formulation: Formulation) -> Iterator[Constraint]:
    """Relations between two proposals."""
    for link in formulation.programme.links:
        one, other = formulation.chosen(link.proposal), formulation.chosen(link.other)
        difference = collected([*ones(one), *((column, -1) for column in other)])
        name = f"{link.proposal} {link.kind} {link.other}"
        if link.kind == "requires":
            yield Constraint(name, difference, "<=", 0)
        elif link.kind == "together":
            yield Constraint(name, difference, "=", 0)
        elif link.kind == "excludes":
            yield Constraint(name, collected([*ones(one), *ones(other)]), "<=", 1)


def bonus_columns(formulation: Formulation) -> dict[int, int]:
    """A column for each bonus whose two ends could both be chosen, by place in the links."""
    return {
        place: formulation.column(f"b[{link.proposal},{link.other}]")
        for place, link in enumerate(formulation.programme.links)
        if link.kind == "bonus"
        and formulation.options[link.proposal]
        and formulation.options[link.other]
    }


def bonus_rows(formulation: Formulation, bonuses: Mapping[int, int]) -> Iterator[Constraint]:
    """A bonus counts just when both ends are chosen."""
    for place, column in bonuses.items():
        link = formulation.programme.links[place]
        ends = [formulation.chosen(link.proposal), formulation.chosen(link.other)]
        name = f"bonus of {link.proposal} with {link.other}"
        for end in ends:
            below = collected([(column, 1), *((x, -1) for x in end)])
            yield Constraint(name, below, "<=", 0, is_limit=False)
        both = collected([(column, 1), *((x, -1) for end in ends for x in end)])
        yield Constraint(name, both, ">=", -1, is_limit=False)


def begun_rows(formulation: Formulation) -> Iterator[Constraint]:
    """What has begun, and goes on; only a decision stops it."""
    programme = formulation.programme
    for name in sorted(programme.begun - set(programme.stopped)):
        yield Constraint(f"{name} has begun", ones(formulation.chosen(name)), "=", 1)


def commitment_rows(formulation: Formulation) -> Iterator[Constraint]:
    """What is in or out before anything is weighed; each a row, so that its price can be asked."""
    programme = formulation.programme
    for name, proposal in programme.proposal_of.items():
        columns = ones(formulation.chosen(name))
        if proposal.commitment:
            yield Constraint(f"{name} is contracted", columns, "=", 1)
        if decision := programme.decision_of.get(name):
            yield Constraint(f"{name} is {decision.because}", columns, "=", int(decision.chosen))


def apart_rows(formulation: Formulation) -> Iterator[Constraint]:
    """How much the answer differs from shortlists that are known already."""
    for number, known in enumerate(formulation.programme.apart, start=1):
        names = set(known.shortlist)
        terms = collected(
            (column, -1 if name in names else 1)
            for name in formulation.options
            for column in formulation.chosen(name)
        )
        name = f"at least {known.least} changes from known shortlist {number}"
        yield Constraint(name, terms, ">=", known.least - len(names))


def near_rows(formulation: Formulation) -> Iterator[Constraint]:
    """How far the answer may move from a list in force."""
    programme, near = formulation.programme, formulation.programme.near
    if near is None:
        return
    by_money = near.by == "money"
    leaving = {
        name: money_of_leaving(programme, name) if by_money else 1 for name in set(near.shortlist)
    }
    terms = collected(
        (chosen.column, -leaving[name] if name in leaving else entering)
        for name, options in formulation.options.items()
        for chosen in options
        for entering in [chosen.option.public_cost if by_money else 1]
    )
    limit = near.most - sum(leaving.values())
    yield Constraint(limit_in_words(near, programme.unit), terms, "<=", limit)


def model_of(formulation: Formulation, *rules: Constraint) -> tuple[Model, Objective]:
    """The model that maximises value, given the rows of the rules."""
    bonuses = bonus_columns(formulation)
    rows = (
        *option_rows(formulation),
        *payer_rows(formulation),
        *budget_rows(formulation),
        *award_rows(formulation),
        *link_rows(formulation),
        *bonus_rows(formulation, bonuses),
        *rules,
        *apart_rows(formulation),
        *near_rows(formulation),
        *begun_rows(formulation),
        *commitment_rows(formulation),
    )
    value = value_objective(formulation, bonuses)
    return Model(tuple(formulation.columns), rows, value), value


def _span(programme: Programme, first: int, last: int) -> str:
    if first == last:
        return programme.years[first]
    return f"{programme.years[first]} to {programme.years[last]}"
