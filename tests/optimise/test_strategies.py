"""The random programmes themselves."""

from __future__ import annotations

import pytest

from prioritise.programme.validity import faults_of
from tests import oracle, strategies


@pytest.mark.parametrize("family", strategies.EVERY_FAMILY)
def test_programmes_are_valid(family: str) -> None:
    """No programme has a fault that a user would be asked to mend."""
    for seed in range(10):
        assert faults_of(strategies.programme(seed, family)) == []


def test_a_seed_gives_the_same_programme_again() -> None:
    """A difference that is found can be looked at again."""
    assert strategies.programme(7, "mixed") == strategies.programme(7, "mixed")


def test_one_penny_decides() -> None:
    """With a penny less in every budget the best shortlist changes for many programmes."""
    programmes = [strategies.programme(seed, "plain") for seed in range(60)]
    decided = 0
    for programme in programmes:
        tighter = programme.revised(
            streams=tuple(
                s.model_copy(update={"budgets": tuple(max(0, b - 1) for b in s.budgets)})
                for s in programme.streams
            )
        )
        decided += oracle.best(programme) != oracle.best(tighter)
    assert decided >= 20
