"""How far the answer is proven, what checked it, and the files that it comes from."""

from __future__ import annotations

import prioritise
from prioritise.optimise.plan import Plan
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.render.report.summary import proof
from prioritise.render.run.run_record import checks_of, versions
from prioritise.views.document import Block, Facts, Fold, Grid, Section, heads, words
from prioritise.views.rounding import points

_STAGES = {
    "value": "most value",
    "public money": "then least public money",
    "changes from the baseline": "then fewest changes from the baseline",
    "order of ids": "then the order of ids",
}
_ENGINES = ("pulp", "highspy", "python")
_FEW = 5
"""Values of a text column that are counted."""


def proven(given: Given) -> Section:
    """The section on proof."""
    plan = given.plan
    checks = checks_of(plan)
    settled = (
        "The answer is unique: among equals the order of objectives below decides."
        if plan.unique_to == "order of ids"
        else "Other shortlists may be just as good."
    )
    stages = tuple(
        (_STAGES.get(stage.name, stage.name), "proven" if stage.proven else "not proven")
        for stage in plan.stages
    )
    facts = Facts(
        (
            ("Value", f"{points(plan.value)} points"),
            ("No shortlist can exceed", f"{points(plan.bound)} points"),
            ("Asked for", _asked(plan)),
        )
    )
    numbers = sum(check.number for check in checks)
    blocks: tuple[Block, ...] = (
        words(f"{proof(plan)} {settled}"),
        facts,
        Grid("What was sought, in this order", heads("Objective", "Proof"), stages),
        words(
            "The solver is never taken at its word. After every solve a check that shares no code "
            f"with it goes through {count(numbers, 'limit')} in whole pence and exact points; an "
            "answer that fails is not shown."
        ),
        Fold(
            "What the check went through",
            (
                Grid(
                    "What the check went through",
                    heads("Kind of limit", numbers=("Checked", "Kept")),
                    tuple((c.name, f"{c.number:,}", f"{c.number:,}") for c in checks),
                    hidden_caption=True,
                ),
            ),
        ),
    )
    return Section("proof", "How far it is proven", blocks)


def sources(given: Given) -> Section:
    """The section on sources."""
    notes = [
        "The figures are those of the files below, as they were given. Whoever has the same files "
        "gets the same shortlist, and can tell by the hashes whether they are the same."
    ]
    if given.readme:
        notes.append(
            f"{given.readme}, beside the programme, says what its figures are and where they come "
            "from."
        )
    blocks: list[Block] = [words(*notes)]
    kinds = _kinds(given)
    if kinds:
        blocks.append(Facts(kinds))
    if given.sources:
        rows = tuple((source.name, source.sha256) for source in given.sources)
        blocks.append(Grid("Files that were read", heads("File", "SHA-256"), rows))
    known = versions()
    engines = ", ".join(f"{name} {known[name]}" for name in _ENGINES if name in known)
    when = f" on {given.made}" if given.made else ""
    blocks.append(
        words(f"Made{when} with prioritise {prioritise.__version__} ({engines}).", tone="quiet")
    )
    return Section("sources", "Sources", tuple(blocks))


def _asked(plan: Plan) -> str:
    solver = plan.programme.solver
    gap = "the best, without a gap" if not solver.gap else f"a gap of {solver.gap * 100:f}% at most"
    return f"{gap}, within {solver.seconds:f} seconds"


def _kinds(given: Given) -> tuple[tuple[str, str], ...]:
    """Columns of text that sort the proposals into a few kinds, and how many are of each."""
    found = []
    proposals = given.plan.programme.proposals
    for name in dict.fromkeys(column for each in proposals for column in each.texts):
        values = [each.texts.get(name, "") or "not said" for each in proposals]
        counts = {value: values.count(value) for value in sorted(set(values))}
        if 1 <= len(counts) <= _FEW < len(values):
            listed = "; ".join(f"{value}: {number:,}" for value, number in counts.items())
            found.append((f"Proposals by {name}", listed))
    return tuple(found)
