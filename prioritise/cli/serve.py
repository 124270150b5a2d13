"""`serve`: a local page on which budgets, weights, hubs and locks move, and the list follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import put, say, scenario_argument
from prioritise.cli.help_page import command
from prioritise.cli.stores import agreements_option, refuse_results, store_option
from prioritise.decisions.recorded import address_for

if TYPE_CHECKING:
    from prioritise.web.edition import Opened


@command(
    "prioritise serve scenarios/baseline.yaml",
    "prioritise serve scenarios/baseline.yaml --port 8080 --no-browser",
)
@scenario_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port of the page. Default: any that is free.",
)
@click.option(
    "--browser/--no-browser",
    "browser",
    default=True,
    help="Whether the page is opened in the browser. Default: it is.",
)
@agreements_option
@store_option
def serve(scenario: Path, port: int, browser: bool, agreements: bool, store: str | None) -> None:
    """Move budgets and weights on a local page, and watch the shortlist.

    Prints a link that works once, and serves the page until Ctrl-C. Only this computer can reach
    it, and it asks nothing of any other. What is moved can be saved as a scenario, and decisions
    can be recorded.
    """
    _refuse_without_parts()
    from prioritise.reading import read
    from prioritise.web.server import serve as run
    from prioritise.web.session import Session

    reading = read(scenario)
    refuse_results(reading)
    address = address_for(reading.programme_path, store)
    session = Session(
        lambda anew: _opened(scenario, agreements, store, anew=anew), address, honours=agreements
    )

    def tell(link: str) -> None:
        say("The page is ready, for this computer alone. The link works once; Ctrl-C stops it.")
        put(f"{link}\n")

    run(session, port, tell, open_browser=browser)


def _refuse_without_parts() -> None:
    from prioritise.programme.faults import UsageError

    try:
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise UsageError(
            'the page needs a further part: python -m pip install "prioritise[web]"'
        ) from None


def _opened(scenario: Path, agreements: bool, store: str | None, *, anew: bool = False) -> Opened:
    """The scenario with what is agreed and the baseline that it names, and what is recorded."""
    from prioritise.cli.solving import asked, forget
    from prioritise.programme.confidence import refuse_confidence
    from prioritise.web.edition import Opened

    if anew:
        forget()
    one = asked(scenario, agreements=agreements, store=store)
    refuse_confidence(one.programme, "the page")
    return Opened(one.reading, one.programme, one.log, one.digests)
