"""The fixed list of the reference suite: which programmes, for how long, and who is asked.

Every seed is 1. A change to the list, or to what `drawn` draws, asks every solver anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.suite.drawn import Payers, Scores, Tie, drawn
from benchmarks.suite.published import PROBLEMS, knapsack
from prioritise.programme.programme import Programme
from prioritise.reading import read

SEED = 1
GROUPS = ("small", "medium", "large", "growth", "published", "example")
"""Groups in the order in which they are run; an instance may stand in two."""
SCENARIOS = Path(__file__).parents[2] / "scenarios"


@dataclass(frozen=True, slots=True)
class Instance:
    """One programme of the suite."""

    name: str
    """Short name, such as `200-fine-tight`."""
    groups: tuple[str, ...]
    """Groups that it stands in."""
    seconds: float
    """Time limit of each solver."""
    programme: Callable[[], Programme]
    """Makes the programme; the solver's limit is set by who runs it."""
    peers: str = "asked"
    """`asked`, `never`, or only `at large` where somebody wants to wait for them."""

    @property
    def size(self) -> int:
        """Proposals, where the name says so."""
        return int(self.name.split("-")[0])


def instances() -> tuple[Instance, ...]:
    """Every instance, in the order in which they are run."""
    return (*_small(), *_medium(), *_large(), *_published(), *_example())


def named(name: str) -> Instance:
    """The instance of a name."""
    return next(instance for instance in instances() if instance.name == name)


def _small() -> Iterator[Instance]:
    forms: tuple[tuple[Scores, Payers, Tie], ...] = (
        ("whole", "named", "loose"),
        ("fine", "named", "loose"),
        ("whole", "chosen", "loose"),
        ("fine", "chosen", "loose"),
        ("whole", "named", "tight"),
        ("fine", "named", "tight"),
    )
    for size in (60, 100, 200):
        for scores, payers, tie in forms:
            yield _drawn(size, ("small",), 30, scores=scores, payers=payers, tie=tie)


def _medium() -> Iterator[Instance]:
    for size in (400, 1000):
        groups = ("medium", "growth") if size == 1000 else ("medium",)
        yield _drawn(size, ("medium",), 30, scores="whole")
        yield _drawn(size, groups, 30, scores="fine")
        yield _drawn(size, ("medium",), 30, scores="fine", payers="chosen")
    yield _drawn(1000, ("medium",), 30, scores="fine", streams=24)


def _large() -> Iterator[Instance]:
    """Growth is that of one form, from 1,000 proposals of the medium group to 100,000."""
    yield _drawn(3_000, ("growth",), 60, scores="fine", peers="never")
    yield _drawn(10_000, ("large", "growth"), 60, scores="fine")
    yield _drawn(10_000, ("large",), 60, scores="fine", payers="chosen")
    yield _drawn(30_000, ("growth",), 300, scores="fine", peers="never")
    yield _drawn(100_000, ("large", "growth"), 300, scores="fine", peers="at large")


def _published() -> Iterator[Instance]:
    """Listed always; they are run only where the problems are at hand."""
    for problem in range(PROBLEMS):
        yield Instance(f"cb-5.100-{problem:02}", ("published",), 120, partial(knapsack, problem))


def _example() -> Iterator[Instance]:
    for name in ("baseline", "blueprint"):
        yield Instance(name, ("example",), 30, partial(_read, SCENARIOS / f"{name}.yaml"))


def _read(path: Path) -> Programme:
    return read(path).programme


def _drawn(
    size: int,
    groups: tuple[str, ...],
    seconds: float,
    *,
    scores: Scores,
    payers: Payers = "named",
    tie: Tie = "loose",
    streams: int = 6,
    peers: str = "asked",
) -> Instance:
    """What is not said in the name is as `drawn` has it: named, loose, six streams."""
    words = [str(size), scores]
    words += ["chosen"] if payers == "chosen" else []
    words += ["tight"] if tie == "tight" else []
    words += [f"{streams}-streams"] if streams != 6 else []
    make = partial(drawn, size, streams=streams, tie=tie, scores=scores, payers=payers, seed=SEED)
    return Instance("-".join(words), groups, seconds, make, peers)
