"""What `check` warns of before any solving: inputs that are allowed, and perhaps not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from prioritise.programme.budgets import available
from prioritise.programme.eligibility import Eligibility, eligibility_of
from prioritise.programme.groups import groups_of, texts_of
from prioritise.programme.money import money_text
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from prioritise.views.inputs.amount_warnings import amount_warnings
from prioritise.views.inputs.appraisal_warnings import appraisal_warnings
from prioritise.views.words.cautions import size_missing, without_budgets
from prioritise.views.words.reasons import listed
from prioritise.views.words.weights import weight_warnings

NOTHING_YET = "there is no proposal yet: each is a row of proposals, with at least one row of costs"


def input_warnings(programme: Programme) -> tuple[str, ...]:
    """Every warning, each a sentence."""
    eligible = eligibility_of(programme)
    return (
        *([] if programme.proposals else [NOTHING_YET]),
        *([without_budgets(programme)] if programme.later_years else []),
        *_turned_into_dates(programme),
        *_never_chosen(programme, eligible),
        *_streams(programme, eligible),
        *_linkages_in_two_floors(programme),
        *_blank_groups(programme),
        *_never_met(programme, eligible),
        *_promised_in_part(programme),
        *_weights(programme),
        *weight_warnings(programme),
        *_risk_counted_twice(programme),
        *appraisal_warnings(programme),
        *amount_warnings(programme, eligible),
        *_sizes(programme),
        *_reached_by_nobody(programme),
    )


_DATE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{2}"
)
"""How spreadsheets write what they take for a day or a month."""


def _turned_into_dates(programme: Programme) -> Iterator[str]:
    """Ids that a spreadsheet seems to have taken for dates."""
    names = [*programme.proposal_of, *programme.stream_of, *programme.hub_of]
    if dates := [name for name in names if _DATE.fullmatch(name)]:
        yield (
            f"{listed(dates)}: an id that looks like a date; if a spreadsheet made it so, format "
            "the column as text and type the id again"
        )


def _never_chosen(programme: Programme, eligible: Mapping[str, Eligibility]) -> Iterator[str]:
    """Proposals by the test that they fail, so that a hub's proposals make one warning."""
    by_reason: dict[str, list[str]] = {}
    for name, found in eligible.items():
        if found.reason:
            by_reason.setdefault(found.reason, []).append(name)
    for reason, names in by_reason.items():
        title = f" ({programme.proposal_of[names[0]].title})" if len(names) == 1 else ""
        yield f"{listed(names)}{title} can never be chosen: {reason}"


def _reached_by_nobody(programme: Programme) -> Iterator[str]:
    """Hubs with proposals of their own, of which `reach` finds nobody near enough."""
    for reach in programme.reach if programme.reached else ():
        near = {n for r in programme.reached if r.column == reach.name for n in r.proposals}
        own: dict[str, list[str]] = {}
        for proposal in filter(programme.considers, programme.proposals):
            if len(proposal.hubs) == 1:
                own.setdefault(proposal.hubs[0], []).append(proposal.proposal)
        hubs = [hub for hub in sorted(own) if near.isdisjoint(own[hub])]
        if hubs and reach.of == "hubs":
            yield (
                f"reach “{reach.name}”: no journey of at most {reach.minutes} minutes leads to "
                f"{listed(hubs)}, so nobody is within reach there"
            )


def _blank_groups(programme: Programme) -> Iterator[str]:
    """Rules for each text of a column that some proposals leave empty."""
    for rule in programme.rules:
        if rule.for_each in ("", "hub", "stream", "year") or rule.is_about_needs:
            continue
        if not list(groups_of(programme, rule)):
            yield f"rule “{rule.name}” holds for nothing: no proposal has a {rule.for_each}"
            continue
        blank = [p.proposal for p in programme.proposals if texts_of(p, rule.for_each) == ("",)]
        if blank:
            yield f"rule “{rule.name}” does not see {listed(blank)}: no {rule.for_each} is given"


