"""`manifest.json`: what was asked of which inputs, what came out, and the hash of every file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from prioritise.programme.faults import RecordError
from prioritise.programme.staying import Near
from prioritise.render.json_text import json_text

NAME = "manifest.json"
INPUTS = "inputs"
"""Folder of the copies of what was read."""
LARGEST = 50_000_000
"""Bytes of a manifest; more is none that `run` wrote."""


class ManifestPart(BaseModel):
    """A part of the manifest: frozen, nothing more than is declared, nothing coerced."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


class FileEntry(ManifestPart):
    """One file."""

    path: str
    """Path inside the folder, with forward slashes."""
    sha256: str
    bytes: int


class SettingsEntry(ManifestPart):
    """How value was made, and how hard was tried."""

    gap: float
    """Relative gap that was asked for."""
    seconds: float
    size: str
    likelihood: str
    weights: dict[str, float]
    """Weights as used: normalised."""


class Gap(ManifestPart):
    """What may be missing to the best."""

    points: float
    percent: float


class FiguresEntry(ManifestPart):
    """Value and bound as the whole numbers that they are computed in."""

    value: int
    bound: int
    in_a_point: int


class StageEntry(ManifestPart):
    """One objective in its turn."""

    name: str
    proven: bool
    seconds: float


class ChoiceEntry(ManifestPart):
    """What is chosen for one proposal."""

    proposal: str
    option: str
    tenths: int
    payers: tuple[str, ...]


class NearEntry(ManifestPart):
    """The list in force to which the answer stays close."""

    named: str
    """`agreed`, or a path as it was written."""
    by: Literal["count", "money"]
    most: int
    """How many proposals, or how much public money in pence, may change at most."""
    shortlist: tuple[str, ...]


class CheckEntry(ManifestPart):
    """One kind of limit that the independent check went through."""

    name: str
    number: int
    """How many such limits there are."""
    passed: bool


class AgreementsEntry(ManifestPart):
    """The recorded decisions that the run honoured."""

    path: str
    """Copy of the record, in `inputs/`."""
    entries: int
    """How many entries the record had."""
    honoured: int
    """How many decisions bound the run."""
    head: str
    """Hash of the last entry."""


class Manifest(ManifestPart):
    """The whole record of a run."""

    tool: Literal["prioritise"]
    version: str
    versions: dict[str, str]
    started: str
    """Start of the run, UTC."""
    title: str
    scenario_title: str
    scenario: str
    """Path of what was asked for, in `inputs/`."""
    inputs: tuple[FileEntry, ...]
    agreements: AgreementsEntry | None = None
    """Recorded decisions; left out of the file where there are none."""
    settings: SettingsEntry
    status: Literal["optimal", "feasible", "infeasible"]
    unique_to: str
    """The last objective up to which the answer is proven unique."""
    value: float
    bound: float
    gap: Gap
    figures: FiguresEntry
    unit: str
    public_cost: float
    """Public money within the years, in the programme's unit."""
    seconds: float
    stages: tuple[StageEntry, ...]
    choices: tuple[ChoiceEntry, ...]
    baseline: tuple[str, ...] | None
    near: NearEntry | None = None
    """List in force; left out of the file where there is none."""
    checks: tuple[CheckEntry, ...]
    outputs: tuple[FileEntry, ...]
    manifest_sha256: str = ""
    """Hash of this file while this entry is empty, so that no byte of it changes unseen."""

    @property
    def list_in_force(self) -> Near | None:
        """The list in force as a programme knows it."""
        return Near(**self.near.model_dump()) if self.near else None

    def text(self) -> str:
        """The file, sealed with its own hash."""
        seal = hashlib.sha256(self._text("").encode()).hexdigest()
        return self._text(seal)

    def _text(self, seal: str) -> str:
        left_out = {name for name in ("agreements", "near") if getattr(self, name) is None}
        fields = self.model_dump(mode="json", exclude=left_out)
        return json_text({**fields, "manifest_sha256": seal})


def manifest_from(content: bytes) -> Manifest:
    """The manifest that a file holds.

    Raises
    ------
    RecordError
        It is no manifest, or not a byte of it is certain.
    """
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError:
        raise RecordError(f"{NAME} does not hold what `run` writes there") from None
    if manifest.text().encode() != content:
        raise RecordError(f"{NAME} does not match its own hash")
    return manifest


def manifest_in(folder: Path) -> Manifest:
    """The manifest of a run folder.

    Raises
    ------
    RecordError
        There is none, or not a byte of it is certain.
    """
    path = folder / NAME
    if not path.is_file():
        raise RecordError(f"{folder} is no run folder: it has no {NAME}")
    if path.stat().st_size > LARGEST:
        raise RecordError(f"{NAME} is larger than any that `run` writes")
    return manifest_from(path.read_bytes())


def file_entry(path: str, content: bytes) -> FileEntry:
    """The entry of a file."""
    return FileEntry(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
