"""`reach` in `programme.yaml`: people within reach as columns, to the person, and every fault."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from prioritise.appraisal.reached import reached_by
from prioritise.hubs.access import access_of
from prioritise.hubs.by_proposal import proposal_reaches
from prioritise.optimise import optimise
from prioritise.programme.faults import Fault
from prioritise.programme.places import Journey, Zone
from prioritise.programme.reach import Reach
from prioritise.programme.records import Rule
from prioritise.reading import read
from prioritise.render.inputs.input_workbook import input_workbook
from tests.promises.agreement import how_many
from tests.reading.files import (
    SETTINGS,
    SHEETS,
    csv_text,
    faults_in,
    tables,
    write_folder,
    write_scenario,
    write_workbook,
)
from tests.small import cost, hub, programme, proposal

ZONES = [
    ["zone", "population", "working_age"],
    ["Z1", "1000", "600"],
    ["Z2", "500", "250"],
    ["Z3", "70", "40"],
]
JOURNEYS = [
    ["zone", "hub", "minutes", "services_per_hour", "period", "proposal"],
    ["Z1", "ponty", "20", "4", "morning", ""],
    ["Z1", "neath", "45", "1", "morning", ""],
    ["Z2", "neath", "45.5", "4", "morning", ""],
    ["Z2", "neath", "30", "4", "morning", "P1"],
    ["Z3", "ponty", "90", "4", "morning", ""],
    ["Z3", "amman", "10", "4", "morning", ""],
    ["Z3", "ponty", "40", "4", "morning", "NA"],
]
"""P1 lies at ponty, 007 at neath, NA at both; Z1 reaches both, Z2 and Z3 neither in 45 minutes."""
REACH = """
reach:
  near: {minutes: 45, population: working_age, of: hubs}
  brought: {minutes: 45, population: working_age, of: journeys}
