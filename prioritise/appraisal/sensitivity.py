"""Tests beside the main figures: the same proposals, appraised once more with one thing changed.

Each test says what it changes and who asks for it. None of them takes the place of the main figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from prioritise.appraisal.distribution import weight
from prioritise.appraisal.lines import Lines, WorkingLine
from prioritise.appraisal.measures import Appraised, of_option
from prioritise.appraisal.outcome import AppraisalOutcome, BenefitFactor, outcome, plain
from prioritise.programme.appraised import Appraisal
from prioritise.programme.rates import (
    DISTRIBUTION,
    GREEN_BOOK_LOWER,
    HORIZON,
    LOWER,
    LOWER_TEST_BEYOND,
    OPTIMISM_GUIDANCE,
    SCHEDULES,
    UNIT_VALUES,
)

Start = Literal["programme", "opening"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at it."""

    name: str
    words: str
    """What is changed."""
    source: str
    """Who asks for it, or whose figures it takes; empty for the main figure."""
    outcome: AppraisalOutcome


class Sensitivity:
    """The tests that the settings ask for, put together once for a programme."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        said = lines.said
        is_lower = said.discount_rates == SCHEDULES[LOWER].rates
        self._lower = said.period > LOWER_TEST_BEYOND and not is_lower
        self._other: Start = "programme" if said.period_from == "opening" else "opening"
        self._again: dict[tuple[str, ...], Lines] = {}

    def of(self, several: Sequence[Appraised]) -> tuple[Variant, ...]:
        """The main figures of these proposals first, then every test.

        Those without benefits in money are left out; empty where none has any.
        """
        gaining = [each for each in several if each.has_benefits]
        return tuple(self._variants(gaining)) if gaining else ()

    def _variants(self, gaining: Sequence[Appraised]) -> Iterator[Variant]:
        every = [line for each in gaining for line in each.lines]
        yield Variant("as appraised", "as the settings say", "", self._with(every, plain))
        yield from self._under_other_settings(gaining)
        yield from self._with_factors(every)
        if risk := sum(line.present for line in every if line.part == "risk"):
            found = self._with(every, plain)
            found = replace(found, net_public=found.net_public + risk)
            yield Variant("with risks", "risks at their expected cost", "register of risks", found)

    def _under_other_settings(self, gaining: Sequence[Appraised]) -> Iterator[Variant]:
        years = f"{self.lines.said.period} years"
        if self._lower:
            yield Variant(
                "lower discount rates",
                f"lower discount rates, beyond {LOWER_TEST_BEYOND} years",
                str(GREEN_BOOK_LOWER),
                self._redone(gaining, Appraisal(schedule=LOWER)),
            )
        words = {
            "opening": f"{years} from each proposal's first benefit",
            "programme": f"{years} from the programme's first year",
        }
        found = self._redone(gaining, Appraisal(period_from=self._other))
        yield Variant(f"{years} from {self._other}", words[self._other], str(HORIZON), found)

    def _with_factors(self, every: Sequence[WorkingLine]) -> Iterator[Variant]:
        said = self.lines.said
        valued = dict.fromkeys(line.valued for line in every if line.valued)
        for name in valued if said.unit_values == "central" else ():
            value = UNIT_VALUES[name]
            for level, share in (("low", value.low), ("high", value.high)):
                found = self._with(every, _where(share, "valued", name))
                yield Variant(
                    f"{level} value of {name}", f"{name}: {level}", str(value.source), found
                )
        if any(line.confidence == "low" for line in every):
            found = self._with(every, _where(Fraction(0), "confidence", "low"))
            words = "benefits of low confidence left out"
            yield Variant("without low confidence", words, "confidence in benefits", found)
        if any(weight(said, line.falls_to) != 1 for line in every):
            found = self._with(every, lambda line: weight(said, line.falls_to))
            words = "benefits weighted by the income of whom they fall to"
            yield Variant("distributional weights", words, str(DISTRIBUTION), found)
        if any(line.raised != 1 for line in every if line.table == "costs"):
            found = self._with(
                every, lambda line: 1 / line.raised if line.table == "costs" else Fraction(1)
            )
            words = "costs as given, without optimism bias"
            yield Variant("without optimism bias", words, str(OPTIMISM_GUIDANCE), found)

    def _with(self, every: Sequence[WorkingLine], factor: BenefitFactor) -> AppraisalOutcome:
        return outcome(every, self.lines.said.match_in_bcr, factor)

    def _redone(self, gaining: Sequence[Appraised], change: Appraisal) -> AppraisalOutcome:
        """The same proposals with other settings."""
        key = tuple(sorted(change.model_fields_set))
        if key not in self._again:
            said = self.lines.said.revised(change)
            self._again[key] = Lines(self.lines.programme.revised(appraisal=said))
        again = (of_option(self._again[key], each.option) for each in gaining)
        return self._with([line for each in again for line in each.lines], plain)


def _where(share: Fraction, field: str, word: str) -> BenefitFactor:
    """A share of the lines that have a word, and the whole of all others."""

    def factor(line: WorkingLine) -> Fraction:
        return share if getattr(line, field) == word else Fraction(1)

    return factor
