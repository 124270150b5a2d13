"""What people have moved on the page: read from a form or an address, and as changes to make.

Every setting is one field: `all` and `s.STREAM` are budgets in per cent, `m.STREAM.YEAR` is one
budget in pounds, `w.CRITERION` a weight; `h.HUB`, `r.RULE` and `p.PROPOSAL` say `in` or `out`. What
stands as it did is left out, so that the same question always has the same address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from urllib.parse import urlencode

from prioritise.programme.faults import Fault, UsageError, nearest
from prioritise.programme.money import plain
from prioritise.programme.programme import Programme
from prioritise.programme.scenario import (
    EVERY,
    DecisionChange,
    HubChange,
    RuleChange,
    Scenario,
    StreamChange,
)
from prioritise.reading.cells import BadCell, number

WHOLE = Decimal(100)
"""Per cent of a budget as it stands."""
MOST_PERCENT = Decimal(1000)
MOST_WEIGHT = Decimal(1_000_000)
MOST_POUNDS = Decimal(1_000_000_000_000)
FINEST, PENNIES = -3, -2
"""Decimal places of a per cent or a weight that is typed, and of pounds, at most."""
MOST_FAULTS = 50
"""Faulty fields that are told one by one."""
IN, OUT, FREE = "in", "out", "free"
STREAM, MONEY, WEIGHT, HUB, RULE, PROPOSAL = "s.", "m.", "w.", "h.", "r.", "p."
"""What the names of fields begin with; the id follows."""
OPENED, GOES_ON = "open", "goes-on"
"""Fields of the page that move nothing: a list that is unfolded; whether one movement goes on."""

Pairs = Iterable[tuple[str, str]]
T = TypeVar("T")


@dataclass(frozen=True)
class PageSettings:
    """What differs from the scenario as it stands, each table in order of its ids."""

    every: Decimal = WHOLE
    """Per cent of every stream's budgets."""
    streams: tuple[tuple[str, Decimal], ...] = ()
    """Per cent of a stream's budgets, on top of that."""
    money: tuple[tuple[tuple[str, str], Decimal], ...] = ()
    """Pounds that a stream has in a year, whatever the per cent."""
    weights: tuple[tuple[str, Decimal], ...] = ()
    """Weights, in the programme's own figures."""
    hubs: tuple[tuple[str, bool], ...] = ()
    """Hubs that take part, or do not."""
    rules: tuple[tuple[str, bool], ...] = ()
    """Rules that do not hold."""
    locks: tuple[tuple[str, bool], ...] = ()
    """Proposals that are in, or out."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing was moved."""
        return self == PageSettings()

    @property
    def but_money(self) -> tuple[object, ...]:
        """Everything that is not about budgets."""
        return self.weights, self.hubs, self.rules, self.locks

    def pairs(self) -> list[tuple[str, str]]:
        """As fields."""
        every = [] if self.every == WHOLE else [("all", str(self.every))]
        return [
            *every,
            *((STREAM + name, str(percent)) for name, percent in self.streams),
            *((f"{MONEY}{name}.{year}", str(sum_)) for (name, year), sum_ in self.money),
            *((WEIGHT + name, str(weight)) for name, weight in self.weights),
            *((HUB + name, IN if takes_part else OUT) for name, takes_part in self.hubs),
            *((RULE + name, IN if holds else OUT) for name, holds in self.rules),
            *((PROPOSAL + name, IN if chosen else OUT) for name, chosen in self.locks),
        ]

    def query(self, opened: Iterable[str] = (), **more: str) -> str:
        """As the end of an address, with its question mark; empty where nothing was moved.

        Parameters
        ----------
        opened
            Lists that are unfolded.
        more
            Further fields.
        """
        folds = ((OPENED, name) for name in opened)
        text = urlencode([*self.pairs(), *folds, *more.items()])
        return f"?{text}" if text else ""

    def without(self, field_name: str) -> str:
        """The address, as in `query`, of all that was moved but one field."""
        text = urlencode([pair for pair in self.pairs() if pair[0] != field_name])
        return f"?{text}" if text else ""

    def scenario(self, title: str) -> Scenario:
        """As a scenario: changes to a programme."""
        streams = dict(self.streams)
        if self.every != WHOLE:
            streams = {EVERY: self.every, **streams}
        cells = self.cells()
        return Scenario(
            title=title,
            streams={
                name: StreamChange(
                    scale=plain(streams[name] / WHOLE) if name in streams else None,
                    cells=cells.get(name, {}),
                )
                for name in {**streams, **cells}
            },
            weights=dict(self.weights),
            hubs=HubChange(add=_names(self.hubs, True), drop=_names(self.hubs, False)),
            rules=RuleChange(drop=_names(self.rules, False)),
            decisions=DecisionChange.model_validate(
                {"in": _names(self.locks, True), "out": _names(self.locks, False)}
            ),
        )

    def cells(self) -> dict[str, dict[str, int]]:
        """Pence of each stream in the years in which they are given in pounds."""
        found: dict[str, dict[str, int]] = {}
        for (name, year), pounds in self.money:
            found.setdefault(name, {})[year] = int(pounds * 100)
        return found

    def moves(self) -> list[str]:
        """What was moved, in words, in the order of `pairs`."""
        every = [] if self.every == WHOLE else [f"all budgets {self.every}%"]
        return [
            *every,
            *(f"{name} {percent}%" for name, percent in self.streams),
            *(f"{name} {year} £{sum_:,}" for (name, year), sum_ in self.money),
            *(f"{name} weighs {weight}" for name, weight in self.weights),
            *(f"{name} {'takes part' if part else 'left out'}" for name, part in self.hubs),
            *(f"without “{name}”" for name, _ in self.rules),
            *(f"{name} {IN if chosen else OUT}" for name, chosen in self.locks),
        ]

    def in_words(self) -> str:
        """What was moved, in a line; empty where nothing was."""
        return ", ".join(self.moves())


