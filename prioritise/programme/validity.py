"""Faults that only several records together show: references, scales, payers, rules, decisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from prioritise.programme.faults import Fault
from prioritise.programme.programme import Programme
from prioritise.programme.validity_actuals import actual_faults
from prioritise.programme.validity_agreed import agreed_faults
from prioritise.programme.validity_appraisal import appraisal_faults
from prioritise.programme.validity_criteria import criterion_faults
from prioritise.programme.validity_gates import gate_faults
from prioritise.programme.validity_names import AlsoKnown, Everything, Lookup, Names, twice
from prioritise.programme.validity_progress import progress_faults
from prioritise.programme.validity_rules import numeric_columns, rule_faults
from prioritise.programme.validity_tables import table_faults
from prioritise.programme.validity_uncertainty import uncertainty_faults

__all__ = ["AlsoKnown", "Everything", "faults_of"]


def faults_of(programme: Programme, also_known: AlsoKnown | None = None) -> list[Fault]:
    """Every fault of a programme that no record shows by itself.

    Parameters
    ----------
    programme
        What was read, or a programme under a scenario.
    also_known
        Ids that were seen in rows which were refused for another reason, by table.

    Returns
    -------
    list of Fault
        `place` is the table (or `programme`, `criteria`, `value`, `rules`, `scenario`,
        `uncertainty`, `appraisal`), `row` the place of the record in its tuple, `column` the
        column, or the key below `place`.
    """
    look = Lookup(programme, also_known or {})
    return [
        *_year_faults(programme.horizon),
        *criterion_faults(programme.criteria),
        *_size_faults(look),
        *table_faults(look),
        *rule_faults(programme, look.hubs, look.streams, bool(look.also.get("proposals"))),
        *_scenario_faults(look),
        *uncertainty_faults(look),
        *appraisal_faults(look),
        *actual_faults(look),
        *gate_faults(look),
        *progress_faults(look),
        *agreed_faults(look),
    ]


_FINANCIAL_YEAR = re.compile(r"([0-9]{4})[-/]([0-9]{2}(?:[0-9]{2})?)")


def _year_faults(years: Sequence[str]) -> Iterator[Fault]:
    again = [year for year, times in Counter(years).items() if times > 1]
    if again:
        yield Fault("programme", None, "years", f"{again[0]!r} again", "every year once")
        return
    before: int | None = None
    for year in years:
        match = _FINANCIAL_YEAR.fullmatch(year)
        first = int(match[1]) if match else None
        if match and first is not None:
            right = str(first + 1)[-len(match[2]) :]
            if match[2] != right:
                expected = f"{year[:5]}{right}"
                yield Fault("programme", None, "years", repr(year), f"such as {expected!r}")
            elif before is not None and first != before + 1:
                expected = f"the year that starts in {before + 1}, since years follow one another"
                yield Fault("programme", None, "years", repr(year), expected)
        before = first


def _size_faults(look: Lookup) -> Iterator[Fault]:
    size = look.programme.value.size
    if size in ("none", "public_cost"):
        return
    names = Names("none, public_cost or a column of numbers", numeric_columns(look.programme))
    if size not in names and not look.also.get("proposals"):
        yield names.fault("value", None, "size", size)
    for row, proposal in enumerate(look.programme.proposals):
        number = proposal.jobs if size == "jobs" else proposal.numbers.get(size, Decimal(0))
        if number is not None and number < 0:
            expected = "0 or more, since scores judge each unit of it"
            yield Fault("proposals", row, size, str(number), expected)


def _scenario_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    for column, names, ids in (
        ("hubs.add", look.hubs, programme.added_hubs),
        ("hubs.drop", look.hubs, programme.dropped_hubs),
        ("proposals.drop", look.proposals, programme.dropped_proposals),
        ("decisions", look.proposals, tuple(d.proposal for d in programme.decisions)),
        ("baseline", look.proposals, programme.baseline or ()),
        ("stay.near", look.proposals, programme.near.shortlist if programme.near else ()),
    ):
        for name in ids:
            if not names.accepts(name):
                yield names.fault("scenario", None, column, name)
    yield from twice("scenario", "decisions", [d.proposal for d in programme.decisions], "id")
