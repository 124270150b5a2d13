"""From degrees to places on a picture, and where a name stands that hides least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from prioritise.programme.distance import Point
from prioritise.views.charts.svg import text_width


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A part of a picture that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: PictureBox) -> bool:
        """Whether both share any of it."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


class MapFrame:
    """Degrees east are shrunk by the cosine of the middle latitude, so that areas keep their shape.

    Parameters
    ----------
    points
        Everything that has to be on the picture.
    width
        Of the picture.
    top
        Where the map begins.
    margin
        Room around the points.
    heights
        The least and the most that the map is high, margins aside.
    """

    def __init__(
        self,
        points: Sequence[Point],
        width: float,
        top: float,
        margin: float,
        heights: tuple[float, float],
    ) -> None:
        north, east = [point[0] for point in points], [point[1] for point in points]
        self._shrink = cos(radians((min(north) + max(north)) / 2))
        across = (max(east) - min(east)) * self._shrink
        along = max(north) - min(north)
        room = width - 2 * margin
        wide, tall = room / across if across else 0.0, heights[1] / along if along else 0.0
        self._scale = min(filter(None, (wide, tall)), default=1.0)
        self._left = margin + (room - across * self._scale) / 2
        self._west, self._north = min(east), max(north)
        drawn = max(heights[0], along * self._scale)
        self._top = top + margin / 2 + (drawn - along * self._scale) / 2
        self.bottom = top + drawn + margin

    def at(self, point: Point) -> tuple[float, float]:
        """Place of a point."""
        x = self._left + (point[1] - self._west) * self._shrink * self._scale
        return x, self._top + (self._north - point[0]) * self._scale


def beside(
    words: Sequence[str],
    place: tuple[float, float],
    away: float,
    width: float,
    taken: Sequence[PictureBox],
    quiet: Sequence[PictureBox] = (),
) -> PictureBox:
    """Room of some lines beside a place: on the side on which they hide least.

    Parameters
    ----------
    words
        The lines.
    place, away
        What they belong to, and how far from its middle they begin.
    width
        Of the picture.
    taken, quiet
        What must not be hidden, and what may be where there is no other room.
    """
    x, y = place
    wide, tall = max(map(text_width, words)), 17.0 * len(words)
    corners = (
        (x + away, y - tall / 2),
        (x - wide / 2, y - away + 1 - tall),
        (x - wide / 2, y + away - 1),
        (x - away - wide, y - tall / 2),
        *((x + side, y + up) for side in (0.0, -wide) for up in (-away - tall, away)),
    )
    boxes = [PictureBox(left, top, left + wide, top + tall) for left, top in corners]

    def hidden(box: PictureBox) -> int:
        outside = box.left < 4 or box.right > width - 4
        return 100 * (5 * outside + sum(map(box.meets, taken))) + sum(map(box.meets, quiet))

    return min(boxes, key=hidden)