@dataclass
class _Draft:
    """Fields as they are read."""

    programme: Programme
    every: Decimal = WHOLE
    streams: dict[str, Decimal] = field(default_factory=dict)
    money: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)
    hubs: dict[str, bool] = field(default_factory=dict)
    rules: dict[str, bool] = field(default_factory=dict)
    locks: dict[str, bool] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def settings_of(pairs: Pairs, programme: Programme) -> tuple[PageSettings, tuple[Fault, ...]]:
    """The settings that some fields ask for, and what is wrong with the fields.

    Parameters
    ----------
    pairs
        Names and values of fields; fields of other names are passed over.
    programme : Programme
        The scenario as it stands. What a faulty field would change stays so.

    Raises
    ------
    UsageError
        So many fields are faulty that they are of no page of this programme.
    """
    draft = _Draft(programme)
    for name, text in pairs:
        for start, read in _READERS.items():
            if name == start or (start.endswith(".") and name.startswith(start)):
                read(draft, name.removeprefix(start), text.strip())
                if len(draft.faults) > MOST_FAULTS:
                    raise UsageError(
                        f"more than {MOST_FAULTS} fields make no sense here, so none was taken: "
                        "load the page again"
                    )
    known = {each.name: each.weight for each in programme.criteria}
    found = PageSettings(
        every=draft.every,
        streams=_moved(draft.streams, lambda name, percent: percent != WHOLE),
        money=tuple(sorted(draft.money.items())),
        weights=_moved(draft.weights, lambda name, weight: weight != known[name]),
        hubs=_moved(draft.hubs, lambda name, part: part != programme.takes_part(name)),
        rules=_moved(draft.rules, lambda name, holds: not holds),
        locks=_moved(draft.locks, lambda name, chosen: not _decided(programme, name, chosen)),
    )
    return found, tuple(draft.faults)


def scaled(pence: int, every: Decimal, percent: Decimal) -> int:
    """A budget under two percentages, for a caption; the programme itself rounds each year."""
    return round(pence * Fraction(every) * Fraction(percent) / 10_000)


def _every(draft: _Draft, name: str, text: str) -> None:
    draft.every = _number(draft, "all", text, MOST_PERCENT, draft.every)


