"""`programme.yaml` says what it says in plain YAML; anything else is a fault with its line."""

from __future__ import annotations

import pytest

from prioritise.reading import read
from tests.reading.files import SETTINGS, faults_in, only_fault, write_folder

BAD_SETTINGS = [
    # Old text, new text, line, key, expected, nearest.
    ("title: Canol y dref", "titel: Canol y dref", 1, "titel", None, "title"),
    ("title: Canol y dref", "title:", 1, "title", "a value", ""),
    ("unit: £k", "unit: k£", 3, "unit", "one of £, £k, £m", ""),
    ("unit: £k", "unit: [£k]", 3, "unit", "one value", ""),
    ('"2019-20"]', '"2020-21"]', 2, "years",
     "the year that starts in 2019, since years follow one another", ""),
    ('"2019-20"]', '"2019-21"]', 2, "years", "such as '2019-20'", ""),
    ('"2019-20"]', '"2018-19"]', 2, "years[2]", "every name once", ""),
    ('["2018-19", "2019-20"]', "[before]", 2, "years[1]",
     "a year, not the name of another column", ""),
    ("weight: 60", "wieght: 60", 5, "criteria.economic.wieght",
     "one of weight, scale, curve, at_least, at_most, because", "weight"),
    ("weight: 60", "weight: -60", 5, "criteria.economic.weight", "0 or more", ""),
    ("weight: 60", "weight: 60%", 5, "criteria.economic.weight", None, ""),
    (", scale: [0, 10]", "", 5, "criteria.economic.scale",
     "the lowest and the highest score, such as [0, 10]", ""),
    ("scale: [0, 10]", "scale: [0]", 5, "criteria.economic.scale",
     "the lowest and the highest score, such as [0, 10]", ""),
    ("scale: [0, 10]", "scale: [7, 7]", 5, "criteria.economic.scale", "two ends that differ", ""),
    ("{weight: 40}", "{weight: 40, scale: [0, 1]}", 6, "criteria.alignment.scale",
     "no scale, since alignment is a share from 0 to 1 already", ""),
    ("  economic:", "  title:", 5, "criteria.title", "a column of scores", ""),
    ("size: people", "size: peple", 7, "value.size",
     "none, public_cost or a column of numbers", "people"),
    ("size: people", "likelihood: multply", 7, "value.likelihood",
     "one of ignore, multiply", "multiply"),
    ("[people, ward]", "[people, ward, hub]", 8, "extra_columns[3]",
     "a further column; this one is known already", ""),
    ("[people, ward]", "{people: numbr, ward: text}", 8, "extra_columns.people",
     "number or text", "number"),
    ("at_least: 1", "at_lest: 1", 10, "rules[1].at_lest", None, "at_least"),
    ("at_least: 1", "at_least: one", 10, "rules[1].at_least", None, ""),
    (", at_least: 1", "", 10, "rules[1]", "at_least, at_most, or both", ""),
    ("at_least: 1", "at_least: 3, at_most: 2", 10, "rules[1].at_least",
     "2, which is at_most, or less", ""),
    ("measure: count", "measure: cont", 10, "rules[1].measure",
     "a measure or a column of numbers", "count"),
    ("measure: count", "measure: share", 10, None, None, ""),
    ("for_each: hub", "for_each: hubs", 10, "rules[1].for_each",
     "a column that forms groups", "hub"),
    ("for_each: hub", "for_each: kind", 10, "rules[1].for_each",
     "a column that forms groups: hub, stream, year, region, local_authority, deprivation_fifth, "
     "theme, lead, stage, scrutiny, commitment, ward", ""),
    ("name: little in one ward", "name: one in each hub", 11, "rules[2].name",
     "every name once", ""),
    ("- name: little in one ward", "- name:", 11, "rules[2].name", "a value", ""),
    ("measure: spend", "measur: spend", 12, "rules[2].measur", None, "measure"),
    ("ward: [Graig, Town]", "wards: [Graig]", 13, "rules[2].where.wards",
     "a column that rules can look at", "ward"),
    ("ward: [Graig, Town]", "ward: [Grag]", 13, "rules[2].where.ward",
     "a ward that some proposal has", "Graig"),
    ("ward: [Graig, Town]", "hub: pont", 13, "rules[2].where.hub", "the id of a hub", "ponty"),
    ("ward: [Graig, Town]", "year: 2018", 13, "rules[2].where.year",
     "one of the years", "2018-19"),
    ("ward: [Graig, Town]", "kind: captial", 13, "rules[2].where.kind",
     "a kind of money", "capital"),
    ("ward: [Graig, Town]", "stream: trap", 13, "rules[2].where.stream",
     "the id of a stream", "trip"),
    ("ward: [Graig, Town]", "ward: []", 13, "rules[2].where.ward", "at least one text", ""),
    ("where: {ward: [Graig, Town]}", "where: Graig", 13, "rules[2].where",
     "keys with values", ""),
    # The language itself.
    ("unit: £k", "unit: £k\nunit: £k", 4, "unit",
     "every key once; it stands in line 3 already", ""),
    ("unit: £k", "unit: &a £k", 3, "", "values written out where they are used", ""),
    ("unit: £k", "unit: *a", 3, "", None, ""),
    ("unit: £k", "unit: !!str £k", 3, "", "values without tags", ""),
    ("unit: £k", "unit: !!python/object/apply:os.system [ls]", 3, "", "values without tags", ""),
    ("unit: £k", "unit: £k\n---\nunit: £k", 4, "", "one document in a file", ""),
    ("unit: £k", "unit: £k\n  - x", None, None, None, ""),
    ("unit: £k", "unit: 'k", None, "", None, ""),
    ("unit: £k", "\tunit: £k", 3, "", None, ""),
    ("unit: £k", "unit: \x07", 3, "", "visible characters", ""),
    ("unit: £k", "? [a, b]\n: £k", 3, "", "a key that is one text", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD_SETTINGS, ids=lambda case: case[1][:30])
def test_a_bad_setting_is_a_fault_with_its_line(tmp_path, case):
    """File, line, key, what is expected, and the nearest name."""
    old, new, line, key, expected, nearest = case
    assert old in SETTINGS
    faults = faults_in(write_folder(tmp_path, settings=SETTINGS.replace(old, new, 1)))
    if new == "measure: share":
        assert not faults
        return
    fault = faults[0]
    assert fault.place == "programme.yaml"
    assert line is None or fault.row == line
    assert key is None or fault.column == key
    assert expected is None or fault.expected == expected
    assert fault.nearest == nearest
    assert str(fault).isprintable()


def test_values_are_the_texts_that_were_typed(tmp_path):
    """`no`, `1e3` and `2018` are texts, not a truth value, a float and an integer."""
    settings = SETTINGS.replace("Canol y dref", "no").replace("one in each hub", "1e3")
    programme = read(write_folder(tmp_path, settings=settings)).programme
    assert (programme.title, programme.rules[0].name) == ("no", "1e3")


def test_what_is_left_empty_counts_as_left_out(tmp_path):
    """A key whose lines are all commented out is no fault."""
    head = SETTINGS[: SETTINGS.index("rules:")]
    programme = read(write_folder(tmp_path, settings=f"{head}rules:\n  # none yet\n")).programme
    assert programme.rules == ()


def test_the_unit_and_the_value_have_defaults(tmp_path):
    """Amounts are in £k and scores judge the whole proposal, unless something else is said."""
    settings = SETTINGS.replace("unit: £k\n", "").replace("value: {size: people}\n", "")
    programme = read(write_folder(tmp_path, settings=settings)).programme
    assert (programme.unit, programme.value.size, programme.value.likelihood) == (
        "£k", "none", "ignore",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing\n", "title", "- a\n- b\n", "null"])
def test_a_file_without_keys_is_a_fault(tmp_path, text):
    """Something has to be said."""
    assert faults_in(write_folder(tmp_path, settings=text))


def test_weights_that_are_all_zero_are_one_fault(tmp_path):
    """Nothing would be worth anything."""
    settings = SETTINGS.replace("weight: 60", "weight: 0").replace("weight: 40", "weight: 0")
    fault = only_fault(write_folder(tmp_path, settings=settings))
    assert (fault.row, fault.column, fault.found) == (4, "criteria", "weights that are all 0")
