"""Which programmes are drawn: family, size and seed, as `floors-35/200/7`; what a name means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.shapes.families import FAMILIES, shaped
from prioritise.programme.programme import Programme
from prioritise.reading import read

SEEDS = 5
"""Of each family and size."""
SCENARIOS = Path(__file__).parents[2] / "scenarios"


def drawn_anew(draw: int, families: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """The names of five programmes of each family and size; another number, other programmes."""
    for family in families:
        for size in sizes:
            yield from (f"{family}/{size}/{SEEDS * draw + number}" for number in range(SEEDS))


def shipped() -> Iterator[str]:
    """Every scenario that comes with the project."""
    yield from (path.name for path in sorted(SCENARIOS.glob("*.yaml")))


def named(name: str) -> Programme:
    """The programme of a name: one that is drawn, or one in files."""
    if "/" in name and name.split("/")[0] in FAMILIES:
        family, size, seed = name.split("/")
        return shaped(FAMILIES[family], int(size), int(seed))
    path = Path(name)
    return read(path if path.exists() else SCENARIOS / name).programme