def _stream(draft: _Draft, name: str, text: str) -> None:
    if _is_known(draft, STREAM + name, name, draft.programme.stream_of, "stream"):
        draft.streams[name] = _number(draft, STREAM + name, text, MOST_PERCENT, WHOLE)


def _money(draft: _Draft, name: str, text: str) -> None:
    stream = next(
        (name[: -len(year) - 1] for year in draft.programme.years if name.endswith(f".{year}")), ""
    )
    known = draft.programme.stream_of
    if text and _is_known(draft, MONEY + name, stream, known, "stream, a point and a year"):
        year = name[len(stream) + 1 :]
        nothing = Decimal(-1)
        pounds = _number(draft, MONEY + name, text, MOST_POUNDS, nothing, PENNIES)
        if pounds != nothing:
            draft.money[stream, year] = pounds


def _weight(draft: _Draft, name: str, text: str) -> None:
    known = {each.name: each.weight for each in draft.programme.criteria}
    if _is_known(draft, WEIGHT + name, name, known, "criterion"):
        draft.weights[name] = _number(draft, WEIGHT + name, text, MOST_WEIGHT, known[name])


def _hub(draft: _Draft, name: str, text: str) -> None:
    if _is_known(draft, HUB + name, name, draft.programme.hub_of, "hub"):
        if text in (IN, OUT):
            # A box that is ticked comes after the `out` that stands for one that is not.
            draft.hubs[name] = text == IN
        else:
            draft.faults.append(_fault(HUB + name, text, "in or out"))


def _rule(draft: _Draft, name: str, text: str) -> None:
    if _is_known(draft, RULE + name, name, [r.name for r in draft.programme.rules], "rule"):
        if text in (IN, OUT):
            draft.rules[name] = text == IN
        else:
            draft.faults.append(_fault(RULE + name, text, "in or out"))


def _proposal(draft: _Draft, name: str, text: str) -> None:
    if _is_known(draft, PROPOSAL + name, name, draft.programme.proposal_of, "proposal"):
        if text in (IN, OUT):
            draft.locks[name] = text == IN
        elif text != FREE:
            draft.faults.append(_fault(PROPOSAL + name, text, "in, out or free"))


_READERS: Mapping[str, Callable[[_Draft, str, str], None]] = {
    "all": _every,
    STREAM: _stream,
    MONEY: _money,
    WEIGHT: _weight,
    HUB: _hub,
    RULE: _rule,
    PROPOSAL: _proposal,
}


def _number(
    draft: _Draft, name: str, text: str, most: Decimal, otherwise: Decimal, finest: int = FINEST
) -> Decimal:
    expected = f"a number from 0 to {most:,}, to {-finest} decimal places at most"
    try:
        found = number(text) if len(text) <= len(f"{most}") - finest + 1 else None
    except BadCell:
        found = None
    if found is not None and 0 <= found <= most:
        exact = plain(found)
        exponent = exact.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= finest:
            return exact
    draft.faults.append(_fault(name, text, expected))
    return otherwise


def _is_known(draft: _Draft, field_name: str, name: str, known: Collection[str], what: str) -> bool:
    if name in known:
        return True
    near = nearest(name, list(known))
    draft.faults.append(
        Fault("settings", None, field_name, repr(name), f"the id of a {what}", near)
    )
    return False


def _fault(name: str, text: str, expected: str) -> Fault:
    return Fault("settings", None, name, repr(text[:40]) if text else "nothing", expected)


def _decided(programme: Programme, name: str, chosen: bool) -> bool:
    """Whether the scenario itself has it so already."""
    decision = programme.decision_of.get(name)
    return decision is not None and decision.chosen == chosen


def _moved(found: dict[str, T], differs: Callable[[str, T], bool]) -> tuple[tuple[str, T], ...]:
    return tuple((name, value) for name, value in sorted(found.items()) if differs(name, value))


def _names(table: Iterable[tuple[str, bool]], wanted: bool) -> tuple[str, ...]:
    return tuple(name for name, value in table if value == wanted)
