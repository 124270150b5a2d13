"""How sure a shortlist is, on a terminal: words first, then those that hang on what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.robust.robustness import Robustness
from prioritise.programme.sampling import declared
from prioritise.programme.uncertainty import USUAL_CONCENTRATION
from prioritise.views.robust.robust_tables import NamedList, broken_first
from prioritise.views.rounding import percent, points
from prioritise.views.screen import Screen, right

BAR, SHARE, NAME = 12, 7, 10
"""Widths of the columns."""
LIMITS = 3
"""Broken limits that are named."""


def show_robustness(
    tally: Robustness, lists: Sequence[NamedList], compared: int, screen: Screen | None = None
) -> None:
    """Print what many draws come to.

    Parameters
    ----------
    tally : Robustness
        The draws.
    lists : sequence of Named
        The chosen list, those that were given, and last the one that risks least.
    compared : int
        How many lists were compared to find it.
    """
    screen = screen or Screen()
    programme = tally.asked.programme
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
    screen.line(what_is_drawn(tally))
    for sentence in _what_came_of_it(tally):
        screen.note(sentence)
    screen.line()
    screen.line(_groups_in_words(tally))
    _borderline(screen, tally)
    _regrets(screen, tally, lists, compared)
    screen.note(
        "Every draw counts alike: the shares say how an answer hangs on what was declared "
        "uncertain, and are no likelihoods beyond that."
    )


def what_is_drawn(tally: Robustness) -> str:
    """What was drawn, how often, in a sentence."""
    said = declared(tally.asked.programme)
    parts = []
    if said.weights is not None:
        weights = said.weights
        if weights.order:
            parts.append(f"weights in the order {', '.join(weights.order)}")
        elif weights.within:
            parts.append(f"weights within ranges ({', '.join(weights.within)})")
        else:
            spread = weights.concentration or USUAL_CONCENTRATION
            parts.append(f"weights around the chosen ones (concentration {spread:g})")
    if said.scores:
        parts.append("scores, kept within their scales")
    if said.costs:
        parts.append("costs")
    if said.streams:
        parts.append(f"money that may come late or be cut ({', '.join(said.streams)})")
    return f"{tally.draws:,} draws of {_listed(parts)}; seed {tally.seed}."


def _what_came_of_it(tally: Robustness) -> list[str]:
    counts = tally.statuses
    solved = tally.draws - tally.settled
    sentences = [
        f"{counts['optimal']:,} proven best: {solved:,} solved, {tally.settled:,} proven by what "
        "is known at other weights."
        if tally.settled
        else f"{counts['optimal']:,} solved and proven best."
    ]
    for status, words in (
        ("feasible", "stopped by a limit: what is shown there may not be the best"),
        ("infeasible", "in which no shortlist keeps every limit"),
        ("failed", "without an answer, since time was up, or the solver or its worker failed"),
    ):
        if counts[status]:
            sentences.append(f"{counts[status]:,} {words}.")
    if tally.answered < tally.draws:
        sentences.append(f"Shares are of the {tally.answered:,} draws that have a shortlist.")
    return sentences


def in_words(tally: Robustness) -> list[str]:
    """What was drawn and what came of it, in a few sentences."""
    return [_groups_in_words(tally), what_is_drawn(tally), *_what_came_of_it(tally)]


def _groups_in_words(tally: Robustness) -> str:
    proposals = tally.asked.programme.proposal_of
    groups = [tally.group(name) for name in proposals]
    core, exterior = groups.count("core"), groups.count("exterior")
    borderline = groups.count("borderline")
    return (
        f"{_proposals(core)} in whatever is drawn; {_proposals(exterior)} out whatever is drawn; "
        f"{borderline or 'none'} hang{'' if borderline > 1 else 's'} on it."
    )


def _proposals(number: int) -> str:
    return "1 proposal is" if number == 1 else f"{number or 'no'} proposals are"


def _borderline(screen: Screen, tally: Robustness) -> None:
    programme = tally.asked.programme
    names = [name for name in programme.proposal_of if tally.group(name) == "borderline"]
    if not names:
        return
    screen.heading("In some draws", right("share in", SHARE + BAR + 1))
    chosen = set(tally.asked.plan.shortlist)
    width = screen.width - 2 - NAME - 4 - SHARE - BAR - 1
    for name in sorted(names, key=lambda name: (-tally.share_in(name), name)):
        share = tally.share_in(name)
        mark = ("in  ", "green") if name in chosen else ("out ", "dim")
        screen.row(
            ("  ", ""),
            (screen.cut(name, NAME - 1) + " ", "bold"),
            mark,
            (screen.cut(programme.proposal_of[name].title, width), ""),
            (right(percent(share, short=True), SHARE) + " ", ""),
            (_bar(screen, float(share)), "cyan"),
        )
    screen.note("`in` and `out` are what the answer to the scenario as it stands says.")


def _bar(screen: Screen, share: float) -> str:
    eighths = max(1, round(share * BAR * 8)) if share else 0
    if screen.is_plain:
        return "#" * max(1, round(share * BAR))
    whole, rest = divmod(eighths, 8)
    return "█" * whole + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")


def _regrets(screen: Screen, tally: Robustness, lists: Sequence[NamedList], compared: int) -> None:
    screen.heading("What a list may lose against the best of a draw", right("points", 12))
    for place, named in enumerate(lists):
        regret = named.regret
        room = screen.width - 2 - 12
        text = "-" if regret.most is None else points(regret.most)
        screen.row(("  ", ""), (screen.cut(named.name, room), ""), (right(text, 12), ""))
        for sentence in _about(tally, named):
            screen.line(sentence, "dim", lead="    ")
        if place == len(lists) - 1:
            screen.line(_least(tally, named, lists, compared), lead="    ")


def _about(tally: Robustness, named: NamedList) -> list[str]:
    regret, found = named.regret, []
    if regret.impossible:
        limits = broken_first(regret)
        shown = "; ".join(f"{limit} ({times:,})" for limit, times in limits[:LIMITS])
        more = f"; and {len(limits) - LIMITS} more" if len(limits) > LIMITS else ""
        found.append(f"cannot be done in {regret.impossible:,} draws: {shown}{more}")
    if regret.unknown:
        found.append(f"not known in {regret.unknown:,} draws")
    return found


def _least(tally: Robustness, named: NamedList, lists: Sequence[NamedList], compared: int) -> str:
    chosen = lists[0].regret
    if compared == 1:
        return "no other list was best in any draw: it is the chosen one."
    first = f"the least of {compared:,} lists, each best in some draw or asked for"
    if named.regret.ids == chosen.ids:
        return f"{first}: it is the chosen one."
    gains = [name for name in named.regret.ids if name not in chosen.ids]
    loses = [name for name in chosen.ids if name not in named.regret.ids]
    changes = []
    if gains:
        changes.append(f"with {', '.join(gains)}")
    if loses:
        changes.append(f"without {', '.join(loses)}")
    return f"{first}: the chosen one {' and '.join(changes)}."


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts) or "nothing"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
