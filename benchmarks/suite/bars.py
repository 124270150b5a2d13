"""What the suite comes to: each group beside its bar, every bar fixed before any tuning.

Means of ratios are geometric, gaps of the medium group are those after 30 s, ours over the best
peer's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log
from statistics import fmean

from benchmarks.suite.instances import Instance
from benchmarks.suite.published import best_known, folder
from benchmarks.suite.races import OURS, spent
from benchmarks.suite.standing import Standing, faultless, faults_of, ratio_of
from benchmarks.suite.table import Standings, later_by_value

NO_SLOWER = 1.2
"""Small: our time to the same proven gap, over that of the best peer."""
LATER = 0.5
"""Small: seconds of the later objectives over those of value."""
THIRD = 1 / 3
"""Medium: our gap after 30 s over that of the best peer."""
CLOSE = 0.001
"""Large and growth: the gap that is timed."""
WITHIN: Mapping[str, tuple[float, float]] = {
    "10000-fine": (60, 1024),
    "10000-fine-chosen": (60, 1024),
    "100000-fine": (300, 4096),
}
"""Large: seconds to a tenth of a percent, and MiB."""

Found = Sequence[tuple[Instance, Mapping[str, Standing]]]
"""Instances of a group that we took part in, each with all who did."""


def summary(standings: Standings, instances: Sequence[Instance]) -> Iterator[str]:
    """The closing lines, for the groups of which something was run."""
    for group, lines in GROUPS.items():
        asked = [instance for instance in instances if group in instance.groups]
        found = [(i, standings[i.name]) for i in asked if OURS in standings.get(i.name, {})]
        if found:
            yield f"{group}: {len(found)} of {len(asked)} run"
            yield from (f"  {line}" for line in lines(found))
    wrong = [
        (instance.name, *fault)
        for instance in instances
        for fault in faults_of(standings.get(instance.name, {}))
    ]
    yield f"faults: {len(wrong)}"
    yield from (f"  {solver} on {instance}: {what}" for instance, solver, what in wrong)


def small(found: Found) -> Iterator[str]:
    """No slower to the same proof, and little more for the later objectives."""
    ratios = {instance.name: ratio_of(rivals) for instance, rivals in found}
    known = {name: ratio for name, ratio in ratios.items() if ratio is not None}
    if known:
        good = [r for r in known.values() if r.sign != ">" and r.times <= NO_SLOWER]
        worst = max(known, key=lambda name: (known[name].sign == ">", known[name].times))
        mean = exp(fmean(log(max(ratio.times, 1e-6)) for ratio in known.values()))
        yield (
            f"time / best peer's, at most {NO_SLOWER:g}: {len(good)} of {len(known)}, "
            f"mean {mean:.2f}, worst {known[worst]} ({worst})"
        )
    later = {instance.name: later_by_value(rivals[OURS]) for instance, rivals in found}
    shares = {name: share for name, share in later.items() if share is not None}
    if shares:
        worst = max(shares, key=lambda name: shares[name])
        within = sum(share <= LATER for share in shares.values())
        yield (
            f"later objectives / value, at most {LATER:g}: {within} of {len(shares)}, "
            f"worst {shares[worst]:.2f} ({worst})"
        )


def medium(found: Found) -> Iterator[str]:
    """A third of the gap, and a plan that is never worse."""
    for instance, rivals in found:
        ours = rivals[OURS]
        peers = [rival for solver, rival in faultless(rivals).items() if solver != OURS]
        gaps = [gap for peer in peers if (gap := peer.gap_at(30)) is not None]
        mine, theirs = ours.gap_at(30), min(gaps, default=None)
        if mine is None or theirs is None:
            yield f"{instance.name}: no gap of {'ours' if mine is None else 'any peer'} after 30 s"
            continue
        bests = [peer.best for peer in peers if peer.is_sound and peer.best is not None]
        behind = max(bests, default=0.0) - (ours.best if ours.is_sound and ours.best else 0.0)
        worse = f"WORSE by {behind:.0f}" if behind > 0.5 else "never worse"
        ratio = f"{mine / theirs:.2f}" if theirs else "1.00" if not mine else "above 1"
        yield (
            f"{instance.name}: gap {mine:.4%} / {theirs:.4%} = {ratio} "
            f"({_verdict(mine <= THIRD * theirs)} {THIRD:.2f}), plan {worse}"
        )


def large(found: Found) -> Iterator[str]:
    """A tenth of a percent in time, and in memory."""
    for instance, rivals in found:
        seconds, mib = rivals[OURS].seconds_to(CLOSE), rivals[OURS].race.end.get("peak_mib")
        most, memory = WITHIN[instance.name]
        quick = seconds is not None and seconds <= most
        light = mib is not None and mib <= memory
        when = "never" if seconds is None else f"{seconds:.1f} s"
        yield (
            f"{instance.name}: {CLOSE:.1%} after {when} ({_verdict(quick)} {most:g} s), "
            f"{'?' if mib is None else round(mib)} MiB ({_verdict(light)} {memory:g})"
        )


def growth(found: Found) -> Iterator[str]:
    """How time to a tenth of a percent, and memory, grow with size, by least squares."""
    times = [(i.size, rivals[OURS].seconds_to(CLOSE)) for i, rivals in found]
    peaks = [(i.size, rivals[OURS].race.end.get("peak_mib")) for i, rivals in found]
    for name, pairs in ((f"seconds to {CLOSE:.1%}", times), ("MiB", peaks)):
        known = [(size, figure) for size, figure in pairs if figure]
        listed = ", ".join(f"{size}: {figure:.4g}" for size, figure in known)
        exponent = f"{_exponent(known):.2f}" if len(known) > 1 else "unknown"
        yield f"{name} grow with the power {exponent} ({listed})"


def published(found: Found) -> Iterator[str]:
    """Every best value that is known, and no more time than HiGHS."""
    ends = {i.name: rivals[OURS].race.end for i, rivals in found}
    proven = sum(end.get("status") == "optimal" for end in ends.values())
    if folder():
        right = sum(
            end.get("points") == best_known(int(name.rsplit("-", 1)[1]))
            for name, end in ends.items()
        )
        yield f"best known value: {right} of {len(ends)}; proven: {proven}"
    both = [rivals for _, rivals in found if rivals[OURS].race.end and "highs" in rivals]
    if both:
        value = sum(spent(rivals[OURS].race) for rivals in both)
        whole = sum(rivals[OURS].race.end["seconds"] for rivals in both)
        theirs = sum(spent(rivals["highs"].race) for rivals in both)
        yield (
            f"value of {len(both)} in {value:.1f} s ({_verdict(value <= theirs)} HiGHS' "
            f"{theirs:.1f} s), every objective in {whole:.1f} s"
        )


GROUPS: Mapping[str, Callable[[Found], Iterator[str]]] = {
    "small": small,
    "medium": medium,
    "large": large,
    "growth": growth,
    "published": published,
    "example": small,
}


def _exponent(pairs: Sequence[tuple[int, float]]) -> float:
    """Slope of a straight line through the logarithms."""
    across, up = [log(size) for size, _ in pairs], [log(figure) for _, figure in pairs]
    middle, height = fmean(across), fmean(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread


def _verdict(good: bool) -> str:
    return "within" if good else "ABOVE"
