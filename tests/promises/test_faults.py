"""The tests bite: each deliberate fault in the making of the model is caught.

A fault is put into one function of the optimiser. On a bounded number of programmes it must show:
by another answer than that of exhaustive search, or by a plan that the independent check refuses.
The programme that shows it agrees again once the fault is out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import floor
from typing import Any

import pytest

from prioritise.appraisal import value
from prioritise.optimise import (
    columns,
    derived,
    exact_coefficients,
    formulation,
    highs,
    lexicographic,
    objectives,
    rules,
)
from prioritise.optimise.chance import row_generation
from prioritise.optimise.model import Constraint, Model
from prioritise.programme import actuals, budgets, eligibility, groups, options, readiness
from prioritise.programme import programme as programmes
from prioritise.programme.confidence import Confidence
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from tests import strategies
from tests.drawn_rules import with_rule_of
from tests.optimise.test_chance import asked_of
from tests.promises.agreement import difference
from tests.promises.test_pennies import tight

MOST = 300
"""Programmes in which a fault has to show."""

Patch = pytest.MonkeyPatch
Draw = Callable[[int], Programme]


@dataclass(frozen=True)
class Fault:
    """What is done wrong, how, and programmes in which it can matter."""

    name: str
    make: Callable[[Patch], None]
    draw: Draw


def family(name: str) -> Draw:
    return partial(strategies.programme, family=name)


def sure(seed: int) -> Programme:
    """Programmes whose list has to keep its budgets in some draws."""
    return asked_of(seed) or family("plain")(seed)


def rows_of(patch: Patch, name: str, change: Callable[[Constraint], Iterable[Constraint]]) -> None:
    """Change every row that one function of the model builder gives."""
    right = getattr(formulation, name)

    def wrong(*given: Any) -> Iterator[Constraint]:
        for row in right(*given):
            yield from change(row)

    patch.setattr(formulation, name, wrong)


def limits(patch: Patch, change: Callable[[Stream], Iterator[tuple[int, int, int]]]) -> None:
    """Give other limits on what a stream may spend."""
    patch.setattr(programmes, "runs", lambda stream, gone=(): change(stream))


# Money of the streams.


def last_year_left_out(patch: Patch) -> None:
    def wrong(stream: Stream) -> Iterator[tuple[int, int, int]]:
        last_year = len(stream.budgets) - 1
        return (run for run in budgets.runs(stream) if run[1] < last_year)

    limits(patch, wrong)


def carry_of_the_wrong_year(patch: Patch) -> None:
    def wrong(stream: Stream) -> Iterator[tuple[int, int, int]]:
        for first, last, limit in budgets.runs(stream):
            if first:
                before, same = (budgets.carry_limit(stream, y) for y in (first - 1, first))
                limit += same - before
            yield first, last, limit

    limits(patch, wrong)


def carry_of_everything(patch: Patch) -> None:
    def wrong(stream: Stream) -> Iterator[tuple[int, int, int]]:
        if not stream.carry_forward:
            yield from budgets.runs(stream)
            return
        whole = sum(budgets.available(stream, year) for year in range(len(stream.budgets)))
        yield 0, len(stream.budgets) - 1, whole

    limits(patch, wrong)


def one_penny(more: int, patch: Patch) -> None:
    def wrong(stream: Stream) -> Iterator[tuple[int, int, int]]:
        for first, last, limit in budgets.runs(stream):
            yield first, last, max(0, limit + more)

    limits(patch, wrong)


def contingency_left_out(patch: Patch) -> None:
    def wrong(stream: Stream, year: int) -> int:
        above = Fraction(stream.over_programme) if year else 0
        return floor(stream.budgets[year] * (1 + above))

    patch.setattr(budgets, "available", wrong)


def over_programmed_from_the_first_year(patch: Patch) -> None:
    def wrong(stream: Stream, year: int) -> int:
        shares = 1 - Fraction(stream.contingency) + Fraction(stream.over_programme)
        return floor(stream.budgets[year] * shares)

    patch.setattr(budgets, "available", wrong)


def parent_ignored(patch: Patch) -> None:
    patch.setattr(programmes, "with_ancestors", lambda stream, stream_of: (stream,))


# What is spent and forecast.


def sunk_money_forgotten(patch: Patch) -> None:
    limits(patch, budgets.runs)


def what_has_begun_let_go(patch: Patch) -> None:
    rows_of(patch, "begun_rows", lambda row: [])


def slipped_money_lost(patch: Patch) -> None:
    right = actuals._taken

    def wrong(planned: Any, known: Any, closed: int) -> Any:
        return right([0] * closed + list(planned[closed:]), known, closed)

    patch.setattr(actuals, "_taken", wrong)


def forecast_overlooked(patch: Patch) -> None:
    right = actuals._year_taken

    def wrong(planned: int, actual: Any, is_closed: bool) -> int:
        known = actual and actual.model_copy(update={"forecast": None})
        return right(planned, known, is_closed)

    patch.setattr(actuals, "_year_taken", wrong)


def a_start_in_a_closed_year(patch: Patch) -> None:
    patch.setattr(options, "ready_from", lambda programme, proposal: 0)
    right = options.expanded

    def wrong(programme: Programme, proposal: Any) -> Any:
        if proposal.proposal in programme.begun:
            return right(programme, proposal)
        opened = tuple(s.model_copy(update={"closed": 0}) for s in programme.streams)
        return right(programme.revised(streams=opened), proposal)

    patch.setattr(programmes, "expanded", wrong)


def a_late_case_not_waited_for(patch: Patch) -> None:
    patch.setattr(readiness, "first_year_open", lambda programme, proposal: 0)


def a_veto_overlooked(patch: Patch) -> None:
    for module in (eligibility, programmes):
        patch.setattr(module, "vetoed_by", lambda programme, proposal: None)


def contingency_held_in_a_closed_year(patch: Patch) -> None:
    right = budgets.available
    patch.setattr(
        budgets,
        "available",
        lambda stream, year: right(stream.model_copy(update={"closed": 0}), year),
    )


# Who may pay, and how much of it.


def rate_dropped(patch: Patch) -> None:
    def wrong(programme: Programme, stream: Stream, whole_cost: int) -> int | None:
        return stream.max_award or None

    for module in (formulation, eligibility):
        patch.setattr(module, "most_from", wrong)


def before_and_after_left_out_of_the_whole_cost(patch: Patch) -> None:
    patch.setattr(Option, "whole_cost", property(lambda o: sum(row.paid for row in o.rows)))


def smallest_award_ignored(patch: Patch) -> None:
    rows_of(patch, "award_rows", lambda row: [] if row.sense == ">=" else [row])
    right = eligibility._refusal
    patch.setattr(
        eligibility,
        "_refusal",
        lambda programme, option, stream, amounts, whole: right(
            programme, option, stream, amounts, False
        ),
    )


def region_ignored(patch: Patch) -> None:
    right = options.may_pay

    def wrong(programme: Programme, stream: Stream, proposal: Any, kind: str | None) -> bool:
        anywhere = stream.model_copy(update={"regions": ()})
        return right(programme, anywhere, proposal, kind)

    patch.setattr(options, "may_pay", wrong)


def kind_ignored(patch: Patch) -> None:
    right = options.may_pay
    patch.setattr(
        options, "may_pay", lambda programme, s, proposal, kind: right(programme, s, proposal, None)
    )


def two_payers_of_one_row(patch: Patch) -> None:
    rows_of(patch, "payer_rows", lambda row: [replace(row, sense=">=")])


# Value.


def alignment_ignored(patch: Patch) -> None:
    right = columns.value_table

    def wrong(programme: Programme) -> value.ValueTable:
        table = right(programme)
        nothing = {key: dict.fromkeys(parts, 0) for key, parts in table.by_payer.items()}
        return replace(table, by_payer=nothing)

    patch.setattr(columns, "value_table", wrong)


def likelihood_ignored(patch: Patch) -> None:
    right = columns.value_table

    def wrong(programme: Programme) -> value.ValueTable:
        basis = programme.value.model_copy(update={"likelihood": "ignore"})
        return right(programme.revised(value=basis))

    patch.setattr(columns, "value_table", wrong)


def curve_straightened(patch: Patch) -> None:
    right = value.curve_of
    patch.setattr(
        value, "curve_of", lambda criterion: right(criterion.model_copy(update={"curve": ()}))
    )


def threshold_passed_by_less(patch: Patch) -> None:
    patch.setattr(eligibility, "screened_out", lambda programme, proposal: ())


def malus_avoided(patch: Patch) -> None:
    rows_of(patch, "bonus_rows", lambda row: [] if row.sense == ">=" else [row])


def bonus_for_one_of_two(patch: Patch) -> None:
    rows_of(patch, "bonus_rows", lambda row: [] if row.sense == "<=" else [row])


# Links, locks and options.


def prerequisite_reversed(patch: Patch) -> None:
    def wrong(row: Constraint) -> list[Constraint]:
        if " requires " not in row.name:
            return [row]
        return [replace(row, terms=tuple((column, -sign) for column, sign in row.terms))]

    rows_of(patch, "link_rows", wrong)


def exclusion_dropped(patch: Patch) -> None:
    rows_of(patch, "link_rows", lambda row: [] if " excludes " in row.name else [row])


def lock_dropped(patch: Patch) -> None:
    rows_of(patch, "commitment_rows", lambda row: [])


def two_options_of_one_proposal(patch: Patch) -> None:
    rows_of(patch, "option_rows", lambda row: [replace(row, limit=2)])


def pennies_cut_off(patch: Patch) -> None:
    patch.setattr(options, "rounded", floor)


def later_years_left_out(patch: Patch) -> None:
    patch.setattr(options.OptionRow, "after", property(lambda row: row.later[-1]))
    right = rules._future

    def wrong(form: Any, group: Any) -> Any:
        cut = tuple(replace(payment, later=payment.later[-1:]) for payment in form.payments)
        form.__dict__["payments"] = cut
        return right(form, group)

    patch.setattr(rules, "_future", wrong)


def a_delay_that_loses_money(patch: Patch) -> None:
    right = options._moved

    def wrong(cost: Any, delay: int) -> tuple[int, ...]:
        cells = right(cost, delay)
        return (*cells[:-1], cost.after) if delay else cells

    patch.setattr(options, "_moved", wrong)


def worth_ignored(patch: Patch) -> None:
    whole = property(lambda option: Fraction(option.tenths, options.TENTHS))
    patch.setattr(Option, "portion", whole)


# Rules.


def unsecured_match_counted_as_secured(patch: Patch) -> None:
    patch.setattr(rules, "counts_as", lambda measure, row: row.is_match)


def rule_sense_flipped(patch: Patch) -> None:
    right = rules.whole_row

    def wrong(name: str, terms: Any, sense: str, limit: Fraction) -> Constraint:
        return right(name, terms, ">=" if sense == "<=" else "<=", limit)

    patch.setattr(rules, "whole_row", wrong)


def rule_strictly_below(patch: Patch) -> None:
    right = rules.whole_row

    def wrong(name: str, terms: Any, sense: Any, limit: Fraction) -> Constraint:
        row = right(name, terms, sense, limit)
        return replace(row, limit=row.limit + (1 if sense == ">=" else -1))

    patch.setattr(rules, "whole_row", wrong)


def left_over_pennies_of_a_linkage_dropped(patch: Patch) -> None:
    patch.setattr(groups, "shared", lambda pence, parts: (pence // parts,) * parts)


def share_of_what_is_in_the_group(patch: Patch) -> None:
    patch.setattr(rules, "_share", lambda derived, group, share: rules._measure(derived, group))


def one_group_too_few(patch: Patch) -> None:
    right = rules._limits

    def wrong(derived: Any, group: Any) -> Iterator[Constraint]:
        for row in right(derived, group):
            yield replace(row, limit=row.limit - 1) if group.counts_parts else row

    patch.setattr(rules, "_limits", wrong)


def kept_without_being_so(patch: Patch) -> None:
    right = derived.Derived.is_kept

    def wrong(self: Any, limit: Constraint) -> int:
        column = right(self, limit)
        del self.rows[-2]
        return column

    patch.setattr(derived.Derived, "is_kept", wrong)


def everybody_weighs_alike(patch: Patch) -> None:
    patch.setattr(rules, "_by_weights", lambda derived, group: derived)


def value_of_a_linkage_counted_whole(patch: Patch) -> None:
    patch.setattr(rules, "_hub_part", lambda group, proposal: Fraction(1))


def people_counted_twice(patch: Patch) -> None:
    """Everybody for each proposal that reaches them, as if figures of proposals added up."""

    def wrong(made: Any, group: Any) -> Any:
        terms: dict[int, Fraction] = {}
        for proposal, chosen in rules._options(made.formulation, group):
            for column in made.members(group, chosen):
                mine = (r.people for r in group.reached if proposal.proposal in r.proposals)
                terms[column] = Fraction(sum(mine))
        return terms

    patch.setattr(rules, "_reach", wrong)


def people_of_only_the_first(patch: Patch) -> None:
    patch.setattr(derived.Derived, "any_chosen", lambda made, columns: columns[0])


def a_need_met_anywhere(patch: Patch) -> None:
    right = rules._needs

    def wrong(form: Any, group: Any) -> Any:
        rule = group.rule.model_copy(update={"same": ""})
        return right(form, replace(group, rule=rule))

    patch.setattr(rules, "_needs", wrong)


def a_need_of_only_one(patch: Patch) -> None:
    right = rules._needs

    def wrong(form: Any, group: Any) -> Any:
        terms = right(form, group)
        needed = [column for column, part in terms.items() if part > 0]
        return {c: part for c, part in terms.items() if c not in needed[1:]}

    patch.setattr(rules, "_needs", wrong)


# The order of the objectives, and the digits of money.


def dearest_first(patch: Patch) -> None:
    right = objectives.money_objective
    patch.setattr(
        objectives, "money_objective", lambda form: replace(right(form), sense="maximise")
    )


def last_ids_first(patch: Patch) -> None:
    right = objectives.preferences
    patch.setattr(objectives, "preferences", lambda form: tuple(reversed(right(form))))


def value_not_held(patch: Patch) -> None:
    right = lexicographic._LexicographicSearch._take

    def wrong(search: Any, outcome: Any) -> None:
        free = search._model
        right(search, outcome)
        search._model = free

    patch.setattr(lexicographic._LexicographicSearch, "_take", wrong)
    patch.setattr(lexicographic._LexicographicSearch, "_is_only_one", lambda search: False)


def money_in_floating_point(patch: Patch) -> None:
    patch.setattr(exact_coefficients, "LARGEST_FIGURE", 10**30)


def carries_dropped(patch: Patch) -> None:
    right = highs.solve

    def without_carries(model: Model, **how: Any) -> Any:
        return right(model, **how)

    def wrong(columns: list[Any], rows: list[Constraint], row: Constraint) -> None:
        while exact_coefficients._largest(row) > exact_coefficients.LARGEST_FIGURE:
            high = tuple(
                (c, a // exact_coefficients.BASE)
                for c, a in row.terms
                if a // exact_coefficients.BASE
            )
            row = replace(row, terms=high, limit=row.limit // exact_coefficients.BASE)
        rows.append(row)

    patch.setattr(highs, "solve", without_carries)
    patch.setattr(exact_coefficients, "_append", wrong)


def no_draw_is_let_go(patch: Patch) -> None:
    """The M of a row counts for nothing, so that every stated draw has to be kept."""
    patch.setattr(row_generation, "most_above", lambda budget, draw, may_break: 0)


def one_draw_too_many(patch: Patch) -> None:
    wrong = property(lambda sure: floor((1 - Fraction(sure.level)) * sure.draws) + 1)
    patch.setattr(Confidence, "may_break", wrong)


FAULTS = [
    Fault("the last year left out", last_year_left_out, family("plain")),
    Fault("what carries taken from the wrong year", carry_of_the_wrong_year, family("carry")),
    Fault("everything carried", carry_of_everything, family("carry")),
    Fault("no draw is let go", no_draw_is_let_go, sure),
    Fault("one draw too many is broken", one_draw_too_many, sure),
    Fault("a penny above the budget", partial(one_penny, 1), family("plain")),
    Fault("< for <= in the budget", partial(one_penny, -1), family("plain")),
    Fault("contingency left out", contingency_left_out, family("contingency")),
    Fault("above budget at once", over_programmed_from_the_first_year, family("contingency")),
    Fault("a parent ignored", parent_ignored, family("nested")),
    Fault("sunk money forgotten", sunk_money_forgotten, family("under_way")),
    Fault("what has begun let go", what_has_begun_let_go, family("under_way")),
    Fault("slipped money lost", slipped_money_lost, family("under_way")),
    Fault("a forecast overlooked", forecast_overlooked, family("under_way")),
    Fault("a start in a closed year", a_start_in_a_closed_year, family("under_way")),
    Fault("contingency of a closed year", contingency_held_in_a_closed_year, family("closed")),
    Fault("a late case not waited for", a_late_case_not_waited_for, family("gated")),
    Fault("a veto overlooked", a_veto_overlooked, family("gated")),
    Fault("a rate dropped", rate_dropped, family("rates")),
    Fault(
        "a whole cost of the years", before_and_after_left_out_of_the_whole_cost, family("rates")
    ),
    Fault("the smallest award ignored", smallest_award_ignored, family("awards")),
    Fault("a region ignored", region_ignored, family("regions")),
    Fault("a kind of money ignored", kind_ignored, family("kinds")),
    Fault("two payers of one row", two_payers_of_one_row, family("payers")),
    Fault("alignment ignored", alignment_ignored, family("payers")),
    Fault("likelihood ignored", likelihood_ignored, family("likelihood")),
    Fault("a curve straightened", curve_straightened, family("curves")),
    Fault("a threshold passed by less", threshold_passed_by_less, family("thresholds")),
    Fault("a negative bonus avoided", malus_avoided, family("bonus")),
    Fault("a bonus for one of two", bonus_for_one_of_two, family("bonus")),
    Fault("a prerequisite reversed", prerequisite_reversed, family("links")),
    Fault("an exclusion dropped", exclusion_dropped, family("links")),
    Fault("a lock dropped", lock_dropped, family("locks")),
    Fault("two options of one proposal", two_options_of_one_proposal, family("options")),
    Fault("the worth of a size ignored", worth_ignored, family("options")),
    Fault("later years left out", later_years_left_out, family("blueprint")),
    Fault("money lost in a delay", a_delay_that_loses_money, family("rules_future")),
    Fault(
        "unsecured match taken as secured",
        unsecured_match_counted_as_secured,
        family("rules_match"),
    ),
    Fault("pennies of a share cut off", pennies_cut_off, family("shares")),
    Fault("the sense of a rule flipped", rule_sense_flipped, family("rules_count")),
    Fault("< for <= in a rule", rule_strictly_below, family("rules_spend")),
    Fault(
        "pennies of a linkage dropped", left_over_pennies_of_a_linkage_dropped, family("linkages")
    ),
    Fault("a share of the group itself", share_of_what_is_in_the_group, family("rules_share")),
    Fault("a group too few", one_group_too_few, partial(with_rule_of, "some")),
    Fault("a limit kept that is not", kept_without_being_so, partial(with_rule_of, "some")),
    Fault("the same weights for all", everybody_weighs_alike, partial(with_rule_of, "weights")),
    Fault("a linkage's value not shared", value_of_a_linkage_counted_whole, family("linkages")),
    Fault("a person counted twice", people_counted_twice, family("rules_reach")),
    Fault("people of the first alone", people_of_only_the_first, family("rules_reach")),
    Fault("a need met anywhere", a_need_met_anywhere, family("rules_needs")),
    Fault("a need met by one alone", a_need_of_only_one, family("rules_needs")),
    Fault("the dearest of equals", dearest_first, family("baseline")),
    Fault("the last ids of equals", last_ids_first, family("baseline")),
    Fault("value given up for money", value_not_held, family("plain")),
    Fault("money in floating point", money_in_floating_point, lambda seed: tight(seed, 2_000)),
    Fault("carries of digits dropped", carries_dropped, lambda seed: tight(seed, 200)),
]


def shows(programme: Programme) -> bool:
    """Whether the optimiser is seen to be wrong: by search, by the check, or by its own bound."""
    try:
        return difference(programme) != ""
    except (SolverError, ValueError, AssertionError):
        return True


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_model_is_caught(fault: Fault, figures: Callable[..., None]) -> None:
    """The fault shows in some programme, in which nothing is wrong without it."""
    with pytest.MonkeyPatch.context() as patch:
        fault.make(patch)
        caught = next((seed for seed in range(MOST) if shows(fault.draw(seed))), None)
    figures(5, asked=1, compared=0 if caught is None else caught + 1, differences=caught is None)
    assert caught is not None, f"{MOST} programmes show nothing"
    assert not shows(fault.draw(caught))


def test_there_are_a_dozen_faults_at_least() -> None:
    """The promise speaks of at least twelve."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 12
