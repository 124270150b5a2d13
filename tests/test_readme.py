"""What the README shows can be done as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent

from tests.cli.programmes import REPOSITORY, ended

README = (REPOSITORY / "README.md").read_text("utf-8")


def test_the_scenario_of_the_readme_runs_on_a_new_programme(tmp_path):
    block = re.search(r" *```yaml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    (tmp_path / "what-if.yaml").write_text(dedent(block.group(1)), "utf-8")
    assert ended("init", tmp_path / "mine")[0] == 0
    code, out, _ = ended("compare", tmp_path / "mine", tmp_path / "what-if.yaml")
    assert code == 0
    assert out.startswith("proposal,title,hub,mine,what-if,verdict")


def test_the_weights_of_the_method_page_can_be_written_as_they_stand(tmp_path):
    method = (REPOSITORY / "docs" / "method.md").read_text("utf-8")
    block = re.search(r"```yaml\n(criteria:.*?)```", method, re.DOTALL)
    assert block is not None
    assert ended("init", tmp_path / "mine")[0] == 0
    settings = tmp_path / "mine" / "programme.yaml"
    text = settings.read_text("utf-8")
    own = text[text.index("criteria:") : text.index("value:")]
    settings.write_text(text.replace(own, block.group(1)), "utf-8")
    code, out, err = ended("compare", tmp_path / "mine", "--groups")
    assert code == 0, err
    assert out.startswith("proposal,title,hub,local authorities,businesses,verdict")
    _, out, err = ended("check", tmp_path / "mine", "--format", "table")
    assert "from comparisons by pairs" in " ".join((out + err).split())


def test_the_answer_of_the_readme_is_the_answer(tmp_path):
    block = re.search(r"```\n(Valleys.*?)```", README, re.DOTALL)
    assert block is not None
    _, out, _ = ended("run", "scenarios/baseline.yaml", "--format", "table")
    shown = [line for line in block.group(1).splitlines() if line not in ("", "…")]
    printed = out.splitlines()
    assert [line for line in shown if line not in printed] == []


def test_every_file_that_the_readme_names_is_there():
    named = re.findall(r"\]\(([^)#]+)\)", README)
    assert named
    assert all((REPOSITORY / name).exists() for name in named)


def test_the_python_of_the_readme_runs():
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert block is not None
    scope: dict[str, object] = {}
    code = block.group(1).replace("scenarios/", (Path(REPOSITORY) / "scenarios").as_posix() + "/")
    exec(compile(code, "README.md", "exec"), scope)
    assert scope["plan"].status == "optimal"  # type: ignore[attr-defined]


def test_the_two_commands_are_found_by_the_gate():
    commands = re.findall(r"^ {4}(python3 -m venv .*)$", README, re.MULTILINE)
    assert len(commands) == 2
    assert all(shlex.split(command)[0] == "python3" for command in commands)
