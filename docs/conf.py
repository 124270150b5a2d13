"""The manual as a site: `python -m sphinx -W docs build/docs` makes it; a warning stops it."""

from __future__ import annotations

import prioritise

project = "prioritise"
version = release = prioritise.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["build"]
html_theme = "alabaster"
html_theme_options = {"description": prioritise.__doc__.split(":", 1)[1].partition(".")[0].strip()}
html_title = "prioritise"
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "description"
# Blocks that the tests run say what they are by words of their own, such as `csv`.
suppress_warnings = ["misc.highlighting_failure"]
