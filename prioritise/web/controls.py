"""The sliders, boxes and switches of the page, as plain records for its template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from prioritise.programme.money import money_text, plain
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from prioritise.web.settings import HUB, MONEY, RULE, STREAM, WEIGHT, WHOLE, PageSettings, scaled

SLIDER_TOP = 200
"""Per cent at the end of a slider; larger figures can be typed."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider with its number."""

    element: str
    """Id of the element."""
    field: str
    """Name of the field."""
    label: str
    value: str
    top: str
    """Where the slider ends."""
    step: str
    plain: str
    """The figure of the scenario as it stands."""
    caption: str
    """What it comes to."""
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A hub that takes part, or does not."""

    element: str
    field: str
    label: str
    hint: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Controls:
    """Everything that can be moved, the locks of proposals aside."""

    every: Slider
    streams: tuple[Slider, ...]
    weights: tuple[Slider, ...]
    hubs: tuple[Box, ...]
    rules: tuple[Box, ...]
    years: tuple[str, ...]
    money: tuple[MoneyBoxes, ...]


@dataclass(frozen=True, slots=True)
class MoneyBoxes:
    """The budgets of one stream, to be typed in pounds."""

    label: str
    boxes: tuple[tuple[str, str, str], ...]
    """Of each year: name of the field, what was typed, and pounds as the scenario has them."""


def controls(programme: Programme, settings: PageSettings) -> Controls:
    """The controls, as some settings have them."""
    return Controls(
        _every(programme, settings),
        tuple(_streams(programme, settings)),
        tuple(_weights(programme, settings)),
        tuple(_hubs(programme, settings)),
        tuple(_rules(programme, settings)),
        programme.years,
        tuple(_money(programme, settings)),
    )


def _rules(programme: Programme, settings: PageSettings) -> Iterator[Box]:
    moved = dict(settings.rules)
    for number, rule in enumerate(programme.rules):
        ticked = moved.get(rule.name, True)
        yield Box(f"rule-{number}", RULE + rule.name, rule.name, "", ticked)


def _money(programme: Programme, settings: PageSettings) -> Iterator[MoneyBoxes]:
    typed = dict(settings.money)
    for stream in programme.streams:
        boxes = (
            (
                f"{MONEY}{stream.stream}.{year}",
                str(typed.get((stream.stream, year), "")),
                f"{Decimal(pence) / 100:,.0f}",
            )
            for year, pence in zip(programme.years, stream.budgets, strict=True)
        )
        yield MoneyBoxes(stream.name, tuple(boxes))


def _every(programme: Programme, settings: PageSettings) -> Slider:
    total = sum(
        _total(programme, settings, stream) for stream in programme.streams if not stream.parent
    )
    caption = money_text(_shortened(total), programme.unit)
    is_moved = settings.every != WHOLE
    return _percent("budget-all", "all", "All streams", settings.every, caption, is_moved)


def _streams(programme: Programme, settings: PageSettings) -> Iterator[Slider]:
    percents = dict(settings.streams)
    for number, stream in enumerate(programme.streams):
        percent = percents.get(stream.stream, WHOLE)
        total = _total(programme, settings, stream)
        caption = money_text(_shortened(total), programme.unit)
        yield _percent(
            f"budget-{number}",
            STREAM + stream.stream,
            stream.name,
            percent,
            caption,
            stream.stream in percents,
        )


def _total(programme: Programme, settings: PageSettings, stream: Stream) -> int:
    """Pence of a stream in all years: per cent of its budgets, but what is typed in pounds."""
    percent, typed = dict(settings.streams).get(stream.stream, WHOLE), settings.cells()
    cells = typed.get(stream.stream, {})
    pairs = zip(programme.years, stream.budgets, strict=True)
    left = sum(budget for year, budget in pairs if year not in cells)
    return scaled(left, settings.every, percent) + sum(cells.values())


def _percent(
    element: str, field: str, label: str, percent: Decimal, caption: str, is_moved: bool
) -> Slider:
    return Slider(
        element, field, label, str(percent), str(SLIDER_TOP), "1", "100", caption, is_moved
    )


def _weights(programme: Programme, settings: PageSettings) -> Iterator[Slider]:
    moved = dict(settings.weights)
    weights = {each.name: moved.get(each.name, each.weight) for each in programme.criteria}
    total = sum(weights.values())
    top = max(100, ceil(2 * max(each.weight for each in programme.criteria)))
    fine = all(weight <= 2 for weight in weights.values())
    for number, criterion in enumerate(programme.criteria):
        weight = weights[criterion.name]
        share = f"{float(100 * weight / total):.1f}%" if total else "–"
        yield Slider(
            f"weight-{number}",
            WEIGHT + criterion.name,
            criterion.name,
            str(plain(weight)),
            "2" if fine else str(top),
            "0.01" if fine else "1",
            str(plain(criterion.weight)),
            share,
            criterion.name in moved,
        )


def _hubs(programme: Programme, settings: PageSettings) -> Iterator[Box]:
    moved = dict(settings.hubs)
    for number, hub in enumerate(programme.hubs):
        ticked = moved.get(hub.hub, programme.takes_part(hub.hub))
        hint = "proposed" if hub.status == "proposed" else ""
        yield Box(f"hub-{number}", HUB + hub.hub, hub.name, hint, ticked)


def _shortened(pence: int) -> int:
    """Pence, to whole thousands of pounds where that is exact enough for a caption."""
    return round(pence, -5) if pence >= 100_000_000 else pence
