"""What `hubs` shows: who is within reach, what a further hub adds, and who is beyond them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.covering import Cover
from prioritise.hubs.reach import HubReach
from prioritise.hubs.screening import HEADING, Straight
from prioritise.views.rounding import decimals, percent
from prioritise.views.screen import Screen, right
from prioritise.views.table import figure

COLUMNS = 4
"""Thresholds that have room beside each other."""
FIGURE = 12
"""Width of a column of people."""
FEW = 3
"""Proposed hubs of which everything is told on the screen."""
PAIRS = 6
"""Overlaps that are shown."""


def show_hubs(
    appraisal: HubAppraisal,
    basis: str,
    notes: Iterable[str],
    screen: Screen | None = None,
) -> None:
    """Print an appraisal.

    Parameters
    ----------
    basis
        What the minutes are; an estimate stands under its own heading.
    notes
        What the figures rest on, a sentence each.
    """
    view = _View(screen or Screen(), appraisal)
    view.answer(basis, notes)
    view.reach()
    view.further()
    view.sets()
    view.enough()
    view.tenths()
    view.overlaps()


def in_words(appraisal: HubAppraisal) -> list[str]:
    """Who is reached, and what each further hub that is told of adds."""
    return list(_View(Screen(), appraisal).sentences())


def estimate_note(count: int, straight: Straight) -> str:
    """What a screening estimate is, for every page that shows one."""
    return (
        f"{HEADING.capitalize()}: {straight.in_words}, for {count:,} pairs of zone and hub. "
        "It knows no road, hill or bus; no journey was timed."
    )


class _View:
    def __init__(self, screen: Screen, appraisal: HubAppraisal) -> None:
        self.screen = screen
        self.appraisal = appraisal
        self.access = appraisal.access
        self.shown = appraisal.thresholds[:COLUMNS]
        self.everybody = self.access.people
        few = len(self.access.proposed) <= FEW
        self.told = self.access.proposed if few else appraisal.further[:FEW]

    def answer(self, basis: str, notes: Iterable[str]) -> None:
        screen, programme = self.screen, self.access.programme
        screen.line(programme.title, "bold")
        if programme.scenario:
            screen.line(programme.scenario)
        if basis == HEADING:
            screen.line(HEADING.capitalize(), "bold yellow")
        screen.line()
        for sentence in self.sentences():
            screen.line(sentence, "bold")
        screen.line()
        for note in notes:
            screen.note(note)

    def sentences(self) -> Iterator[str]:
        if self.access.agreed:
            yield self._who_is_reached()
        yield from map(self._what_it_adds, self.told)

    def reach(self) -> None:
        self._heading("People within reach of")
        for hub in self.access.agreed:
            self._row(self._name(hub), [self._reach(hub, m).people for m in self.shown])
        if self.access.agreed:
            reached = [self.access.reached(self.access.agreed, m) for m in self.shown]
            self._row("any agreed hub", reached, "bold")
        beyond = self.appraisal.beyond[: len(self.shown)]
        self._row("beyond every agreed hub", [row.people for row in beyond], "bold")
        if self.access.proposed:
            left = [row.with_proposed for row in beyond]
            self._row("and every proposed one", left)
        if beyond and beyond[0].without_journey:
            people = beyond[0].without_journey
            self.screen.note(f"{people:,} of them live in zones without a journey to any hub.")
        if len(self.appraisal.thresholds) > COLUMNS:
            self.screen.note("Further thresholds stand in the tables.")

    def further(self) -> None:
        if len(self.access.proposed) > FEW:
            self._ranked()
        for hub in self.told:
            added = hub in self.access.programme.added_hubs
            status = "which the scenario adds" if added else "proposed"
            self._heading(f"{self._name(hub)}, {status}")
            found = [self._reach(hub, minutes) for minutes in self.shown]
            self._row("within reach", [reach.people for reach in found])
            self._row("newly reached", [reach.newly_reached or 0 for reach in found], "bold")
            self._row("better off", [reach.better_off or 0 for reach in found])
            saved = [round(reach.saved or 0) for reach in found]
            self._row("person-minutes saved", saved)

    def sets(self) -> None:
        if len(self.access.proposed) < 2:
            return
        screen = self.screen
        headings = right("adds", FIGURE) + right("reached", FIGURE) + right("share", 8)
        for minutes in self.shown:
            covers = [cover for cover in self.appraisal.covers if cover.minutes == minutes]
            if covers:
                screen.heading(f"Best further hubs, {_text(minutes)} minutes", headings)
            for cover in covers:
                lead = f"  {len(cover.hubs)}  " if cover.place == 1 else "     or "
                room = screen.width - len(lead) - 2 * FIGURE - 8
                screen.row(
                    (lead, "" if cover.place == 1 else "dim"),
                    (screen.cut(", ".join(map(self._name, cover.hubs)), room), ""),
                    (right(f"+{cover.adds:,}", FIGURE), ""),
                    (right(f"{cover.people:,}", FIGURE), ""),
                    (right(self._percent(cover.people), 8), "dim"),
                )
                if not cover.is_proven:
                    more = cover.bound - cover.people
                    screen.note(f"     not proven: {more:,} more people may be possible", "yellow")

    def enough(self) -> None:
        share = self.appraisal.share
        if share is None:
            return
        self.screen.heading(f"How few further hubs reach {figure(share * 100)}% of all people")
        for minutes, cover in zip(self.appraisal.thresholds, self.appraisal.enough, strict=True):
            self.screen.line(
                f"within {_text(minutes)} minutes: {self._enough(cover, minutes)}", lead="  "
            )

    def tenths(self) -> None:
        if not self.appraisal.tenths:
            return
        screen = self.screen
        minutes = self.shown[len(self.shown) // 2]
        proposed = self.told
        headings = right("people", FIGURE) + right("agreed", FIGURE)
        headings += "".join(right(f"+{screen.cut(h, 10).rstrip()}", FIGURE) for h in proposed)
        screen.heading(f"Tenths of deprivation, {_text(minutes)} min", headings)
        room = screen.width - FIGURE * (2 + len(proposed))
        first = self.access.hubs[0] if self.access.hubs else ""
        rows = [row for row in self.appraisal.tenths if row.reach.minutes == minutes]
        for row in rows:
            if row.reach.hub != first:
                continue
            new = [
                each.reach.newly_reached or 0
                for hub in proposed
                for each in rows
                if each.tenth == row.tenth and each.reach.hub == hub
            ]
            self._cells(_tenth(row.tenth), [row.population, row.agreed, *new], room)
        self.screen.note(
            "People in each tenth, those whom an agreed hub reaches, and those newly reached."
        )

    def overlaps(self) -> None:
        minutes = self.shown[len(self.shown) // 2]
        pairs = [pair for pair in self.appraisal.overlaps if pair.minutes == minutes]
        pairs = sorted((pair for pair in pairs if pair.people), key=lambda pair: -pair.people)
        if not pairs:
            return
        heading = f"People within {_text(minutes)} minutes of two hubs"
        self.screen.heading(heading, right("people", FIGURE))
        for pair in pairs[:PAIRS]:
            names = f"{self._name(pair.hub)} and {self._name(pair.other)}"
            self._cells(names, [pair.people], self.screen.width - FIGURE)
        if len(pairs) > PAIRS:
            self.screen.note(f"and {len(pairs) - PAIRS} more pairs.")

    def _who_is_reached(self) -> str:
        number = len(self.access.agreed)
        hubs = "the agreed hub" if number == 1 else f"one of {number} agreed hubs"
        reached = [self.access.reached(self.access.agreed, minutes) for minutes in self.shown]
        verbs = ["are ", *[""] * COLUMNS]
        first, *others = [
            f"{people:,} ({self._percent(people)}) {verb}within {_text(minutes)}"
            for people, minutes, verb in zip(reached, self.shown, verbs, strict=False)
        ]
        told = _and([f"{first} minutes of {hubs}", *others])
        return f"Of {self.everybody:,} {self.access.who}, {told}."

    def _ranked(self) -> None:
        """Every proposed hub by whom it alone would newly reach, most at the middle threshold."""
        middle = self.shown[len(self.shown) // 2]
        self._heading("Newly reached by one further hub")
        for hub in sorted(
            self.access.proposed,
            key=lambda hub: (-(self._reach(hub, middle).newly_reached or 0), hub),
        ):
            found = [self._reach(hub, minutes).newly_reached or 0 for minutes in self.shown]
            self._row(self._name(hub), found)

    def _what_it_adds(self, hub: str) -> str:
        found = [self._reach(hub, minutes) for minutes in self.shown]
        new = _and([f"{reach.newly_reached or 0:,}" for reach in found])
        within = _and([_text(minutes) for minutes in self.shown])
        text = f"{self._name(hub)} would newly bring {new} people within {within} minutes of a hub"
        last = found[-1]
        if last.better_off:
            mean = Fraction(last.saved or 0) / last.better_off
            text += (
                f", and {last.better_off:,} others within {_text(last.minutes)} minutes nearer "
                f"to one, by {decimals(mean, 0)} minutes on average"
            )
        return f"{text}."

    def _enough(self, cover: Cover | None, minutes: Decimal) -> str:
        if cover is None:
            people = self.access.reached(self.access.hubs, minutes)
            number = len(self.access.proposed)
            every = "with the proposed hub" if number == 1 else f"with all {number} proposed hubs"
            return f"not even {every}, which makes {self._percent(people)}."
        if not cover.hubs:
            return f"none is needed, the agreed hubs reach {self._percent(cover.people)}."
        names = _and([self._name(hub) for hub in cover.hubs])
        return f"{len(cover.hubs)}: {names}, {self._percent(cover.people)}."

    def _heading(self, text: str) -> None:
        minutes = [right(f"{_text(minutes)} min", FIGURE) for minutes in self.shown]
        self.screen.heading(text, "".join(minutes))

    def _row(self, label: str, figures: Sequence[int], style: str = "") -> None:
        self._cells(label, figures, self.screen.width - FIGURE * len(figures), style)

    def _cells(self, label: str, figures: Sequence[int], room: int, style: str = "") -> None:
        cells = [(right(f"{number:,}", FIGURE), style) for number in figures]
        self.screen.row((self.screen.cut(label, room), style), *cells)

    def _reach(self, hub: str, minutes: Decimal) -> HubReach:
        return self.appraisal.reach_of(hub, minutes)

    def _name(self, hub: str) -> str:
        return self.access.programme.hub_of[hub].name

    def _percent(self, people: int) -> str:
        return percent(Fraction(people, self.everybody))


def _tenth(tenth: int | None) -> str:
    ends = {None: "not known", 1: "1, most deprived", 10: "10, least deprived"}
    return ends.get(tenth, str(tenth))


def _text(minutes: Decimal) -> str:
    return figure(minutes)


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
