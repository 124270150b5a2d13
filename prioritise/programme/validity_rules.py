"""Faults of rules: what they measure, where they look, and the limits that they set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from prioritise.programme.faults import Fault
from prioritise.programme.groups import BEST, OUTCOME, PER_COLUMNS, Conditions, hub_text
from prioritise.programme.measures import (
    ASKED_MEASURES,
    MEASURES,
    NEEDS,
    PAYMENT_COLUMNS,
    REACH,
    measure_of,
)
from prioritise.programme.programme import Programme
from prioritise.programme.records import MoneyKind, Rule
from prioritise.programme.validity_names import Names, folded

TEXT_COLUMNS = ("theme", "lead", "stage", "scrutiny", "commitment")
"""Columns of proposals that hold text and can form groups."""
NOT_SHARED = ("share", REACH, NEEDS)
"""Measures of which a share means nothing."""


def numeric_columns(programme: Programme) -> list[str]:
    """Columns of proposals that hold numbers."""
    further = dict.fromkeys(name for p in programme.proposals for name in p.numbers)
    scored = [criterion.name for criterion in programme.scored_criteria()]
    return list(dict.fromkeys(["jobs", "likelihood", *scored, *further, *programme.worked_out]))


def rule_faults(programme: Programme, hubs: Names, streams: Names, unsure: bool) -> Iterator[Fault]:
    """Faults of every rule.

    Parameters
    ----------
    programme
        The programme whose rules they are.
    hubs, streams
        Names that rules may use.
    unsure
        Whether some proposals could not be read, so that columns and texts may be missing.
    """
    if not programme.rules:
        return
    columns = _Columns(programme, hubs, streams, unsure)
    seen: dict[str, int] = {}
    for row, rule in enumerate(programme.rules):
        if folded(rule.name) in seen:
            yield Fault("rules", row, "name", f"{rule.name!r} again", "every name once")
        seen[folded(rule.name)] = row
        if not columns.is_need(rule):  # a need has no limits to be lacking
            yield from _limit_faults(row, rule)
        yield from columns.faults(row, rule)


def _limit_faults(row: int, rule: Rule) -> Iterator[Fault]:
    low, high = rule.at_least, rule.at_most
    if low is None and high is None:
        yield Fault("rules", row, "", "no limit", "at_least, at_most, or both")
    if low is not None and high is not None and low > high:
        yield Fault("rules", row, "at_least", str(low), f"{high}, which is at_most, or less")
    if rule.measure == "share":
        for column, limit in (("at_least", low), ("at_most", high)):
            if limit is not None and not 0 <= limit <= 1:
                yield Fault("rules", row, column, str(limit), "a share from 0 to 1")


class _Columns:
    """What a rule may measure, and the texts that it may look for."""

    def __init__(self, programme: Programme, hubs: Names, streams: Names, unsure: bool) -> None:
        self._programme = programme
        self._unsure = unsure
        self._numbers = numeric_columns(programme)
        self._measures = Names(
            "a measure or a column of numbers",
            [*MEASURES, *ASKED_MEASURES, *self._numbers],
        )
        self._texts: dict[str, Names] = {
            "hub": hubs,
            "stream": streams,
            "year": Names("one of the years", programme.years),
            "kind": Names("a kind of money", get_args(MoneyKind)),
            "proposal": Names("the id of a proposal", programme.proposal_of),
        }
        for column in programme.hub_columns:
            texts = dict.fromkeys(hub_text(hub, column) for hub in programme.hubs)
            self._texts[column] = Names(f"a {column} of some hub", filter(None, texts))
        if programme.groups_by_outcome:
            outcomes = [outcome.outcome for outcome in programme.outcomes]
            self._texts[OUTCOME] = Names("an outcome of the programme", outcomes)
        further = dict.fromkeys(name for p in programme.proposals for name in p.texts)
        self._where = Names(
            "a column that rules can look at", [*self._texts, *TEXT_COLUMNS, *further]
        )
        without = ("kind", "proposal")
        self._for_each = Names(
            "a column that forms groups",
            [name for name in (*self._texts, *TEXT_COLUMNS, *further) if name not in without],
        )

    def is_need(self, rule: Rule) -> bool:
        """Whether a rule says what proposals need, or tries to."""
        return rule.measure == NEEDS and NEEDS not in self._numbers

    def faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        if rule.measure not in self._measures and not self._unsure:
            yield self._measures.fault("rules", row, "measure", rule.measure)
        by_weights = rule.goes_by_weights and bool(self._programme.groups)
        own = rule.is_about_needs or by_weights  # It is told apart otherwise.
        if rule.for_each and not own and rule.for_each not in self._for_each and not self._unsure:
            yield self._for_each.fault("rules", row, "for_each", rule.for_each)
        yield from self._year_faults(row, rule)
        yield from self._condition_faults(row, "where", rule.where)
        yield from self._condition_faults(row, "one_of", rule.one_of)
        yield from self._need_faults(row, rule)
        yield from self._reach_faults(row, rule)
        yield from self._place_faults(row, rule)

    def _place_faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        """What speaks of places and groups: shares of what, per what, and in how many."""
        if rule.measure != "share":
            if rule.of:
                yield Fault("rules", row, "of", rule.of, "nothing but with the measure share")
        elif rule.of and (rule.of not in self._measures or rule.of in NOT_SHARED):
            every = [*MEASURES, *self._numbers]
            known = Names("a measure that adds up", [m for m in every if m not in NOT_SHARED])
            if not self._unsure:
                yield known.fault("rules", row, "of", rule.of)
        if rule.in_at_least is not None and not rule.for_each:
            expected = "for_each as well, such as hub: of these it counts"
            yield Fault("rules", row, "in_at_least", str(rule.in_at_least), expected)
        if rule.per and not (rule.goes_by_weights and rule.per == BEST):
            yield from self._per_faults(row, rule)

    def _per_faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        known = Names("a column of numbers of hubs", PER_COLUMNS)
        if rule.per not in known:
            yield known.fault("rules", row, "per", rule.per)
            return
        if rule.measure in ("share", NEEDS):
            expected = f"another measure: {rule.measure} has no unit to be told apart by heads"
            yield Fault("rules", row, "per", rule.per, expected)
        lacking = [h.hub for h in self._programme.active_hubs if not getattr(h, rule.per)]
        if lacking:
            expected = f"{rule.per} of every hub in hubs; it is missing or 0 for {lacking[0]}"
            yield Fault("rules", row, "per", rule.per, expected)

    def _condition_faults(self, row: int, key: str, conditions: Conditions) -> Iterator[Fault]:
        for column, texts in conditions.items():
            if column in self._where:
                yield from self._text_faults(row, key, column, texts)
            elif not self._unsure:
                yield self._where.fault("rules", row, f"{key}.{column}", column)

    def _need_faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        """What only a rule about needs may say, and what it may not."""
        if rule.measure != NEEDS:
            for key, said in (("one_of", rule.one_of), ("same", rule.same)):
                if said:
                    expected = f"nothing but with the measure {NEEDS}"
                    yield Fault("rules", row, key, "something", expected)
        elif not rule.one_of and NEEDS not in self._numbers:
            yield Fault("rules", row, "one_of", "nothing", "what is needed, such as a theme")
        if not rule.is_about_needs:
            return
        for key in ("where", "one_of"):
            for column in filter(getattr(rule, key).__contains__, PAYMENT_COLUMNS):
                expected = "a column of proposals; a payment needs nothing"
                yield Fault("rules", row, f"{key}.{column}", column, expected)
        known = rule.same in self._where and rule.same not in PAYMENT_COLUMNS
        if rule.same and not known and not self._unsure:
            yield self._where.fault("rules", row, "same", rule.same)

    def _reach_faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        """Whose people a rule counts: there has to be such a column."""
        columns = [reach.name for reach in self._programme.reach]
        if rule.measure != REACH:
            if rule.column:
                expected = f"nothing but with the measure {REACH}"
                yield Fault("rules", row, "column", rule.column, expected)
        elif not columns and REACH not in self._numbers:
            expected = "the key reach of the programme, which says whom to count"
            yield Fault("rules", row, "measure", REACH, expected)
        elif rule.column and rule.column not in columns:
            known = Names("a column of reach", columns)
            yield known.fault("rules", row, "column", rule.column)
        elif not rule.column and len(columns) > 1:
            expected = f"one of {', '.join(columns)}, whose people are to be counted"
            yield Fault("rules", row, "column", "nothing", expected)

    def _year_faults(self, row: int, rule: Rule) -> Iterator[Fault]:
        """Cost outside the years, or match, belongs to no year."""
        if not measure_of(rule.measure).is_by_year:
            expected = f"no year: {rule.measure} is not told apart by year"
            if rule.for_each == "year":
                yield Fault("rules", row, "for_each", "year", expected)
            if "year" in rule.where:
                yield Fault("rules", row, "where.year", "a year", expected)

    def _text_faults(
        self, row: int, key: str, column: str, texts: tuple[str, ...]
    ) -> Iterator[Fault]:
        if not texts:
            yield Fault("rules", row, f"{key}.{column}", "nothing", "at least one text")
        names = self._names_of(column)
        for text in texts:
            if not names.accepts(text) and not (self._unsure and column not in PAYMENT_COLUMNS):
                yield names.fault("rules", row, f"{key}.{column}", text)

    def _names_of(self, column: str) -> Names:
        if column not in self._texts:
            texts = dict.fromkeys(_text(column, p.texts, p) for p in self._programme.proposals)
            self._texts[column] = Names(f"a {column} that some proposal has", filter(None, texts))
        return self._texts[column]


def _text(column: str, further: Mapping[str, str], proposal: object) -> str:
    return further[column] if column in further else str(getattr(proposal, column, ""))
