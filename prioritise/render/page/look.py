"""Templates and style of every page, found in the package: a page needs nothing from elsewhere.

Whatever a template shows is escaped, and control characters are shown instead of obeyed. The policy
of a page lets in its own style alone: no script, no font, no picture from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from prioritise.views.sanitise import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_HOME = files("prioritise.render.page")
STYLES = ("govuk-frontend.css", "prioritise.css")
"""Style sheets in their order; the second is our own."""


@cache
def environment(*folders: str) -> Environment:
    """The templates of all pages, and before them those in further folders of the package.

    Parameters
    ----------
    folders
        Paths below the package with more templates, such as `web/templates`.
    """
    import jinja2

    package = files("prioritise")
    places = [*folders, "render/page/templates"]
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _template(package, places, name)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["inlined"] = inlined
    return made


@cache
def style() -> str:
    """The whole style, for a `style` element."""
    return "\n".join(_HOME.joinpath("assets", name).read_text("utf-8") for name in STYLES)


@cache
def policy() -> str:
    """What a page may load and do: its own style, and nothing else."""
    digest = hashlib.sha256(style().encode()).digest()
    allowed = f"style-src 'sha256-{base64.b64encode(digest).decode()}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def inlined(svg: str, name: str) -> Any:
    """A picture as part of a page: its ids made its own, so that no two pictures share one."""
    from markupsafe import Markup

    for old, new in (
        ('aria-labelledby="title description"', f'aria-labelledby="{name}-title {name}-words"'),
        ('<title id="title">', f'<title id="{name}-title">'),
        ('<desc id="description">', f'<desc id="{name}-words">'),
    ):
        svg = svg.replace(old, new, 1)
    return Markup(svg)


def _shown(value: Any) -> Any:
    """What a template shows of a value: text without live signs; markup as it was made."""
    return visible(value) if type(value) is str else value


def _template(package: Any, places: list[str], name: str) -> str | None:
    for place in places:
        found = package.joinpath(*place.split("/"), name)
        if found.is_file():
            return str(found.read_text("utf-8"))
    return None
