"""`compare --groups` and `compare --without`: the same programme under other weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.cli.deliver import deliver

if TYPE_CHECKING:
    from prioritise.analysis.agreed.treaty import Treaty
    from prioritise.analysis.comparison.by_weights import Loss
    from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
    from prioritise.programme.programme import Programme
    from prioritise.reading.what_if import ScenarioPath


def compare_weights(
    scenario: ScenarioPath,
    criterion: str | None,
    is_treaty: bool,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Compare the shortlists of groups or, where one is named, with and without a criterion."""
    from prioritise.analysis.comparison.by_weights import losses, of_groups
    from prioritise.analysis.comparison.compare import Comparison
    from prioritise.cli.solving import asked, say_if_time_is_up, start_the_clock
    from prioritise.render.progress import progress_line
    from prioritise.views.comparison.by_weights import losses_table, weights_table
    from prioritise.views.comparison.compare import compare_tables

    start_the_clock(scenario)
    programme = asked(scenario).programme
    answers: tuple[ComparedShortlist, ...]
    agreed: Treaty | None = None
    if is_treaty:
        from prioritise.analysis.agreed.treaty import treaty

        with progress_line(programme) as watch:
            agreed = treaty(programme, watch=watch)
        answers = _labelled(agreed.answers)
    elif criterion is None:
        with progress_line(programme) as watch:
            answers = _labelled(of_groups(programme, watch=watch))
    else:
        answers = _with_and_without(scenario, programme, criterion)
    with progress_line(programme) as watch:
        lost = losses(answers, watch=watch)
    say_if_time_is_up(programme)
    comparison = Comparison(answers if agreed is None else (*answers, _found(agreed, answers)))
    tables = (*compare_tables(comparison), losses_table(lost), weights_table(answers))
    if agreed is not None:
        from prioritise.views.agreed.treaty import treaty_table

        tables = (*tables, treaty_table(agreed))

    def show() -> None:
        _show(Comparison(answers), criterion, lost)
        if agreed is not None:
            from prioritise.views.agreed.treaty import show_treaty

            show_treaty(agreed)

    deliver(tables, show, output=output, layout=layout, replace=replace)


def _found(agreed: Treaty, answers: Sequence[ComparedShortlist]) -> ComparedShortlist:
    """The treaty beside the lists of the groups, none of which may be called so."""
    from prioritise.analysis.comparison.compare import found
    from prioritise.views.comparison.compare import told_apart

    label = told_apart(["treaty"], [answer.label for answer in answers])
    return found(label[0], agreed.plan)


def _with_and_without(
    scenario: ScenarioPath, programme: Programme, criterion: str
) -> tuple[ComparedShortlist, ...]:
    from prioritise.analysis.comparison.by_weights import without_criterion
    from prioritise.analysis.comparison.compare import found
    from prioritise.cli.solving import solved
    from prioritise.programme.faults import Fault, InputError, nearest
    from prioritise.render.progress import progress_line

    known = [one.name for one in programme.criteria]
    if criterion not in known:
        hint = nearest(criterion, known)
        fault = Fault("--without", None, "", repr(criterion), "the name of a criterion", hint)
        raise InputError([fault])
    plan = solved(scenario).plan
    with progress_line(programme) as watch:
        without = without_criterion(plan.programme, criterion, watch=watch)
    return found("as weighted", plan), found(f"without {criterion}", without)


def _labelled(answers: tuple[ComparedShortlist, ...]) -> tuple[ComparedShortlist, ...]:
    """Answers whose labels no other column of the comparison has."""
    from prioritise.views.comparison.compare import OWN_COLUMNS

    return tuple(
        replace(answer, label=f"{answer.label} (group)") if answer.label in OWN_COLUMNS else answer
        for answer in answers
    )


def _show(comparison: Comparison, criterion: str | None, lost: Sequence[Loss]) -> None:
    from prioritise.views.comparison.by_weights import show_groups, show_without
    from prioritise.views.comparison.compare import show_comparison

    show_comparison(comparison)
    if criterion is None:
        show_groups(comparison, lost)
    else:
        show_without(comparison.answers, criterion, lost)