"""


def folder(path: Path, reach: str = REACH, zones=ZONES, journeys=JOURNEYS, **settings) -> Path:
    """The valid programme with these tables; None leaves one out."""
    text = settings.get("text", SETTINGS)
    write_folder(path, settings=text + reach)
    for name, rows in (("zones", zones), ("journeys", journeys)):
        if rows is not None:
            (path / f"{name}.csv").write_text(csv_text(rows), "utf-8")
    return path


def figures(path: Path, column: str) -> dict[str, int]:
    found = read(path).programme.proposals
    return {p.proposal: int(p.numbers[column]) for p in found}


def only(path: Path) -> Fault:
    (fault,) = faults_in(path)
    return fault


def changed(rows, row: int, column: str, text: str):
    """The rows with one cell changed; the row counts as a spreadsheet does."""
    copied = [list(cells) for cells in rows]
    copied[row - 1][copied[0].index(column)] = text
    return copied


def test_people_near_the_hubs_of_a_proposal_are_its_figure(tmp_path):
    assert figures(folder(tmp_path), "near") == {"P1": 600, "007": 600, "NA": 600}


def test_people_whom_its_journeys_bring_near_are_its_figure(tmp_path):
    assert figures(folder(tmp_path), "brought") == {"P1": 250, "007": 0, "NA": 40}


def test_people_stand_together_where_the_same_proposals_reach_them(tmp_path):
    found = read(folder(tmp_path)).programme.reached
    assert [(r.column, r.proposals, r.people) for r in found] == [
        ("near", ("007", "NA", "P1"), 600),
        ("brought", ("NA",), 40),
        ("brought", ("P1",), 250),
    ]


def test_journeys_that_are_too_rare_do_not_count(tmp_path):
    rare = "\nreach: {near: {minutes: 45, population: working_age, services: 2}}\n"
    assert figures(folder(tmp_path, rare), "near") == {"P1": 600, "007": 0, "NA": 600}


def test_a_hub_that_the_scenario_drops_is_reached_by_nobody(tmp_path):
    folder(tmp_path / "mine")
    drop = "title: t\nprogramme: mine\nhubs: {drop: [neath]}\n"
    found = figures(write_scenario(tmp_path / "drop.yaml", drop), "near")
    assert found == {"P1": 600, "007": 0, "NA": 600}


@pytest.mark.parametrize("use", ["criterion", "size", "rule", "reach"])
def test_the_column_can_be_what_a_programme_counts_by(tmp_path, use):
    floor = "  - {name: one in each hub, measure: count, for_each: hub, at_least: 1}\n"
    assert floor in SETTINGS
    text = SETTINGS.replace(floor, "")
    if use == "criterion":
        text = text.replace("criteria:", "criteria:\n  near: {weight: 1, scale: [0, 1000]}")
    elif use == "size":
        text = text.replace("{size: people}", "{size: near}")
    else:
        rule = {"rule": "measure: near", "reach": "measure: reach, column: near"}[use]
        text += f"  - {{name: people, {rule}, at_least: 600}}\n"
    plan = optimise(read(folder(tmp_path, text=text)).programme)
    assert plan.status == "optimal"
    if use == "criterion":
        assert plan.programme.proposal_of["P1"].scores["near"] == 600
    if use == "reach":
        assert plan.examination.rules[-1].achieved == 600


def test_zones_and_journeys_are_among_the_files_and_the_rows(tmp_path):
    reading = read(folder(tmp_path))
    assert [path.name for path in reading.files[-2:]] == ["zones.csv", "journeys.csv"]
    assert [(c.table, c.used) for c in reading.counts[-2:]] == [("zones", 3), ("journeys", 7)]


def test_without_reach_the_tables_are_not_read(tmp_path):
    reading = read(folder(tmp_path, "", zones=[["nonsense"]]))
    assert "zones.csv" not in [path.name for path in reading.files]


@pytest.mark.parametrize(
    ("reach", "column", "found"),
    [
        ("{near: {minutes: 0}}", "reach.near.minutes", "0"),
        ("{near: {population: working_age}}", "reach.near.minutes", "nothing"),
        ("{near: {minutes: 45, of: buses}}", "reach.near.of", "buses"),
        ("{near: {minutes: 45, poeple: x}}", "reach.near.poeple", "poeple"),
        ("{near: {minutes: 45, population: workers}}", "reach.near.population", "workers"),
        ("{near: {minutes: 45, period: night}}", "reach.near.period", "night"),
        ("{near: {minutes: 45, services: -1}}", "reach.near.services", "-1"),
        ("{spend: {minutes: 45}}", "reach.spend", "spend"),
        ("{jobs: {minutes: 45}}", "reach.jobs", "jobs"),
    ],
)
def test_a_fault_of_what_is_asked_names_the_key(tmp_path, reach, column, found):
    fault = only(folder(tmp_path, f"\nreach: {reach}\n"))
    assert (fault.place, fault.column) == ("programme.yaml", column)
    assert found in fault.found


def test_a_column_that_is_typed_as_well_is_a_fault(tmp_path):
    twice = "\nreach: {people: {minutes: 45}}\n"
    assert {fault.column for fault in faults_in(folder(tmp_path, twice))} >= {"people"}


@pytest.mark.parametrize(
    ("table", "row", "column", "text"),
    [
        ("zones", 3, "working_age", "1.5"),
        ("zones", 3, "working_age", ""),
        ("zones", 3, "zone", "Z1"),
        ("journeys", 4, "hub", "ponti"),
        ("journeys", 4, "minutes", "soon"),
        ("journeys", 5, "proposal", "P9"),
    ],
)
def test_a_fault_of_the_tables_names_file_row_and_column(tmp_path, table, row, column, text):
    rows = {"zones": ZONES, "journeys": JOURNEYS}
    rows[table] = changed(rows[table], row, column, text)
    fault = faults_in(folder(tmp_path, **rows))[0]
    assert (fault.place, fault.row, fault.column) == (f"{table}.csv", row, column)


def test_tables_that_are_missing_or_empty_are_faults(tmp_path):
    assert only(folder(tmp_path / "a", zones=None)).place == "zones.csv"
    fault = only(folder(tmp_path / "b", journeys=None))
    assert (fault.place, fault.found) == ("journeys.csv", "no such table")
    assert only(folder(tmp_path / "c", journeys=JOURNEYS[:1])).found == "no rows"


def test_journeys_of_proposals_have_to_be_there_where_they_are_counted(tmp_path):
    today = [row for row in JOURNEYS if row[-1] in ("", "proposal")]
    fault = only(folder(tmp_path, journeys=today))
    assert (fault.place, fault.column) == ("programme.yaml", "reach.brought.of")


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("measure: reach, at_least: 1", "column"),
        ("measure: reach, column: nera, at_least: 1", "column"),
        ("measure: count, column: near, at_least: 1", "column"),
        ("measure: needs, where: {theme: retail}", "one_of"),
        ("measure: needs, one_of: {theme: rail}", "one_of.theme"),
        ("measure: needs, one_of: {stream: trip}", "one_of.stream"),
        ("measure: needs, one_of: {theme: transport}, same: them", "same"),
        ("measure: needs, one_of: {theme: transport}, at_least: 1", "at_least"),
        ("measure: needs, one_of: {theme: transport}, for_each: hub", "for_each"),
        ("measure: count, one_of: {theme: transport}, at_least: 1", "one_of"),
        ("measure: count, same: hub, at_least: 1", "same"),
    ],
)
def test_a_fault_of_a_rule_names_its_key(tmp_path, rule, column):
    faults = faults_in(folder(tmp_path, text=f"{SETTINGS}  - {{name: new, {rule}}}\n"))
    assert {(fault.place, fault.row) for fault in faults} == {("programme.yaml", 15)}
    assert any(fault.column.endswith(column) for fault in faults)


def test_a_rule_on_people_needs_the_key_reach(tmp_path):
    rule = "  - {name: people, measure: reach, at_least: 1}\n"
    fault = only(folder(tmp_path, "", text=SETTINGS + rule))
    assert "the key reach" in fault.expected


def test_the_words_are_free_for_columns_where_nobody_asks_for_people_or_needs(tmp_path):
    """A criterion called reach is a column like any other, unless people are counted."""
    reach = SETTINGS.replace("economic:", "reach:").replace(
        "[people, ward]", "[people, ward, needs]"
    )
    text = reach + "  - {name: far, measure: reach, at_least: 1}\n"
    text += "  - {name: few, measure: needs, at_most: 9}\n"
    written = tables()
    written["proposals"][0][3] = "reach"
    for place, cells in enumerate(written["proposals"]):
        cells.append("2" if place else "needs")
    path = write_folder(tmp_path, written, text)
    far, few = read(path).programme.rules[-2:]
    assert (far.measure, few.measure, few.for_each) == ("reach", "needs", "")
    (path / "programme.yaml").write_text(text + REACH, "utf-8")
    assert "programme.yaml" in {f.place for f in faults_in(path) if f.column == "reach"}


def test_a_rule_about_needs_is_read_as_it_is_written(tmp_path):
    rule = "measure: needs, where: {theme: retail}, one_of: {theme: [transport]}, same: hub"
    text = f"{SETTINGS}  - {{name: a way, {rule}}}\n"
    found = read(folder(tmp_path, text=text)).programme.rules[-1]
    one, other = {"theme": ("retail",)}, {"theme": ("transport",)}
    assert found == Rule.needing("a way", one, other, "hub")


def test_a_workbook_says_the_same(tmp_path):
    sheets = copy.deepcopy({**SHEETS, **tables()})
    sheets["programme"] += [
        ["reach.near.minutes", "45"],
        ["reach.near.population", "working_age"],
        ["reach.brought.minutes", "45"],
        ["reach.brought.population", "working_age"],
        ["reach.brought.of", "journeys"],
    ]
    headings = sheets["rules"][0]
    new = {
        "rule": "a way",
        "measure": "needs",
        "where": "theme=retail",
        "one_of": "theme=transport",
        "same": "hub",
    }
    wide = [*headings, *(name for name in new if name not in headings)]
    rows = [[*row, *[""] * (len(wide) - len(headings))] for row in sheets["rules"][1:]]
    sheets["rules"] = [wide, *rows, [new.get(name, "") for name in wide]]
    book = write_workbook(tmp_path / "p.xlsx", {**sheets, "zones": ZONES, "journeys": JOURNEYS})
    found = read(book).programme
    text = "  - {name: a way, measure: needs, where: {theme: retail}, one_of: {theme: transport}, "
    other = read(folder(tmp_path / "mine", text=f"{SETTINGS}{text}same: hub}}\n")).programme
    assert (found.reach, found.reached, found.rules) == (other.reach, other.reached, other.rules)


def test_a_workbook_made_of_a_programme_asks_for_the_same_people(tmp_path):
    rule = "measure: needs, where: {theme: retail}, one_of: {theme: [transport, retail]}, same: hub"
    near = (
        "\nreach: {near: {minutes: 45, population: population, half_life: 20},\n"
        "  soon: {minutes: 45, population: population, of: journeys, services: 1}}\n"
    )
    made = read(
        folder(tmp_path / "mine", near, text=f"{SETTINGS}  - {{name: a way, {rule}}}\n")
    ).programme
    written = {**tables(), "zones": ZONES, "journeys": JOURNEYS}
    rows = {
        name: [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
        for name, cells in written.items()
    }
    book = tmp_path / "made.xlsx"
    book.write_bytes(input_workbook(made, rows))
    found = read(book).programme
    assert (found.reach, found.reached, found.rules) == (made.reach, made.reached, made.rules)


# Against a count of each zone by itself, and against what `hubs` says.


def drawn(seed: int):
    """Zones, journeys and proposals at random, with ties at the threshold."""
    rng = Random(seed)
    hubs = [hub(n, status=rng.choice(("agreed", "agreed", "proposed"))) for n in "nsew"]
    proposals = [
        proposal(f"P{i}", hubs=tuple(sorted(rng.sample("nsew", rng.choice((1, 1, 2))))))
        for i in range(rng.randint(1, 6))
    ]
    made = programme(
        proposals,
        [cost(p.proposal, 1, 1) for p in proposals],
        hubs=tuple(hubs),
        dropped_hubs=("w",) if rng.random() < 0.3 and hubs[3].status == "agreed" else (),
    )
    zones = [
        Zone(zone=f"Z{i}", numbers={"population": Decimal(rng.randint(0, 9))}) for i in range(12)
    ]
    journeys = [
        Journey(
            zone=zone.zone,
            hub=name,
            minutes=Decimal(rng.choice((30, 44, 45, 46, 60))),
            services_per_hour=rng.choice((None, Decimal(1), Decimal(2))),
            proposal=who,
        )
        for zone in zones
        for name in "nsew"
        for who in ("", *(p.proposal for p in proposals))
        if rng.random() < (0.5 if not who else 0.1)
    ]
    return made, zones, journeys


def test_figures_are_those_of_the_appraisal_of_hubs_and_nobody_counts_twice():
    for seed in range(how_many(100, 1000)):
        made, zones, journeys = drawn(seed)
        people = {zone.zone: int(zone.numbers["population"]) for zone in zones}

        def again(chosen, given=(made, zones, journeys)):
            return access_of(*given, "population", chosen=chosen)

        improving = {j.proposal for j in journeys} - {""}
        near, brought = (Reach(name=of, minutes=Decimal(45), of=of) for of in ("hubs", "journeys"))
        groups = {
            r.name: reached_by(made, r, zones, journeys, "population") for r in (near, brought)
        }
        for row in proposal_reaches(again(()), again, improving, [Decimal(45)]):
            for name, count in (("hubs", row.people), ("journeys", row.gained)):
                own = sum(g.people for g in groups[name] if row.proposal in g.proposals)
                assert own == count, (seed, row.proposal, name)
        for found in groups.values():
            assert sum(group.people for group in found) <= sum(people.values())
            assert len({group.proposals for group in found}) == len(found)
