"""A document as a page: one HTML file that asks nothing of anywhere."""

from __future__ import annotations

from prioritise.render.page.look import environment, policy, style
from prioritise.views.document import Document


def html_page(document: Document) -> str:
    """The whole page."""
    template = environment().get_template("document.html")
    return template.render(document=document, style=style(), policy=policy())
