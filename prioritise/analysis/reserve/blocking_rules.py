"""What besides money keeps a proposal out while the shortlist stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from prioritise.optimise.plan import Plan
from prioritise.programme.groups import RuleGroup
from prioritise.programme.options import Choice, Option
from prioritise.programme.staying import limit_in_words


def links_in_the_way(plan: Plan, proposal: str) -> Iterator[str]:
    """The links and decisions that keep a proposal out, in words."""
    decision = plan.programme.decision_of.get(proposal)
    if decision is not None and not decision.chosen:
        locked = decision.because == "locked"
        yield "locked out by this scenario" if locked else f"{decision.because}, as recorded"
    for link in plan.programme.links_of.get(proposal, ()):
        other = link.other if link.proposal == proposal else link.proposal
        if link.kind == "excludes" and other in plan.options:
            yield f"excluded by {other}, which is chosen"
        if link.kind == "requires" and proposal == link.proposal and other not in plan.options:
            yield f"needs {other}, which is not chosen"
        if link.kind == "together" and other not in plan.options:
            yield f"comes only together with {other}, which is not chosen"


def rules_in_the_way(plan: Plan, option: Option, payers: tuple[str, ...]) -> Iterator[str]:
    """The names of the rules that the shortlist would break with this option on top.

    Most measures are sums over proposals, so that only what the option adds has to be looked at.
    """
    alone = Choice(option.proposal, option.name, option.tenths, payers)
    near = plan.programme.near
    if near is not None and not plan.examiner.stays_near([*plan.choices, alone]):
        yield limit_in_words(near, plan.programme.unit)
    sure = plan.programme.confidence
    if sure is not None and not plan.examiner.is_sure([*plan.choices, alone]):
        yield sure.in_words
    rules = plan.examination.rules
    if not any(_may_break(seen.group) for seen in rules):
        return
    if all(seen.group.adds_up for seen in rules):
        pairs = zip(rules, plan.examiner.rules([alone]), strict=True)
        then = [seen.plus(added) for seen, added in pairs]
    else:
        then = [*plan.examiner.rules([*plan.choices, alone])]
    for seen in then:
        if not seen.kept:
            yield seen.group.name


def _may_break(group: RuleGroup) -> bool:
    """Whether one proposal more could break a rule that the shortlist keeps."""
    only_grows = group.counts_people or group.measure.grows
    return group.rule.at_most is not None or not only_grows
