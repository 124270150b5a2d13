"""What people have agreed, and the hash by which anyone can tell that nothing was changed since."""

from __future__ import annotations

from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.document import (
    Block,
    Facts,
    Grid,
    Head,
    Section,
    Stacked,
    Tag,
    Tone,
    words,
)

_TONES: dict[str, Tone] = {"agreed": "green", "declined": "red", "deferred": "yellow"}


def decided(given: Given) -> Section | None:
    """The whole section; none where nothing is recorded."""
    log = given.log
    if log is None or not log.entries:
        return None
    proposals = given.plan.programme.proposal_of
    binding = sum(entry.binds for entry in log.current.values())
    standing = len(log.current)
    intro = words(
        f"{count(standing, 'decision').capitalize()} {'stands' if standing == 1 else 'stand'}; "
        f"{'it binds' if binding == standing == 1 else f'{binding} of them bind'} the shortlist. "
        "Agreed is in; declined and deferred are out. What an officer or a board has said so far "
        "binds nothing."
    )
    grid = Grid(
        "Decisions that stand",
        (
            *(Head("Proposal", wide=True), Head("Decision"), Head("Stage"), Head("By")),
            *(Head("When, UTC"), Head("Why", wide=True), Head("Shortlist")),
        ),
        tuple(
            (
                Stacked(proposals[name].title if name in proposals else name, name),
                Tag(entry.decision, _TONES.get(entry.decision, "grey")),
                entry.stage,
                entry.by,
                entry.when[:10],
                entry.why,
                "in" if name in given.plan.options else "out",
            )
            for name, entry in log.current.items()
        ),
    )
    facts = Facts(
        (
            ("Entries in the record", f"{len(log.entries):,}"),
            ("Hash of the last entry (head)", log.head),
        )
    )
    note = words(
        "Whoever has this hash can show that no entry before it was changed, removed or added: "
        "prioritise agree verify, with --head and the hash.",
        tone="quiet",
    )
    blocks: list[Block] = [intro, *([grid] if log.current else []), facts, note]
    return Section("decisions", "What has been agreed", tuple(blocks))
