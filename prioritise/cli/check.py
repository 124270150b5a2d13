"""`check`: every fault of the inputs at once, then warnings before any solving."""

from __future__ import annotations

from pathlib import Path

from prioritise.cli.common import (
    JSON,
    TABLE,
    format_option,
    print_rows,
    put,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options


@command("prioritise check scenarios/baseline.yaml")
@scenario_argument
@what_if_options()
@format_option
def check(scenario: Path, layout: str | None) -> None:
    """Read SCENARIO and say what is wrong with it, or may not be meant.

    Names every fault by file, row and column, and ends with exit code 3 where there is one.
    Otherwise prints how many rows of each table were used, and warns of what is allowed but
    unusual.
    """
    from prioritise.reading import FaultyInput, read
    from prioritise.reading.scenario_rows import scenario_row_faults
    from prioritise.render.json_text import Json, json_text, rows_of
    from prioritise.views.inputs.check_screen import (
        counts_table,
        show_counts,
        show_warnings,
        show_weights,
    )
    from prioritise.views.inputs.input_warnings import input_warnings
    from prioritise.views.screen import Screen

    layout = wanted(layout)
    try:
        reading = read(scenario)
        if faults := scenario_row_faults(reading.programme_path):
            raise FaultyInput(faults, reading.counts)
    except FaultyInput as problem:
        if layout == TABLE:
            show_counts(counts_table(problem.counts), Screen())
        raise
    counts = counts_table(reading.counts)
    warnings = input_warnings(reading.programme)
    if layout == TABLE:
        screen = Screen()
        show_counts(counts, screen)
        show_weights(reading.programme, screen)
        show_warnings(reading.programme.scenario or reading.programme.title, warnings, screen)
    elif layout == JSON:
        told: list[Json] = [*warnings]
        put(json_text({"tables": rows_of(counts), "warnings": told}))
    else:
        print_rows(counts, layout)
        for warning in warnings:
            say(f"warning: {warning}")
