"""A headless browser to look at pages with, where there is one; tests that need it skip else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = "PRIORITISE_AXE"
"""Variable that names axe.min.js, of npm's axe-core."""


@contextmanager
def browser() -> Iterator:
    """A browser; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield started
        finally:
            started.close()


@cache
def axe() -> str:
    """The accessibility checker; the test is skipped where there is none."""
    path = Path(os.environ.get(AXE, ""))
    if not path.is_file():
        pytest.skip(f"{AXE} names no axe.min.js")
    return path.read_text("utf-8")


def faults_of(page) -> tuple[list[str], int]:
    """What axe finds wrong with a page, and how many checks of elements it made."""
    run = "async () => await axe.run(document, {resultTypes: ['violations', 'passes']})"
    page.evaluate(axe())
    found = page.evaluate(run)
    wrong = [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    return wrong, sum(len(rule["nodes"]) for rule in found["passes"])
