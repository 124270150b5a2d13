"""Every command that writes or works long, as a process in a place of its own.

A place is a folder with a programme in it and whatever the command is to write; what is in it is
told by hash, so that "absent, the old one, or the new one" can be asserted. Temporary files go to a
folder of its own, too, and whatever belongs to the process is found by its session.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.cli.programmes import REPOSITORY, small

SCENARIOS = REPOSITORY / "scenarios"
PROGRAMME, INPUT, OUT = "valleys", "baseline.yaml", "out"
CHANGES = ("manifest_sha256", "seconds", "started")
"""What differs from run to run in a manifest."""
PARTIAL = f"{OUT}.partial"
"""Where long work keeps its answers, so that it goes on when it is asked again."""

State = dict[str, str]
"""Hash of every file by its path."""


@dataclass(frozen=True)
class Command:
    """A command, and where it writes."""

    name: str
    words: tuple[str, ...]
    output: str = OUT
    """Name of what it writes in its place; empty where it writes nothing."""
    long: bool = False
    """Whether it goes on longer than anybody waits."""
    keeps: bool = False
    """Whether what it has found so far stays, for the next time."""
    before: tuple[str, ...] = ()
    """A command that comes first, and makes what is there before."""
    replaces: bool = True
    """Whether it may write again where it has written before, told to."""
    seconds: float = 2.5
    """Seconds over which moments are spread where it is long."""
    example: bool = False
    """Whether it is asked of the example, instead of three proposals."""


DECISION = ("--decision", "agreed", "--by", "Board", "--why", "Ready")
RUN = ("run", INPUT, "-o", OUT)
COMMANDS = (
    Command("run", (*RUN, "--replace"), before=("run", "reduced-budget.yaml", "-o", OUT)),
    Command(
        "compare",
        ("compare", INPUT, "reduced-budget.yaml", "--workers", "2", "-o", OUT, "--replace"),
        before=("compare", "reduced-budget.yaml", "-o", OUT),
    ),
    Command("explain", ("explain", INPUT, "--workers", "2", "-o", OUT)),
    Command("alternatives", ("alternatives", INPUT, "-o", OUT)),
    Command("replan", ("replan", INPUT, "--from", "reduced-budget.yaml", "-o", OUT)),
    Command("pareto", ("pareto", INPUT, "--aim", "value", "--aim", "spend", "-o", OUT)),
    Command("more-money", ("more-money", INPUT, "--amount", "1,2", "-o", OUT)),
    Command("sweep", ("sweep", INPUT, "--workers", "2", "-o", OUT), keeps=True),
    Command("robust", ("robust", INPUT, "--draws", "60", "--workers", "2", "-o", OUT), keeps=True),
    Command("robust-alone", ("robust", INPUT, "--draws", "60", "--workers", "1"), output=""),
    Command("run-example", RUN, example=True),
    Command("hubs", ("hubs", "ammanford.yaml", "-o", OUT), example=True),
    Command("report", ("report", INPUT, "-o", "out.html"), output="out.html"),
    Command("report-book", ("report", INPUT, "-o", "out.xlsx"), output="out.xlsx"),
    Command("appraise", ("appraise", "appraised.yaml", "-o", OUT), example=True),
    Command("progress", ("progress", INPUT, "-o", "out.csv"), output="out.csv"),
    Command("export", ("export", INPUT, "-o", "out.csv"), output="out.csv"),
    Command("init", ("init", OUT), replaces=False),
    Command("init-book", ("init", OUT, "--workbook", "--schema"), replaces=False),
    Command("schema", ("schema", "-o", OUT)),
    Command("schema-file", ("schema", "scenario", "-o", "out.json"), output="out.json"),
    Command(
        "agree",
        ("agree", "add", INPUT, "A", *DECISION),
        output=f"{PROGRAMME}/decisions.sqlite",
        replaces=False,
    ),
    Command("export-agreed", ("export", INPUT, "--agreed", "-o", "out.csv"), output="out.csv"),
    Command("run-long", ("run", "hard", "-o", OUT), long=True),
    Command("compare-long", ("compare", "hard", INPUT, "--workers", "2", "-o", OUT), long=True),
    Command("explain-long", ("explain", "hard", "-o", OUT), long=True),
    Command("sweep-long", ("sweep", "hard", "--workers", "2", "-o", OUT), long=True, keeps=True),
    Command("robust-long", ("robust", "hard", "-o", OUT), long=True, keeps=True),
    Command(
        "robust-cluster",
        ("robust", INPUT, "--draws", "200000", "--cluster", "local", "-o", OUT),
        long=True,
        keeps=True,
        seconds=8,
    ),
    Command("report-long", ("report", "hard", "-o", "out.html"), output="out.html", long=True),
    Command("serve", ("serve", INPUT, "--no-browser"), output="", long=True),
)
BY_NAME = {command.name: command for command in COMMANDS}


@dataclass
class Place:
    """A folder in which a command runs."""

    folder: Path
    temporary: Path

    def start(self, words: tuple[str, ...], **options: Any) -> subprocess.Popen[bytes]:
        """The command as a process, with a session of its own."""
        environment = {**os.environ, "TMPDIR": str(self.temporary), "PYTHONPATH": str(REPOSITORY)}
        return subprocess.Popen(
            [sys.executable, "-m", "prioritise", *words],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=options.pop("stderr", subprocess.PIPE),
            start_new_session=True,
            **options,
        )

    def end(self, words: tuple[str, ...], **options: Any) -> tuple[int, str]:
        """Exit code and words of a command that nobody stops."""
        process = self.start(words, **options)
        _, told = process.communicate(timeout=300)
        return process.returncode, told.decode("utf-8", "replace")

    def files(self) -> State:
        """Every file that stands here, by its path, with its hash; empty folders end in `/`."""
        found = {}
        for folder, folders, names in os.walk(self.folder):
            here = Path(folder).relative_to(self.folder)
            for name in names:
                found[(here / name).as_posix()] = hash_of(Path(folder, name))
            if not folders and not names:
                found[f"{here.as_posix()}/"] = ""
        return dict(sorted(found.items()))


@dataclass
class Made:
    """What a command makes of a place: the files before, and the files after."""

    command: Command
    before: State
    after: State
    seconds: float
    """How long it takes undisturbed."""
    first: Place
    """As it is before."""
    number: int = field(default=0)

    def place(self) -> Place:
        """Another place, as it was before."""
        self.number += 1
        return copied(self.first, self.first.folder.parent / f"{self.number}")

    def is_whole(self, files: State) -> bool:
        """Whether what stands there is all of the old or all of the new."""
        if self.command.keeps:
            files = {name: said for name, said in files.items() if not name.startswith(PARTIAL)}
        if self.command.name == "schema":  # three files, each of them whole
            return all(self.after.get(name) == said for name, said in files.items())
        return files in (self.before, self.after)

    def odd(self, files: State) -> list[str]:
        """What is neither old nor new, for the message of a failure."""
        pairs = (*self.before.items(), *self.after.items())
        odd = [name for name, said in files.items() if (name, said) not in pairs]
        nearest = min((self.before, self.after), key=lambda state: len(set(state) ^ set(files)))
        return [*odd, *(f"missing: {name}" for name in nearest if name not in files)]


def hash_of(path: Path) -> str:
    """Hash of a file, of a manifest without its times, of a store only whether it can be read."""
    content = path.read_bytes()
    if path.name == "manifest.json":
        content = without_times(content)
    if path.name == "decisions.sqlite":
        return told_by_store(path)
    return sha256(content).hexdigest()


def without_times(manifest: bytes, *others: str) -> bytes:
    """A manifest without what differs from run to run, and without other entries."""
    try:
        told = json.loads(manifest)
    except ValueError:
        return b"cut off"
    for stage in told.get("stages", ()):
        stage.pop("seconds")
    kept = {name: said for name, said in told.items() if name not in (*CHANGES, *others)}
    return json.dumps(kept).encode()


def told_by_store(path: Path) -> str:
    """How many decisions a store holds, its chain and its guards checked."""
    from tests.decisions.records import store_at

    entries = store_at(path).verified("Two places").log.entries
    return f"{len(entries)} decisions"


def prepared(command: Command, folder: Path, hard: Path | None = None) -> Made:
    """Run a command once undisturbed, to know what it writes and how long it takes."""
    place = Place(folder / "first", folder / "first-temporary")
    place.folder.mkdir(parents=True)
    place.temporary.mkdir()
    if command.example:
        for path in SCENARIOS.glob("*.yaml"):
            shutil.copy(path, place.folder)
        shutil.copytree(SCENARIOS / PROGRAMME, place.folder / PROGRAMME)
    else:
        small(place.folder / PROGRAMME)
        plain = f"title: As it stands\nprogramme: {PROGRAMME}\n"
        less = f"title: Less\nprogramme: {PROGRAMME}\nstreams: {{all: {{scale: 0.8}}}}\n"
        (place.folder / INPUT).write_text(plain)
        (place.folder / "reduced-budget.yaml").write_text(less)
    if hard is not None:
        shutil.copytree(hard, place.folder / "hard")
    if command.before:
        code, told = place.end(command.before)
        assert code == 0, told
    before = place.files()
    if command.long:
        return Made(command, before, before, command.seconds, place)
    tried = copied(place, folder / "tried")
    began = time.monotonic()
    code, told = tried.end(command.words)
    seconds = time.monotonic() - began
    assert code == 0, told
    assert not list(tried.temporary.iterdir()), "temporary files of a run that was not disturbed"
    return Made(command, before, tried.files(), seconds, place)


def copied(place: Place, folder: Path) -> Place:
    shutil.copytree(place.folder, folder)
    temporary = folder.with_name(f"{folder.name}-temporary")
    temporary.mkdir()
    return Place(folder, temporary)


def processes_of(session: int) -> list[int]:
    """Processes that belong to a session and have not ended."""
    return [number for number, state in _listed(session) if state != "Z"]


def all_gone(session: int, seconds: float) -> bool:
    """Whether every process of a session ends within some time."""
    return waited(lambda: not processes_of(session), seconds)


def waited(what: Callable[[], bool], seconds: float, pause: float = 0.005) -> bool:
    """Wait until something holds; whether it did in time."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True


def clear(session: int) -> None:
    """End whatever is left of a session."""
    for number in processes_of(session):
        os.kill(number, signal.SIGKILL)


def drafts_in(folder: Path) -> list[str]:
    """Names of what is being written there, or was left."""
    return sorted(entry.name for entry in os.scandir(folder) if is_draft(entry.name))


def is_draft(name: str) -> bool:
    return name.startswith(".") and name.endswith((".part", ".old"))


def _listed(session: int) -> Iterator[tuple[int, str]]:
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            state, *rest = Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, ValueError):
            continue
        if int(rest[2]) == session:
            yield int(entry.name), state
