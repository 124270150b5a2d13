"""What each sheet of an input workbook holds: the settings of a programme, and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from prioritise.programme.programme import Programme
from prioritise.programme.records import NEEDING, Rule
from prioritise.programme.weighting import Weighting
from prioritise.reading.columns import REQUIRED_TABLES
from prioritise.reading.keys import REACH_COLUMN
from prioritise.reading.sheets import CRITERIA, PROGRAMME, RULES
from prioritise.views.inputs.input_columns import (
    ROW,
    InputColumn,
    input_columns,
    layout_of,
    settings_columns,
)

Tables = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows of each table, cells by heading."""
_SETTINGS = {
    PROGRAMME: "One setting of the programme as a whole",
    CRITERIA: "One thing that value is made of",
    RULES: "A limit on the shortlist as a whole",
}


@dataclass(frozen=True, slots=True)
class InputSheet:
    """A sheet with one table."""

    name: str
    row: str
    """What one row is."""
    columns: tuple[InputColumn, ...]
    rows: Sequence[Mapping[str, str]]
    """Cells by heading."""
    needed: bool

    def place(self, column: str) -> int:
        """Place of a column, from 0."""
        return [one.name for one in self.columns].index(column)


def sheets_of(programme: Programme, tables: Tables) -> tuple[InputSheet, ...]:
    """Every sheet that is read, in order."""
    layout = layout_of(programme)
    scales = {c.name: sorted(c.scale) for c in programme.criteria if c.scale is not None}
    settings = {
        PROGRAMME: _programme_rows(programme),
        CRITERIA: [
            {
                "criterion": criterion.name,
                "weight": "" if programme.weighting else _text(criterion.weight),
                "low": _text(criterion.scale[0]) if criterion.scale else "",
                "high": _text(criterion.scale[1]) if criterion.scale else "",
                "curve": ";".join(f"{s:f}={marks:f}" for s, marks in criterion.curve),
                "at_least": _text(criterion.at_least),
                "at_most": _text(criterion.at_most),
                "because": criterion.because,
            }
            for criterion in programme.criteria
        ],
        RULES: [_rule_row(rule) for rule in programme.rules],
    }
    return (
        *(
            InputSheet(name, _SETTINGS[name], settings_columns(name), rows, name != RULES)
            for name, rows in settings.items()
        ),
        *(
            InputSheet(
                name,
                row,
                tuple(_scaled(column, scales) for column in input_columns(name, layout)),
                tables.get(name, ()),
                name in REQUIRED_TABLES,
            )
            for name, row in ROW.items()
        ),
    )


def _scaled(column: InputColumn, scales: Mapping[str, Sequence[Decimal]]) -> InputColumn:
    """A column of scores with the ends of its scale."""
    if column.name not in scales:
        return column
    low, high = scales[column.name]
    return replace(column, least=float(low), most=float(high))


def _programme_rows(programme: Programme) -> list[dict[str, str]]:
    layout = layout_of(programme)
    said = {
        "title": programme.title,
        "years": ";".join(programme.horizon),
        "unit": programme.unit,
        "value.size": programme.value.size,
        "value.likelihood": programme.value.likelihood,
        "extra_columns": ";".join(layout.extra),
    }
    if programme.weighting:
        said |= _weighting_rows("weights", programme.weighting)
    for group in programme.groups:
        said |= _weighting_rows(f"groups.{group.group}", group.weighting)
    for reach in programme.reach:
        fields = {name: getattr(reach, name) for name in REACH_COLUMN}
        said |= {f"reach.{reach.name}.{name}": _text(field) for name, field in fields.items()}
    for outcome in programme.outcomes:
        said[f"outcomes.{outcome.outcome}.title"] = outcome.title
        said[f"outcomes.{outcome.outcome}.sort"] = outcome.sort
    if scoring := programme.scoring:
        said["scoring.combine"] = scoring.combine
        said["scoring.trim"] = _text(scoring.trim)
        said["scoring.criteria"] = ";".join(scoring.criteria)
    return [{"key": key, "value": value} for key, value in said.items()]


def _weighting_rows(key: str, weighting: Weighting) -> dict[str, str]:
    if weighting.pairs:
        pairs = ((f"{pair.one}.{pair.other}", pair.times) for pair in weighting.pairs)
        return {f"{key}.{weighting.way}.{pair}": _text(times) for pair, times in pairs}
    figures = weighting.weights.items()
    return {f"{key}.{weighting.way}.{name}": _text(figure) for name, figure in figures}


def _rule_row(rule: Rule) -> dict[str, str]:
    row = {
        "rule": rule.name,
        "measure": rule.measure,
        "where": _conditions(rule.where),
        "for_each": rule.for_each,
        "at_least": _text(rule.at_least),
        "at_most": _text(rule.at_most),
        "column": rule.column,
        "one_of": _conditions(rule.one_of),
        "same": rule.same,
        "in_at_least": "" if rule.in_at_least is None else str(rule.in_at_least),
        "per": rule.per,
        "of": rule.of,
    }
    if rule.is_about_needs:
        row |= dict.fromkeys(NEEDING.keys() - {"measure"}, "")
    return row


def _conditions(conditions: Mapping[str, tuple[str, ...]]) -> str:
    return ";".join(f"{column}={'|'.join(texts)}" for column, texts in conditions.items())


def _text(said: str | Decimal | None) -> str:
    return f"{said:f}" if isinstance(said, Decimal) else said or ""
