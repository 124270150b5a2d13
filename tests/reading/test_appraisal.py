"""Benefits, jobs, additionality, optimism bias, settings: read as meant, faults by place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.appraised import Appraisal
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.reading import read
from tests.reading.files import (
    SETTINGS,
    SHEETS,
    TABLES,
    faults_in,
    only_fault,
    tables,
    with_cell,
    write_folder,
    write_scenario,
    write_workbook,
)

WHOLE = """\
appraisal:
  price_base: 2019-20
  deflators: {"2017-18": 98.1, "2018-19": 100, "2019-20": "102.5"}
  inflation: 0.021
  discount: {"1": 0.035, "31": 0.03}
  period: 30
  optimism_bias: {standard buildings: 0.3, tunnels: 0.8}
  in_budgets: yes
  match_in_bcr: benefits
  additionality:
    hub: {leakage: 0.1}
    nation: {displacement: 0.25, substitution: 0.05, multiplier: 1.2}
  readiness:
    earliest: {SOC: 2019-20}
    likelihood: {OBC: 0.8, idea: 0.5}
"""


def said(path) -> Appraisal:
    found = read(path).programme.appraisal
    assert found is not None
    return found


def test_every_key_is_read(tmp_path):
    found = said(write_folder(tmp_path, settings=SETTINGS + WHOLE))
    assert found.price_base == "2019-20"
    assert found.deflators["2019-20"] == Decimal("102.5")
    assert found.discount_rates == {1: Decimal("0.035"), 31: Decimal("0.03")}
    assert found.upper_bounds["tunnels"] == Decimal("0.8")
    assert found.upper_bounds["equipment"] == 2
    assert found.in_budgets
    assert found.additionality.nation.multiplier == Decimal("1.2")
    assert found.additionality.hub.multiplier == 1
    assert found.readiness.likelihood == {"OBC": Decimal("0.8"), "idea": Decimal("0.5")}
    assert (found.period, found.match_in_bcr) == (30, "benefits")


@pytest.mark.parametrize("text", ["appraisal:\n", "appraisal: {}\n"])
def test_the_key_by_itself_asks_for_the_published_rates(tmp_path, text):
    found = read(write_folder(tmp_path, settings=SETTINGS + text)).programme
    assert found.appraisal == Appraisal()
    assert found.worked_out == tuple(APPRAISED_MEASURES)


def test_every_column_is_read(tmp_path):
    programme = read(write_folder(tmp_path)).programme
    first, second, third = programme.benefits
    assert (first.amount, first.growth, first.gross, first.reference) == (
        2_050_000,
        Decimal("0.01"),
        True,
        200_000,
    )
    assert (second.amount, second.basis, second.gross) == (-125_000, "2017-18", False)
    assert (third.amount, third.measure, third.quantity) == (None, "people who walk", 450)
    assert first.kind == "amser teithio"
    assert programme.jobs[1].kind == "relocated"
    assert programme.additionality[0].multiplier == Decimal("1.1")
    assert programme.optimism[1].mitigated == 0


def test_a_workbook_says_it_as_the_files_do(tmp_path):
    rows = [
        ["appraisal.price_base", "2019-20"],
        ["appraisal.discount.1", "0.035"],
        ["appraisal.readiness.earliest.SOC", "2019-20"],
        ["appraisal.in_budgets", "yes"],
    ]
    sheets = {**TABLES, **SHEETS, "programme": [*SHEETS["programme"], *rows]}
    yaml = (
        'appraisal: {price_base: 2019-20, discount: {"1": 0.035}, in_budgets: yes,'
        " readiness: {earliest: {SOC: 2019-20}}}\n"
    )
    book = read(write_workbook(tmp_path / "a.xlsx", sheets)).programme
    folder = read(write_folder(tmp_path / "folder", settings=SETTINGS + yaml)).programme
    assert book == folder


def test_where_a_figure_stands_is_known(tmp_path):
    reading = read(write_folder(tmp_path))
    assert reading.place("benefits", 1) == "benefits.csv:3"
    assert reading.place("optimism", 0) == "optimism.csv:2"


# Table, row, column, text, and what the fault says is found and expected.
BAD_CELLS = [
    ("benefits", 2, "proposal", "P9", "'P9'", "the id of a proposal"),
    ("benefits", 2, "kind", "", "nothing", "a value"),
    ("benefits", 2, "basis", "nominal", "'nominal'", "cash, real or nothing"),
    ("benefits", 2, "first", "2020", "'2020'", None),
    ("benefits", 2, "first", "soon", "'soon'", "a financial year, such as 2021-22"),
    ("benefits", 2, "first", "2020-22", "'2020-22'", "a financial year, such as 2021-22"),
    ("benefits", 2, "first", "2016-17", "'2016-17'", "2018-19 or after"),
    ("benefits", 2, "last", "2019-20", "'2019-20'", "2020-21, the first year, or after"),
    ("benefits", 2, "first", "", "nothing", "the first year"),
    ("benefits", 2, "amount", "lots", "'lots'", "an amount in £k, such as 0 or"),
    ("benefits", 2, "amount", "0.000001", "'0.000001'", "an amount in £k of whole pence"),
    ("benefits", 2, "growth", "-1", "'-1'", "more than -1"),
    ("benefits", 2, "growth", "2%", "'2%'", "a share rather than a percentage: 0.02"),
    ("benefits", 2, "gross", "perhaps", "'perhaps'", "yes or no"),
    ("benefits", 2, "gross", "", "an amount", "yes under gross"),
    ("benefits", 2, "confidence", "hgh", "'hgh'", "one of high, medium, low"),
    ("benefits", 4, "measure", "", "nothing", "an amount, or a measure"),
    ("benefits", 4, "growth", "0.1", "a figure", "nothing, since the row has no amount"),
    ("benefits", 4, "last", "2020-21", "nothing", "the first year"),
    ("jobs", 2, "proposal", "p1", "'p1'", "the id of a proposal"),
    ("jobs", 2, "kind", "newish", "'newish'", "one of new, relocated, safeguarded, construction"),
    ("jobs", 2, "sector", "third", "'third'", "one of private, public"),
    ("jobs", 2, "jobs", "-1", "'-1'", "0 or more"),
    ("jobs", 2, "jobs", "", "nothing", "a value"),
    ("jobs", 2, "reference", "some", "'some'", "a number"),
    ("additionality", 2, "proposal", "P9", "'P9'", "the id of a proposal"),
    ("additionality", 2, "level", "region", "'region'", "one of hub, nation"),
    ("additionality", 3, "level", "hub", "'P1' and hub again", "one row for each"),
    ("additionality", 2, "leakage", "1.1", "'1.1'", "1 or less"),
    ("additionality", 2, "multiplier", "-1", "'-1'", "0 or more"),
    ("optimism", 2, "proposal", "P9", "'P9'", "the id of a proposal"),
    ("optimism", 2, "type", "standrd buildings", "'standrd buildings'", "an upper bound"),
    ("optimism", 2, "share", "0.4", "1.1 in all for 'P1'", "add up to 1"),
    ("optimism", 2, "mitigated", "-0.1", "'-0.1'", "0 or more"),
    ("optimism", 2, "months", "-1", "'-1'", "0 or more"),
    ("benefits", 2, "counts_as", "income", "'income'", "one of receipt, residual"),
    ("benefits", 2, "counts_as", "residual", "'2020-21'", "nothing: a residual value comes in"),
    ("benefits", 2, "rate", "low", "'low'", "one of health"),
    ("benefits", 2, "valued", "carbon", "an amount", "nothing: the published value"),
    ("benefits", 4, "counts_as", "receipt", "nothing", "the amount of the receipt"),
    ("benefits", 4, "valued", "trees", "'trees'", "one of wellbeing, carbon"),
    ("benefits", 4, "valued", "wellbeing", "nothing", "the first year in which the quantity comes"),
    ("risk_costs", 2, "proposal", "P9", "'P9'", "the id of a proposal"),
    ("risk_costs", 2, "likelihood", "3", "'3'", "1 or less"),
    ("risk_costs", 2, "cost", "-1", "'-1'", "that is not negative"),
    ("risk_costs", 2, "year", "2017-18", "'2017-18'", "2018-19 or a later financial year"),
    ("risk_costs", 2, "year", "later", "'later'", "2018-19 or a later financial year"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "found", "expected"), BAD_CELLS)
def test_a_bad_cell_is_a_fault_with_its_place(tmp_path, table, row, column, text, found, expected):
    path = write_folder(tmp_path, with_cell(table, row, column, text))
    if expected is None:
        assert faults_in(path) == ()
        return
    faults = [fault for fault in faults_in(path) if fault.place == f"{table}.csv"]
    told = [f for f in faults if found in f.found and expected in f.expected]
    assert told, "\n".join(map(str, faults))
    assert told[0].row is not None


def test_a_value_that_is_not_published_for_a_year_is_a_fault_that_names_those_that_are(tmp_path):
    rows = tables()
    row = dict(zip(rows["benefits"][0], rows["benefits"][3], strict=True))
    row |= {"valued": "carbon", "first": "2049-50", "last": "2051-52"}
    rows["benefits"][3] = list(row.values())
    (fault,) = [f for f in faults_in(write_folder(tmp_path, rows)) if f.column == "valued"]
    assert fault.found == "2049-50 to 2051-52"
    assert "years from 2020 to 2050" in fault.expected


def test_a_group_without_an_income_is_a_fault(tmp_path):
    rows = tables()
    row = dict(zip(rows["benefits"][0], rows["benefits"][1], strict=True))
    rows["benefits"][1] = list((row | {"falls_to": "lowst"}).values())
    settings = SETTINGS + "appraisal:\n  incomes: {all: 30, lowest: 15}\n"
    (fault,) = faults_in(write_folder(tmp_path, rows, settings))
    assert (fault.place, fault.column, fault.nearest) == ("benefits.csv", "falls_to", "lowest")


def test_a_scenario_that_names_a_schedule_puts_it_in_place_of_the_programmes_own_rates(tmp_path):
    own = 'appraisal: {discount: {"1": 0.02}}\n'
    write_folder(tmp_path / "valleys", settings=SETTINGS + own)
    text = "title: t\nprogramme: valleys\nappraisal: {schedule: green-book-2026-lower}\n"
    found = said(write_scenario(tmp_path / "asked.yaml", text))
    assert found.discount_rates[1] == Decimal("0.03")
    assert said(tmp_path / "valleys").discount_rates == {1: Decimal("0.02")}


def test_a_column_under_another_name_is_named(tmp_path):
    rows = tables()["benefits"]
    rows[0][5] = "amuont"
    faults = faults_in(write_folder(tmp_path, tables(benefits=rows)))
    assert [fault.nearest for fault in faults if fault.column == "amuont"] == ["amount"]


# What stands under `appraisal`, the key that is at fault, what is found, what is expected.
BAD_KEYS = [
    ("prices: 2018-19", "prices", "'prices'", "one of price_base"),
    ("price_base: someday", "price_base", "'someday'", "a financial year"),
    ("deflators: {soon: 100}", "deflators.soon", "'soon'", "a financial year"),
    ("deflators: {2018-19: 0}", "deflators", "'0'", "more than 0"),
    ("deflators: {2018-19: 100, 2020-21: 104}", "deflators", "starts in 2019", "for every year"),
    ("deflators: {2018-19: 1, 2018/19: 1}", "deflators", "two for the year", "every year once"),
    ("price_index: rpi", "price_index", "'rpi'", "one of gdp-2026-03"),
    ("forecast_from: soon", "forecast_from", "'soon'", "a financial year"),
    ("base_year: soon", "base_year", "'soon'", "a financial year"),
    ("schedule: green-book-2025", "schedule", "'green-book-2025'", "one of green-book-2026"),
    ("period_from: start", "period_from", "'start'", "one of programme, opening"),
    ("unit_values: middle", "unit_values", "'middle'", "one of central, low, high"),
    ("incomes: {lowest: 15}", "incomes", "groups alone", "all, the income of the middle"),
    ("incomes: {all: 0}", "incomes", "'0'", "more than 0"),
    ("confidence: {lo: [0.5, 1]}", "confidence.lo", "'lo'", "how well founded"),
    ("confidence: {low: [1, 0.5]}", "confidence.low", "1, 0.5", "low and high"),
    ("confidence: {low: 1}", "confidence.low", "'1'", "a list"),
    ("inflation: -1", "inflation", "'-1'", "more than -1"),
    ("inflation: 2%", "inflation", "'2%'", "0.02"),
    ("discount: {30: 0.03}", "discount", "no rate of year 1", "a rate from year 1"),
    ("discount: {first: 0.03}", "discount.first", "'first'", "the number of a year"),
    ("discount: {1: 3.5}", "discount", "'3.5'", "1 or less"),
    ("discount: 0.035", "discount", "'0.035'", "keys with values"),
    ("period: 0", "period", "'0'", "1 or more"),
    ("period: 401", "period", "'401'", "400 or less"),
    ("period: 30.5", "period", "'30.5'", "a whole number"),
    ("optimism_bias: {tunnels: -1}", "optimism_bias", "'-1'", "0 or more"),
    ("in_budgets: maybe", "in_budgets", "'maybe'", "yes or no"),
    ("match_in_bcr: off", "match_in_bcr", "'off'", "one of apart, benefits, cost"),
    ("additionality: {region: {leakage: 0.1}}", "additionality.region", "'region'", "one of hub"),
    ("additionality: {hub: {leakge: 0.1}}", "additionality.hub.leakge", "'leakge'", "one of"),
    ("additionality: {hub: {leakage: 2}}", "additionality.hub", "'2'", "1 or less"),
    ("readiness: {earliest: {OBC: 2031-32}}", "readiness.earliest.OBC", "'2031-32'", "one of the"),
    ("readiness: {earliest: {OCB: 2019-20}}", "readiness.earliest.OCB", "'OCB'", "a stage, or"),
    ("readiness: {likelihood: {OBC: 1.5}}", "readiness", "'1.5'", "1 or less"),
    ("readiness: {later: {}}", "readiness.later", "'later'", "one of earliest"),
]


@pytest.mark.parametrize(("text", "key", "found", "expected"), BAD_KEYS)
def test_a_bad_key_is_a_fault_with_its_line(tmp_path, text, key, found, expected):
    settings = f"{SETTINGS}appraisal:\n  {text}\n"
    fault = only_fault(write_folder(tmp_path, settings=settings))
    assert fault.place == "programme.yaml"
    assert fault.row == len(settings.splitlines())
    assert fault.column.startswith(f"appraisal.{key}")
    assert found in fault.found
    assert expected in fault.expected


def test_years_that_are_no_financial_years_cannot_be_appraised(tmp_path):
    settings = SETTINGS.replace('["2018-19", "2019-20"]', '["Year 1", "Year 2"]') + "appraisal:\n"
    rows = tables()
    for name in ("streams", "costs"):
        rows[name][0][-2:] = ["Year 1", "Year 2"]
    rows["proposals"][1][7:9] = ["", ""]
    faults = faults_in(write_folder(tmp_path, rows, settings))
    assert any(fault.found == "'Year 1'" for fault in faults)
    assert all("present values count years" in fault.expected for fault in faults)


def test_plain_years_are_appraised_where_they_follow_one_another(tmp_path):
    for years, wrong in ((("2018", "2019"), False), (("2018", "2020"), True)):
        settings = SETTINGS.replace('["2018-19", "2019-20"]', str(list(years))) + "appraisal:\n"
        rows = tables()
        for name in ("streams", "costs"):
            rows[name][0][-2:] = years
        rows["proposals"][1][7:9] = ["", ""]
        faults = faults_in(write_folder(tmp_path / years[1], rows, settings))
        assert [fault.found for fault in faults] == (["'2020'"] if wrong else [])


def test_a_window_that_closes_too_soon_is_a_fault_of_the_scenario_that_sets_it(tmp_path):
    text = "appraisal: {readiness: {earliest: {OBC: 2019-20}}}\n"
    write_folder(tmp_path / "valleys", settings=SETTINGS + text)
    scenario = "title: t\nprogramme: valleys\nproposals: {change: {P1: {latest: 2018-19}}}\n"
    fault = only_fault(write_scenario(tmp_path / "asked.yaml", scenario))
    assert (fault.place, fault.row) == ("asked.yaml", 3)
    assert "appraisal.readiness lets OBC start then" in fault.expected


def test_what_a_criterion_lacks_is_told_in_the_row_of_the_proposal(tmp_path):
    settings = SETTINGS.replace("economic: {weight: 60, scale: [0, 10]}",
                                "npv: {weight: 60, scale: [0, 1000]}")  # fmt: skip
    settings = settings.replace("[people, ward]", "[people, ward, economic]") + "appraisal:\n"
    faults = faults_in(write_folder(tmp_path, settings=settings))
    assert [(fault.place, fault.row) for fault in faults] == [
        ("proposals.csv", 3),
        ("proposals.csv", 4),
    ]
    assert "no npv of '007'" in faults[0].found


def test_a_scenario_puts_its_own_keys_in_place_of_the_programmes(tmp_path):
    write_folder(tmp_path / "valleys", settings=SETTINGS + WHOLE)
    text = "title: t\nprogramme: valleys\nappraisal: {in_budgets: no, period: 40}\n"
    path = write_scenario(tmp_path / "asked.yaml", text)
    found, own = said(path), said(tmp_path / "valleys")
    assert (found.in_budgets, found.period) == (False, 40)
    assert found.model_copy(update={"in_budgets": True, "period": 30}) == own


def test_a_scenario_may_ask_for_an_appraisal_that_the_programme_does_not(tmp_path):
    write_folder(tmp_path / "valleys")
    text = (
        "title: t\nprogramme: valleys\nappraisal: {in_budgets: yes}\n"
        "rules: {add: [{name: jobs, measure: net_jobs, at_least: 1}]}\n"
    )
    programme = read(write_scenario(tmp_path / "asked.yaml", text)).programme
    assert programme.worked_out == tuple(APPRAISED_MEASURES)
    assert programme.proposal_of["P1"].numbers["net_jobs"] == Decimal("5.4")
    assert programme.options["P1"][0].public_cost > 150 * 100_000


def test_a_bad_rate_of_a_scenario_is_a_fault_of_its_file(tmp_path):
    write_folder(tmp_path / "valleys")
    text = "title: t\nprogramme: valleys\nappraisal:\n  discount: {30: 0.03}\n"
    fault = only_fault(write_scenario(tmp_path / "asked.yaml", text))
    assert (fault.place, fault.row, fault.column) == ("asked.yaml", 4, "appraisal.discount")
