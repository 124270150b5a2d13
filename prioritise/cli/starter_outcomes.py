"""Lists of outcomes to start from, as they stand in `programme.yaml`."""

from __future__ import annotations

from prioritise.programme.outcomes import ProgrammeOutcome

_WELLBEING = {
    "prosperous": ("A prosperous Wales", "goal"),
    "resilient": ("A resilient Wales", "goal"),
    "healthier": ("A healthier Wales", "goal"),
    "more-equal": ("A more equal Wales", "goal"),
    "cohesive": ("A Wales of cohesive communities", "goal"),
    "culture": ("A Wales of vibrant culture and thriving Welsh language", "goal"),
    "globally-responsible": ("A globally responsible Wales", "goal"),
    "long-term": ("Long-term", "way of working"),
    "prevention": ("Prevention", "way of working"),
    "integration": ("Integration", "way of working"),
    "collaboration": ("Collaboration", "way of working"),
    "involvement": ("Involvement", "way of working"),
}
"""The well-being goals of section 4, and the ways of working of section 5, of the Well-being of
Future Generations (Wales) Act 2015 (anaw 2), by the names that are in use for them."""
LISTS = {"wellbeing": _WELLBEING}
CONTRIBUTIONS = "proposal,outcome,contribution,evidence\n"
"""The headings of the table that goes with them."""


def outcomes_of(name: str) -> tuple[ProgrammeOutcome, ...]:
    """The outcomes of a list."""
    listed = LISTS[name].items()
    return tuple(
        ProgrammeOutcome(outcome=key, title=title, sort=sort) for key, (title, sort) in listed
    )


def outcomes_yaml(name: str) -> str:
    """The key `outcomes` of a list."""
    lines = [
        f"  {key}: {{title: {title}, sort: {sort}}}" for key, (title, sort) in LISTS[name].items()
    ]
    head = "outcomes:  # what each proposal contributes to each, 0 to 3, stands in contributions"
    return "\n".join(["", head, *lines, ""])
