"""The manifest of a plan, and the way back: the same plan from a manifest, without a solver."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

import prioritise
from prioritise.appraisal.value import key_of, value_table
from prioritise.optimise.plan import Plan, Stage
from prioritise.programme.eligibility import eligibility_of
from prioritise.programme.faults import RecordError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH
from prioritise.render.json_text import json_text, rows_of
from prioritise.render.run.manifest import (
    AgreementsEntry,
    CheckEntry,
    ChoiceEntry,
    FiguresEntry,
    FileEntry,
    Gap,
    Manifest,
    NearEntry,
    SettingsEntry,
    StageEntry,
)
from prioritise.views.run.run_screen import answer
from prioritise.views.table import Table, amount, figure

_IN_ANSWER = {
    *("title", "scenario_title", "status", "value", "bound", "gap", "unit", "public_cost"),
    "seconds",
}
"""What of the manifest stands beside the rows that `run` prints."""
SOLVERS = ("pulp", "highspy")
"""Named in the manifest; asked for their version only, never imported here."""


def manifest_of(
    plan: Plan,
    scenario: str,
    inputs: Sequence[FileEntry],
    outputs: Sequence[FileEntry],
    agreements: AgreementsEntry | None = None,
) -> Manifest:
    """The record of a run that has just ended.

    Parameters
    ----------
    scenario : str
        Path of what was asked for, inside the folder of copies.
    inputs, outputs : sequence of FileEntry
        Every file that was read, and every file that is written beside the manifest.
    agreements : AgreementsEntry
        The recorded decisions that the plan honours, where there are any.
    """
    programme, values = plan.programme, plan.values
    solver, value = programme.solver, programme.value
    weights = programme.normalised_weights()
    return Manifest(
        tool="prioritise",
        version=prioritise.__version__,
        versions=versions(),
        started=_start(plan.seconds),
        title=programme.title,
        scenario_title=programme.scenario,
        scenario=scenario,
        inputs=tuple(inputs),
        agreements=agreements,
        settings=SettingsEntry(
            gap=float(solver.gap),
            seconds=float(solver.seconds),
            size=value.size,
            likelihood=value.likelihood,
            weights={name: float(figure(weight)) for name, weight in weights.items()},
        ),
        status=plan.status,
        unique_to=plan.unique_to,
        value=float(figure(plan.value)),
        bound=float(figure(plan.bound)),
        gap=Gap(
            points=float(figure(plan.bound - plan.value)), percent=float(figure(plan.gap * 100))
        ),
        figures=FiguresEntry(
            value=plan.figure, bound=plan.bound_figure, in_a_point=values.denominator
        ),
        unit=programme.unit,
        public_cost=float(amount(plan.public_cost, programme.unit)),
        seconds=round(plan.seconds, 3),
        stages=tuple(
            StageEntry(name=s.name, proven=s.proven, seconds=round(s.seconds, 3))
            for s in plan.stages
        ),
        choices=tuple(
            ChoiceEntry(proposal=c.proposal, option=c.option, tenths=c.tenths, payers=c.payers)
            for c in plan.choices
        ),
        baseline=programme.baseline,
        near=NearEntry(**programme.near.model_dump()) if programme.near else None,
        checks=checks_of(plan),
        outputs=tuple(outputs),
    )


def answer_json(plan: Plan, rows: Table) -> str:
    """The answer as JSON: what it is worth and how far that is proven, beside a table's rows.

    The figures are those of the manifest, under the same names.
    """
    what, how_good = answer(plan)
    record = manifest_of(plan, "", (), ())
    said = record.model_dump(mode="json", include=_IN_ANSWER)
    proof = record.model_dump(mode="json", include={"unique_to", "stages", "checks"})
    return json_text(
        {**said, "answer": what, "proof": {"words": how_good, **proof}, "rows": rows_of(rows)},
        sort=False,
    )


def plan_from(programme: Programme, manifest: Manifest) -> Plan:
    """The plan that a manifest records, its value recomputed from the inputs.

    Raises
    ------
    RecordError
        A choice is none that the inputs allow.
    """
    values = value_table(programme)
    choices = tuple(
        Choice(choice.proposal, choice.option, choice.tenths, choice.payers)
        for choice in manifest.choices
    )
    options = {
        option.proposal: option
        for choice in choices
        if choice.proposal in programme.proposal_of
        for option in programme.options[choice.proposal]
        if (option.name, option.tenths) == (choice.option, choice.tenths)
        and len(option.rows) == len(choice.payers)
    }
    payers = {"", MATCH, *programme.stream_of}
    strange = [c.proposal for c in choices if c.proposal not in options or set(c.payers) - payers]
    if strange or len(options) != len(choices):
        names = ", ".join(strange) or "one of them twice"
        raise RecordError(f"the manifest chooses what its inputs do not offer: {names}")
    value = sum(values.figure(key_of(options[c.proposal]), c.payers) for c in choices)
    value += sum(
        figure
        for place, figure in values.bonus.items()
        for link in [programme.links[place]]
        if link.proposal in options and link.other in options
    )
    return Plan(
        programme=programme,
        choices=choices,
        options=options,
        eligibility=eligibility_of(programme),
        values=values,
        figure=value,
        bound_figure=manifest.figures.bound,
        stages=tuple(Stage(s.name, s.proven, s.seconds) for s in manifest.stages),
        seconds=manifest.seconds,
    )


def checks_of(plan: Plan) -> tuple[CheckEntry, ...]:
    """What the independent check goes through, kind by kind, and how many limits each has.

    Raises
    ------
    RecordError
        The plan does not pass.
    """
    if plan.problems:
        problems = "; ".join(plan.problems)
        raise RecordError(f"the plan does not pass the independent check: {problems}")
    programme = plan.programme
    awards = [set(choice.payers) - {"", MATCH} for choice in plan.choices]
    numbers = {
        "every chosen proposal takes part": len(plan.choices),
        "every payer may pay": sum(len(choice.payers) for choice in plan.choices),
        "awards within rates and sizes": sum(map(len, awards)),
        "budget of each stream and year": len(programme.streams) * len(programme.years),
        "links between proposals": sum(link.kind != "bonus" for link in programme.links),
        "commitments and decisions": len(programme.decisions)
        + sum(bool(proposal.commitment) for proposal in programme.proposals),
        "rules, for each that they hold for": len(plan.examination.rules),
        "value, recomputed": 1,
        "public money, recomputed": 1,
    }
    if programme.near is not None:
        numbers["changes from the list in force"] = 1
    if programme.confidence is not None:
        numbers["budgets in drawn futures"] = programme.confidence.draws
    return tuple(CheckEntry(name=name, number=n, passed=True) for name, n in numbers.items())


def versions() -> dict[str, str]:
    """Versions of what an answer hangs on."""
    found = {"python": platform.python_version(), "platform": platform.platform()}
    for package in (*SOLVERS, "pydantic"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed as a package"
    return found


def _start(seconds: float) -> str:
    """When a run that has just ended was started, UTC, to the second."""
    began = datetime.now(UTC) - timedelta(seconds=seconds)
    return began.isoformat(timespec="seconds").replace("+00:00", "Z")