def _never_met(programme: Programme, eligible: Mapping[str, Eligibility]) -> Iterator[str]:
    """Proposals that need one of several, of which none could ever be chosen."""
    possible = [programme.proposal_of[name] for name, found in eligible.items() if found.options]
    for rule in programme.rules:
        if not rule.is_about_needs:
            continue
        groups = groups_of(programme, rule)
        unmet = [group.label for group in groups if not any(map(group.is_needed, possible))]
        if unmet:
            yield (
                f"rule “{rule.name}” keeps {listed(unmet)} out, whatever is chosen: "
                "nothing that could be chosen meets the need"
            )


def _promised_in_part(programme: Programme) -> Iterator[str]:
    """Promises that may be kept in a smaller share or later than given."""
    for name, proposal in programme.proposal_of.items():
        if proposal.commitment and len(programme.options.get(name, ())) > 1:
            yield f"{name} is contracted, and may still be funded in another size or timing"


def _streams(programme: Programme, eligible: Mapping[str, Eligibility]) -> Iterator[str]:
    options = [option for found in eligible.values() for option in found.options]
    for stream in sorted(programme.streams, key=lambda stream: stream.stream):
        name = f"{stream.stream} ({stream.name})"
        if stream.outside:
            money = money_text(stream.outside, programme.unit)
            yield f"{name}: a delay moves {money} past the last year; it is not spent"
        if stream.stream in programme.parents or not any(stream.budgets):
            continue
        asked = _asked(stream, options, len(programme.years))
        if not any(asked):
            yield f"{name}: nothing that could be chosen may be paid from it"
        elif all(pence <= available(stream, year) for year, pence in enumerate(asked)):
            yield (
                f"{name}: it covers everything that could be asked of it "
                f"({money_text(sum(asked), programme.unit)}), so it limits nothing"
            )
        kinds = _kinds(stream, options)
        if stream.kind is None and len(kinds) > 1:
            yield f"{name}: it has no kind, and both {listed(kinds)} costs could be paid from it"


def _asked(stream: Stream, options: list[Option], years: int) -> list[int]:
    """The most that could be asked in each year, if every proposal were chosen."""
    most: dict[str, list[int]] = {}
    for option in options:
        before = most.setdefault(option.proposal, [0] * years)
        for year in range(years):
            amounts = (row.amounts[year] for row in option.rows if stream.stream in row.payers)
            before[year] = max(before[year], sum(amounts))
    return [sum(amounts[year] for amounts in most.values()) for year in range(years)]


def _kinds(stream: Stream, options: list[Option]) -> list[str]:
    rows = (row for option in options for row in option.rows if stream.stream in row.payers)
    return sorted({row.kind for row in rows if row.kind and row.paid})


def _linkages_in_two_floors(programme: Programme) -> Iterator[str]:
    linkages = [
        proposal
        for name, proposal in programme.proposal_of.items()
        if len(proposal.hubs) > 1 and name not in programme.dropped_proposals
    ]
    for rule in programme.rules:
        if rule.measure != "count" or rule.for_each != "hub" or not rule.at_least:
            continue
        groups = list(groups_of(programme, rule))
        twice = [
            proposal.proposal
            for proposal in linkages
            if sum(group.covers(proposal) for group in groups) > 1
        ]
        if twice:
            words = (
                "lie between hubs, and each counts"
                if len(twice) > 1
                else "lies between hubs, and counts"
            )
            yield f"rule “{rule.name}”: {listed(twice)} {words} in all of them"


def _weights(programme: Programme) -> Iterator[str]:
    weights = programme.normalised_weights()
    for name, weight in weights.items():
        if weight == 1 and len(weights) > 1:
            yield f"the criterion {name} has all the weight; the others change nothing"


def _risk_counted_twice(programme: Programme) -> Iterator[str]:
    """Rules that ask for ripeness where value is multiplied by likelihood already."""
    unsure = any(p.likelihood is not None and p.likelihood < 1 for p in programme.proposals)
    if programme.value.likelihood != "multiply" or not unsure:
        return
    for rule in programme.rules:
        if "stage" in (rule.for_each, *rule.where) or rule.measure == "likelihood":
            asked = "likelihood" if rule.measure == "likelihood" else "stage"
            yield (
                f"value is multiplied by likelihood, and rule “{rule.name}” looks at {asked} as "
                "well: one risk may count twice"
            )


def _sizes(programme: Programme) -> Iterator[str]:
    missing = size_missing(programme)
    if missing:
        yield f"no size is given. {missing}"
