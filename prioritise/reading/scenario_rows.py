"""The table `scenarios` of a programme: what-if scenarios typed in a sheet, one row a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.validity_names import Names, folded
from prioritise.reading.as_read import noting
from prioritise.reading.cells import key_text, shown
from prioritise.reading.columns import SCENARIOS_TABLE
from prioritise.reading.files import SETTINGS_FILE, WORKBOOKS, files_of
from prioritise.reading.reading import read
from prioritise.reading.tables import InputTable, read_csv
from prioritise.reading.what_if import FIGURES, LISTS, ChangedScenario, OptionText

SCENARIO, CHANGE, OF, YEAR, VALUE = COLUMNS = ("scenario", "change", "of", "year", "value")
"""Name of the scenario; word of an option; what is changed; the year that `add` means; figure."""
WORDS: Mapping[str, str] = {option.removeprefix("--"): option for option in (*FIGURES, *LISTS)}
"""Options by the words that stand under `change`."""
ALL = "all"
"""Asks for every scenario of the table."""


def scenarios_in_rows(path: Path, names: tuple[str, ...]) -> tuple[ChangedScenario, ...]:
    """The scenarios of these names, each as changes of the programme beside whose tables they are.

    Parameters
    ----------
    path : Path
        Folder of a programme, its settings or its workbook.
    names : tuple of str
        Names as they stand under `scenario`, in any case; `all` means each, in order.

    Raises
    ------
    InputError
        Where there is no such table or scenario, with every fault of its rows.
    """
    faults: list[Fault] = []
    with noting() as seen:
        table = _table(path, faults)
    found: dict[str, list[tuple[OptionText, int]]] = {}
    for number, cells in _cells(table, faults):
        change = _change(table.place, number, cells, faults)
        found.setdefault(cells[SCENARIO], []).append((change, number))
    known = Names("a name under scenario", found)
    asked = [name for given in names for name in (found if given == ALL else [known.meant(given)])]
    faults += [known.fault("--scenario", None, "", name) for name in asked if name not in known]
    if faults:
        raise InputError(faults)
    return tuple(
        ChangedScenario(
            path,
            tuple(change for change, _ in found[name]),
            name,
            tuple((table.place, number) for _, number in found[name]),
            next(iter(seen.items()), None),
        )
        for name in dict.fromkeys(asked)
    )


def scenario_row_faults(path: Path) -> tuple[Fault, ...]:
    """Every fault of the table, and of what each of its scenarios asks; none where it is not there.

    Parameters
    ----------
    path : Path
        Folder of a programme, its settings or its workbook.
    """
    try:
        if _found_table(path, []) is None:
            return ()
        scenarios = scenarios_in_rows(path, (ALL,))
    except InputError as problem:
        return problem.faults
    found: list[Fault] = []
    for scenario in scenarios:
        try:
            read(scenario)
        except InputError as problem:
            found.extend(problem.faults)
    return tuple(found)


def _cells(table: InputTable, faults: list[Fault]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The cells of each row by column; of a blank name, that of the row above is meant."""
    missing = [name for name in (SCENARIO, CHANGE, OF) if name not in table.headings]
    for name in missing:
        expected = f"the columns {', '.join(COLUMNS)}"
        faults.append(Fault(table.place, 1, name, "no such column", expected))
    above = ""
    for number, row in zip(table.numbers, () if missing else table.rows, strict=not missing):
        cells = dict.fromkeys(COLUMNS, "") | {
            heading: cell.strip() for heading, cell in zip(table.headings, row, strict=True)
        }
        above = cells[SCENARIO] or above
        if not above:
            faults.append(Fault(table.place, number, SCENARIO, "nothing", "a name"))
        yield number, {**cells, SCENARIO: above}


def _change(place: str, number: int, cells: Mapping[str, str], faults: list[Fault]) -> OptionText:
    """A row as the option that says the same."""
    word = folded(cells[CHANGE])
    if word not in WORDS:
        expected = f"one of {', '.join(WORDS)}"
        faults.append(Fault(place, number, CHANGE, shown(cells[CHANGE]), expected))
        return "", ""
    option, of = WORDS[word], cells[OF]
    if not of:
        faults.append(Fault(place, number, OF, "nothing", "what is changed, such as all or an id"))
    if option in LISTS:
        return option, of
    if not cells[VALUE]:
        faults.append(Fault(place, number, VALUE, "nothing", f"a figure, as in {FIGURES[option]}"))
    year = f":{cells[YEAR]}" if cells[YEAR] else ""
    return option, f"{of}{year}={cells[VALUE]}"


def _table(path: Path, faults: list[Fault]) -> InputTable:
    table = _found_table(path, faults)
    if table is None:
        place = key_text((path.parent if path.name == SETTINGS_FILE else path).name)
        expected = f"a sheet or a table named {SCENARIOS_TABLE}, with {', '.join(COLUMNS)}"
        raise InputError([Fault(place, None, "", f"no {SCENARIOS_TABLE}", expected)])
    return table


def _found_table(path: Path, faults: list[Fault]) -> InputTable | None:
    folder = path.parent if path.name == SETTINGS_FILE else path
    place = key_text(folder.name)
    if folder.is_dir():
        files = files_of(folder, lambda file: key_text(file.name), [])
        if SCENARIOS_TABLE in files.others:
            table = files.others[SCENARIOS_TABLE]
            return read_csv(table, SCENARIOS_TABLE, key_text(table.name), faults)
        folder = files.workbook or folder
    if folder.suffix.lower() in WORKBOOKS:
        from prioritise.reading.workbook import Workbook

        book = Workbook(folder, place)
        if SCENARIOS_TABLE in book.sheets:
            return book.table(SCENARIOS_TABLE, faults)
    return None
