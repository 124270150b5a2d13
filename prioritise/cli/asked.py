"""From a path to the programme that is asked about, without an answer to it."""

from __future__ import annotations

from pathlib import Path

from prioritise.cli.solving import honoured_in_words, solved
from prioritise.cli.stores import log_of, say_once
from prioritise.decisions.binding import bound_by
from prioritise.programme.programme import Programme
from prioritise.reading import read


def asked(path: Path, *, agreements: bool = True, store: str | None = None) -> Programme:
    """The programme of a scenario, with what is agreed, and with its baseline, which is solved."""
    reading = read(path.resolve())
    programme = reading.programme
    log = log_of(reading, store) if agreements else None
    if log is not None and log.entries:
        binding = bound_by(programme, log)
        say_once(f"{path.name} {honoured_in_words(binding, log)}")
        for note in binding.notes:
            say_once(f"note: {path.name}: {note}")
        programme = binding.programme
    if reading.baseline is not None:
        base = solved(reading.baseline, agreements=agreements, store=store)
        known = programme.proposal_of
        shortlist = tuple(name for name in base.plan.shortlist if name in known)
        programme = programme.revised(baseline=shortlist)
    return programme
