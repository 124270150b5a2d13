"""A scenario as the text of a YAML file, and one asked for on the command line as such a file."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from prioritise.programme.faults import UsageError
from prioritise.reading.chain import SCENARIOS
from prioritise.reading.files import SETTINGS_FILE
from prioritise.reading.what_if import ChangedScenario


def yaml_text(said: dict[str, Any]) -> str:
    """What a scenario says; exact decimals as numbers, and everything in full."""
    return yaml.dump(
        said,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )


def changed_text(changed: ChangedScenario, named: str) -> str:
    """The file that says what was changed, for a place from which `named` leads to what it was."""
    name = PurePosixPath(named).name
    is_scenario = name.lower().endswith(SCENARIOS) and name != SETTINGS_FILE
    title, *others = changed.said().items()
    return yaml_text(dict([title, ("extends" if is_scenario else "programme", named), *others]))


def path_from(home: Path, other: Path) -> str:
    """The path that leads from a folder to a file or folder, as a scenario names it.

    Raises
    ------
    UsageError
        They do not lie on one disk.
    """
    try:
        return Path(os.path.relpath(os.path.realpath(other), os.path.realpath(home))).as_posix()
    except ValueError:
        raise UsageError(f"{home} and {other} lie on different disks") from None


class _Dumper(yaml.SafeDumper):
    """Writes exact decimals as numbers, and everything in full."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(dumper: _Dumper, number: Decimal) -> yaml.ScalarNode:
    text = f"{number:f}"
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Dumper.add_representer(Decimal, _number)
