"""The one way in: a path of a scenario, a folder or a workbook → the programme that it asks for."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from prioritise.appraisal.worked_out import worked_out
from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.programme.programme import Programme
from prioritise.programme.staying import Stay
from prioritise.reading.as_read import digests_of, noting
from prioritise.reading.cells import key_text
from prioritise.reading.chain import (
    BASELINE,
    NEAR,
    SCENARIOS,
    ScenarioInChain,
    chain_of,
    lists_of,
    programme_of,
)
from prioritise.reading.files import OLD_WORKBOOKS, SETTINGS_FILE, WORKBOOKS, PlaceOf
from prioritise.reading.in_force import Staying, in_force
from prioritise.reading.keys import SCENARIO
from prioritise.reading.programme import Draft, read_programme
from prioritise.reading.reach import with_reached
from prioritise.reading.results_folder import asked_in, is_results
from prioritise.reading.rows import Filled, RowCount
from prioritise.reading.scenario import apply
from prioritise.reading.text_file import names_in
from prioritise.reading.tree import mapping
from prioritise.reading.what_if import ChangedScenario


@dataclass(frozen=True, slots=True)
class Reading:
    """A programme, and where it was read from."""

    programme: Programme
    """The programme, under its scenario where there is one."""
    files: tuple[Path, ...]
    """Every file that was read, absolute, in order: scenarios, settings, tables."""
    baseline: Path | None
    """Scenario from whose shortlist as little as possible should change."""
    counts: tuple[RowCount, ...]
    """What became of the rows of each table."""
    source: Path
    """What was asked for."""
    programme_path: Path
    """Folder or workbook of the programme."""
    tables: Mapping[str, Filled] = field(default_factory=dict)
    """The tables as they were read: where each record stands."""
    digests: Mapping[Path, str] = field(default_factory=dict)
    """SHA-256 of each of the files, of the bytes that were read."""
    changed: ChangedScenario | None = None
    """What was changed beside the files, where anything was."""
    staying: Staying | None = None
    """List in force to which the answer stays close, and how close."""
    results: Path | None = None
    """The results folder whose copies were read, where they were."""

    def __repr__(self) -> str:
        return f"<Reading of {self.source.name}: {self.programme!r} from {len(self.files)} files>"

    def place(self, table: str, record: int) -> str:
        """File or sheet, and row, of a record by its place in a table."""
        found = self.tables[table]
        return f"{found.count.place}:{found.rows[record]}"


class FaultyInput(InputError):
    """Faults of what was read, with what became of the rows of each table."""

    def __init__(self, faults: Iterable[Fault], counts: Iterable[RowCount]) -> None:
        super().__init__(faults)
        self.counts = tuple(counts)


def read(path: str | Path | ChangedScenario) -> Reading:
    """Read a scenario file, a programme's folder, its `programme.yaml`, or a workbook.

    Of a results folder, what was asked then is read, from the copies of its inputs.

    Parameters
    ----------
    path
        What to read, and what to change in it.

    Returns
    -------
    Reading
        The programme under its scenario, and the files that it came from.

    Raises
    ------
    InputError
        With every fault of every file.
    """
    changed = path if isinstance(path, ChangedScenario) else None
    place = path.path if isinstance(path, ChangedScenario) else path
    source = Path(os.path.realpath(place))
    results = source if is_results(source) else None
    with _without_collecting(), noting() as seen:
        found = _read(asked_in(source) if results else source, changed)
    digests = digests_of(found.files, seen)
    if changed is not None and changed.table is not None and changed.table[0] not in digests:
        digests |= dict([changed.table])
        found = replace(found, files=(*found.files, changed.table[0]))
    return replace(found, digests=digests, changed=changed, results=results)


def _read(source: Path, changed: ChangedScenario | None) -> Reading:
    start = source if os.path.isdir(source) else source.parent

    def place_of(file: Path) -> str:
        return key_text(Path(os.path.relpath(file, start)).as_posix())

    if os.path.isdir(source) or source.name == SETTINGS_FILE or _is(source, WORKBOOKS):
        folder = source.parent if source.name == SETTINGS_FILE else source
        draft = read_programme(folder, place_of)
        apply(_links(changed, draft.faults), draft)
        return _reading(draft, source, place_of)
    if not _is(source, SCENARIOS):
        found = "a file of another kind" if os.path.exists(source) else "no such file"
        expected = "a scenario (.yaml), a workbook (.xlsx) or the folder of a programme"
        hint = nearest(
            source.name, (name for name in names_in(source.parent) if name != source.name)
        )
        if _is(source, OLD_WORKBOOKS):
            expected, hint = "a workbook saved as .xlsx (Save As, Excel Workbook)", ""
        raise InputError([Fault(key_text(source.name), None, "", found, expected, hint)])
    return _under_scenario(source, place_of, changed)


def _links(changed: ChangedScenario | None, faults: list[Fault]) -> list[ScenarioInChain]:
    """What was changed beside the files, as the last link of their chain."""
    return [] if changed is None else [ScenarioInChain(changed.path, changed.node(faults), {})]


def _under_scenario(source: Path, place_of: PlaceOf, changed: ChangedScenario | None) -> Reading:
    faults: list[Fault] = []
    chain = chain_of(source, place_of, faults)
    where = programme_of(chain, faults)
    if where is None:
        for link in chain:
            mapping(link.node, faults, SCENARIO)
        if not faults:
            expected = "the programme that the scenario changes"
            fault = Fault("", None, "programme", "nothing", expected)
            faults.append(chain[-1].node.placed(fault, "programme"))
        raise FaultyInput(faults, ())
    lists = lists_of(chain, place_of, faults)
    draft = read_programme(where, place_of)
    draft.files[:0] = [link.path for link in chain[::-1]]
    draft.faults[:0] = faults
    stay = apply([*chain, *_links(changed, draft.faults)], draft)
    staying = _staying(chain, stay, lists.get(NEAR), draft) if stay else None
    return _reading(draft, source, place_of, lists.get(BASELINE), staying)


def _staying(
    chain: list[ScenarioInChain], stay: Stay, path: Path | None, draft: Draft
) -> Staying | None:
    if draft.faults or draft.programme is None:
        return None
    try:
        found = in_force(path or chain[-1].path, stay.near, draft.programme.proposal_of)
    except InputError as error:
        draft.faults.extend(error.faults)
        return None
    if found.file is not None:
        draft.files.append(found.file)
    return Staying(stay, found)


def _reading(
    draft: Draft,
    source: Path,
    place_of: PlaceOf,
    baseline: Path | None = None,
    staying: Staying | None = None,
) -> Reading:
    if not draft.faults and draft.programme is not None and draft.programme.reach:
        draft.programme, files, counts, found = with_reached(
            draft.programme, draft.path, place_of, draft.placed
        )
        draft.files.extend(files)
        draft.counts.extend(counts)
        draft.faults.extend(found)
    if not draft.faults and draft.programme is not None:
        draft.programme, found = worked_out(draft.programme)
        draft.faults.extend(map(draft.placed, found))
    if draft.faults or draft.programme is None:
        places = [place_of(file) for file in draft.files]
        raise FaultyInput(_by_file(draft.faults, places), draft.counts)
    return Reading(
        draft.programme,
        tuple(draft.files),
        baseline,
        tuple(draft.counts),
        source,
        draft.path,
        draft.tables,
        staying=staying,
    )


def _by_file(faults: Iterable[Fault], places: Iterable[str]) -> list[Fault]:
    """The faults of each file together, in order of files and rows, and each once."""
    once = dict.fromkeys(faults)
    listed = dict.fromkeys([*places, *(fault.place for fault in once)])
    order = {place: number for number, place in enumerate(listed)}
    return sorted(once, key=lambda fault: (order[fault.place], fault.row or 0))


def _is(path: Path, endings: tuple[str, ...]) -> bool:
    return path.suffix.lower() in endings


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Reading makes many small objects and drops few: looking for garbage takes a third of it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
