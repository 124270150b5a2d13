"""`export`: the shortlist as one CSV for sign-off."""

from __future__ import annotations

from pathlib import Path

import click

from prioritise.cli.common import CSV, JSON, output_option, put, say, scenario_argument
from prioritise.cli.help_page import command


@command("prioritise export scenarios/baseline.yaml -o sign-off.csv")
@scenario_argument
@click.option(
    "--format",
    "layout",
    type=click.Choice([CSV, JSON]),
    default=CSV,
    help="csv unless json is asked.",
)
@output_option("Write to a file instead of stdout.")
def export(scenario: Path, layout: str, output: Path | None) -> None:
    """Write the shortlist as one list for budget holders to sign.

    One row a proposal: what is selected, by hub, with its streams and what they pay in each year;
    then the reserve list in its order; room for a name and a date.
    """
    from prioritise.cli.solving import solved
    from prioritise.insight.reserve import reserve_list
    from prioritise.present.csv_file import csv_text
    from prioritise.present.json_text import table_json
    from prioritise.present.run_screen import answer
    from prioritise.present.sign_off import sign_off_table
    from prioritise.present.whole import whole_file

    plan = solved(scenario).plan
    table = sign_off_table(plan, reserve_list(plan))
    text = table_json(table) if layout == JSON else csv_text(table)
    if output is None:
        put(text)
    else:
        with whole_file(output) as draft:
            draft.write_bytes(text.encode())
    say(" ".join(answer(plan)))
    if output is not None:
        say(f"wrote {output}")
