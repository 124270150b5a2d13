"""The page of `serve` without its script, and the report: every word and tag as written down."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.outputs.masked import in_lines, masked

ADDRESSES = {
    "answer": "/",
    "why": "/why/R2",
    "scenario": "/scenario.yaml",
    "shortlist": "/shortlist.csv",
}


def init(folder):
    assert CliRunner().invoke(app, ["init", str(folder)]).exit_code == 0
    return folder


def test_the_page_of_serve_is_what_is_written_down(tmp_path, golden):
    visitors = pytest.importorskip("tests.web.visitors")
    opened = visitors.visitor(init(tmp_path / "mine"))
    for name, address in ADDRESSES.items():
        page = opened.ended(address) if address == "/" else opened.get(address)
        text = masked(page.text, tmp_path)
        golden(f"outputs/pages/serve-{name}.txt", f"{page.status}\n{in_lines(text)}")


@pytest.mark.parametrize("more", [(), ("--sweep", "--draws", "20")], ids=["plain", "full"])
def test_the_report_is_what_is_written_down(more, tmp_path, golden):
    pytest.importorskip("jinja2")
    mine, page = init(tmp_path / "mine"), tmp_path / "report.html"
    words = ("report", mine, mine / "less-money.yaml", *more, "--workers", "1", "-o", page)
    result = CliRunner().invoke(app, list(map(str, words)))
    assert result.exit_code == 0, result.output
    name = f"outputs/pages/report{'-full' if more else ''}.html"
    golden(name, in_lines(masked(page.read_text("utf-8"), tmp_path)))
