"""The schemas say what the readers accept: same keys, same limits, with words for each."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from prioritise.cli.app import app
from prioritise.programme.faults import Fault
from prioritise.programme.meanings import meanings
from prioritise.programme.records import Record
from prioritise.programme.scenario import Scenario
from prioritise.reading import read
from prioritise.reading.columns import RECORDS
from prioritise.reading.keys import (
    PROGRAMME,
    SCENARIO,
    Either,
    Form,
    Holds,
    Many,
    NamedKeys,
    SettingKey,
)
from prioritise.render.inputs.input_schema import programme_schema, scenario_schema
from prioritise.render.inputs.input_tables import tables_schema
from tests.cli.programmes import REPOSITORY
from tests.reading.files import SETTINGS, faults_in, write_folder, write_scenario
from tests.reading.test_scenarios import SCENARIO as EXAMPLE
from tests.reading.yaml_values import values
from tests.table_schema import problems

SCENARIO_TEXT = f"{EXAMPLE}baseline: plain.yaml\n"
Case = tuple[str, str]

# Text of the settings or the scenario, and what stands in its place.
GOOD_SETTINGS: list[Case] = [
    ("title: Canol y dref", "title: 2018"),
    ("title: Canol y dref", 'title: "no"'),
    ("unit: £k\n", ""),
    ('["2018-19", "2019-20"]', "[2018-19, 2019-20]"),
    ("weight: 60", 'weight: "1,060.5"'),
    ("weight: 60", "weight: 0"),
    ("scale: [0, 10]", "scale: [10, 0]"),
    ("scale: [0, 10]", "scale: [0, 10], curve: [[0, 0], [4, 20], [10, 100]], at_least: 3"),
    ("scale: [0, 10]", "scale: [10, 0], at_most: 3, because: too slow"),
    ("value: {size", "groups: {us: {swing: {economic: 2, alignment: 1}}}\nvalue: {size"),
    ("value: {size: people}", "value:"),
    ("[people, ward]", "{people: number, ward: text}"),
    ("at_least: 1", "at_least: 0.5"),
    ("at_least: 1", "at_least: , at_most: 2"),
    ("for_each: hub", "for_each: "),
    ("ward: [Graig, Town]", "ward: Graig"),
    ("where: {ward: [Graig, Town]}", "where:"),
    ("measure: spend", "measure: jobs"),
    *(
        ("rules:\n", f"appraisal: {said}\nrules:\n")
        for said in (
            "",
            "{}",
            "{price_base: 2018-19, period: 30, in_budgets: yes, match_in_bcr: cost}",
            '{deflators: {2018-19: 100, 2019-20: "102.5"}, inflation: 0}',
            '{discount: {1: 0.035, "31": 0.03}, optimism_bias: {tunnels: 0.8}}',
            "{additionality: {hub: {leakage: 0.1}, nation: }}",
            "{readiness: {earliest: {OBC: 2019-20}, likelihood: {idea: 0.5}}}",
        )
    ),
]
BAD_SETTINGS: list[Case] = [
    ("title: Canol y dref", "titel: Canol y dref"),
    ("title: Canol y dref", "title:"),
    ("title: Canol y dref", 'title: " "'),
    ("title: Canol y dref", "title: [a]"),
    ("unit: £k", "unit: k£"),
    ("unit: £k", "unit:"),
    ('["2018-19", "2019-20"]', "[]"),
    ('["2018-19", "2019-20"]', "2018-19"),
    ('["2018-19", "2019-20"]', "[2018-19, before]"),
    ('["2018-19", "2019-20"]', '["2018-19", "2018-19"]'),
    ("weight: 60", "weight: -60"),
    ("weight: 60", 'weight: "-60"'),
    ("weight: 60", "weight: 60%"),
    ("weight: 60", "weight: true"),
    ("weight: 60", "wieght: 60"),
    (", scale: [0, 10]", ""),
    ("scale: [0, 10]", "scale: [0]"),
    ("scale: [0, 10]", "scale: [7, 7]"),
    ("scale: [0, 10]", "scale: [0, 10], curve: [[0, 0]]"),
    ("scale: [0, 10]", "scale: [0, 10], curve: [0, 10]"),
    ("scale: [0, 10]", "scale: [0, 10], at_least: three"),
    ("value: {size", "weights: {swings: {economic: 2}}\nvalue: {size"),
    ("value: {size", "groups: {us: {given: {economic: x}}}\nvalue: {size"),
    ("scale: [0, 10]", "scale: ten"),
    ("{weight: 40}", "{weight: 40, scale: [0, 1]}"),
    ("  economic:", "  title:"),
    ("  economic:", "  spend:"),
    ("size: people", "sise: people"),
    ("size: people", "likelihood: multply"),
    ("[people, ward]", "[people, ward, hub]"),
    ("[people, ward]", "{people: numbr, ward: text}"),
    ("at_least: 1", "at_lest: 1"),
    ("at_least: 1", "at_least: one"),
    (", at_least: 1", ""),
    ("measure: count", "measure: [count]"),
    ("- name: little in one ward", "- name:"),
    ("ward: [Graig, Town]", "ward: []"),
    ("where: {ward: [Graig, Town]}", "where: Graig"),
    *(
        ("rules:\n", f"appraisal: {said}\nrules:\n")
        for said in (
            "yes",
            "{priec_base: 2018-19}",
            "{inflation: -1}",
            "{period: 0}",
            "{period: 1.5}",
            "{match_in_bcr: aprat}",
            "{discount: 0.035}",
            "{discount: {1: 3.5}}",
            "{optimism_bias: {tunnels: -1}}",
            "{additionality: {nation: {leakage: 1.5}}}",
            "{additionality: {region: {leakage: 0.5}}}",
            "{readiness: {likelihood: {idea: 2}}}",
        )
    ),
]
GOOD_SCENARIOS: list[Case] = [
    ('streams:\n  trip: {delay: 1, "2018-19": 700}\n  all: {scale: 0.5}', "streams:"),
    ("delay: 1", "delay: 0"),
    ("delay: 1", '2019-20: "1,000"'),
    ("delay: 1", "over_programme: 0.1"),
    ("costs: {scale: 1.1}", "costs: "),
    ("costs: {scale: 1.1}", "change: {P1: {min_share: 0.5, latest: 2019-20}}"),
    ("costs: {scale: 1.1}", "change: {all: {latest: 2019-20}}"),
    ('["007"]', "[007]"),
    ("in: [P1]", "in: []"),
    ("gap: 0.01", "gap: 1"),
    ("hubs:\n", "uncertainty:\nhubs:\n"),
    ("hubs:\n", "uncertainty: {weights: {order: [economic, alignment]}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {weights: {within: {economic: [40, 40, 50]}}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {scores: {all: [-1, 1]}, costs: {}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {costs: {proposal: {P1: [0.9, 1]}}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {streams: {all: {late: 0.1, cut: }}}\nhubs:\n"),
]
BAD_SCENARIOS: list[Case] = [
    ("title: TRIP a year late", "titel: x"),
    ("programme: valleys\n", ""),
    ("programme: valleys", "programme: [valleys]"),
    ("delay: 1", "delay: 1.5"),
    ("delay: 1", "delay: -1"),
    ("delay: 1", "delay: a year"),
    ("delay: 1", "contingency: 1.5"),
    ("scale: 0.5", "scale: -0.5"),
    ('"2018-19": 700', '"2018-19": -7'),
    ('"2018-19": 700', '"2018-19": many'),
    ("economic: 10", "economic: -1"),
    ("hubs:\n  add: [amman]", "hubs:\n  addd: [amman]"),
    ("hubs:\n  add: [amman]", "hubs:\n  add: amman"),
    ("costs: {scale: 1.1}", "costs: 1.1"),
    ("costs: {scale: 1.1}", "change: {P1: {min_share: 0}}"),
    ("measure: jobs", "mesure: jobs"),
    (", at_least: 1", ""),
    ("in: [P1]", "in: [P1, P1]"),
    ("in: [P1]", 'in: ["P1;NA"]'),
    ("in: [P1]", "on: [P1]"),
    ("gap: 0.01", "gap: 1.5"),
    ("seconds: 5", "seconds: 0"),
    ("seconds: 5", "secs: 5"),
    ("hubs:\n", "uncertainty: weights\nhubs:\n"),
    ("hubs:\n", "uncertainty: {scores: {all: [1]}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {scores: {all: [1, 2, 3, 4]}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {costs: {theme: {a: [1, b]}}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {weights: {concentration: 0}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {streams: {trip: {late: 2}}}\nhubs:\n"),
]
UNKNOWN_NAMES: list[Case] = [
    ("  trip: {", "  trap: {"),
    ("delay: 1", "dealy: 1"),
    ('"2018-19": 700', '"2018-9": 700'),
    ("economic: 10", "ecnomic: 10"),
    ("add: [amman]", "add: [aman]"),
    ("measure: jobs", "measure: jbos"),
    ("in: [P1]", "in: [P11]"),
    ("hubs:\n", "uncertainty: {streams: {trap: {late: 0.2}}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {costs: {proposal: {P11: [1, 2]}}}\nhubs:\n"),
    ("hubs:\n", "uncertainty: {scores: {criterion: {econmic: [1, 2]}}}\nhubs:\n"),
    ("costs: {scale: 1.1}", "change: {P11: {min_share: 0.5}}"),
    ("costs: {scale: 1.1}", "change: {P1: {latest: 2029-30}}"),
]
CROSS_CHECKED = (
    "scale's", "column of numbers", "column of this table", "forms groups", "rules can look at",
    "some proposal has", "that exists", "the id of", "the name of a rule", "1 or less", "one of",
    "the year that starts", "does not stand under",
)  # fmt: skip
"""What the readers expect where it takes the programme to tell, or a number in quotes."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema")
    write_folder(path / "valleys")
    write_folder(path / "changed")
    write_scenario(path / "plain.yaml", "title: plain\nprogramme: valleys\n")
    return path


def changed(text: str, case: Case) -> str:
    old, new = case
    assert old in text
    return text.replace(old, new, 1)


def refuses(schema: Any, text: str) -> bool:
    return not Draft202012Validator(schema).is_valid(values(text))


def settings_faults(place: Path, text: str) -> tuple[Fault, ...]:
    write_scenario(place / "changed" / "programme.yaml", text)
    return faults_in(place / "changed")


def scenario_faults(place: Path, text: str) -> tuple[Fault, ...]:
    return faults_in(write_scenario(place / "asked.yaml", text))


def test_the_schemas_are_schemas(place):
    for schema in (programme_schema(), scenario_schema(), scenario_schema(programme(place))):
        Draft202012Validator.check_schema(schema)


def programme(place: Path) -> Any:
    return read(place / "valleys").programme


EXAMPLES = sorted(
    path.relative_to(REPOSITORY)
    for folder in ("scenarios", "prioritise/cli/starter")
    for path in (REPOSITORY / folder).rglob("*.yaml")
)


@pytest.mark.parametrize("path", EXAMPLES, ids=str)
def test_every_example_is_as_its_schema_says(path):
    schemas = [programme_schema()]
    if path.name != "programme.yaml":
        schemas = [scenario_schema(), scenario_schema(read(REPOSITORY / path).programme)]
    for schema in schemas:
        said = values((REPOSITORY / path).read_text("utf-8"))
        errors = Draft202012Validator(schema).iter_errors(said)
        assert [error.message for error in errors] == []


@pytest.mark.parametrize("case", [*GOOD_SETTINGS, *BAD_SETTINGS], ids=lambda case: case[1][:30])
def test_schema_and_reader_agree_on_settings(place, case):
    text = changed(SETTINGS, case)
    bad = case in BAD_SETTINGS
    assert refuses(programme_schema(), text) == bad
    assert bool(settings_faults(place, text)) == bad


@pytest.mark.parametrize("case", [*GOOD_SCENARIOS, *BAD_SCENARIOS], ids=lambda case: case[1][:30])
def test_schema_and_reader_agree_on_scenarios(place, case):
    text = changed(SCENARIO_TEXT, case)
    bad = case in BAD_SCENARIOS
    assert refuses(scenario_schema(), text) == bad
    assert refuses(scenario_schema(programme(place)), text) == bad
    assert bool(scenario_faults(place, text)) == bad


@pytest.mark.parametrize("case", UNKNOWN_NAMES, ids=lambda case: case[1][:30])
def test_the_schema_for_a_programme_knows_its_names(place, case):
    """The general schema cannot judge them, and does not."""
    text = changed(SCENARIO_TEXT, case)
    assert scenario_faults(place, text)
    assert refuses(scenario_schema(programme(place)), text)


def test_the_schemas_refuse_what_the_readers_refuse_and_nothing_else(place):
    """Every value of both files in turn gives way to others.

    Only what takes the rest of the programme to tell passes the schema and not the reader.
    """
    both = [scenario_schema(), scenario_schema(programme(place))]
    for text, schemas, faults in (
        (SETTINGS, [programme_schema()], settings_faults),
        (SCENARIO_TEXT, both, scenario_faults),
    ):
        judges = [Draft202012Validator(schema) for schema in schemas]
        for written, said in spoilt(values(text)):
            found = faults(place, written)
            accepted = [judge.is_valid(said) for judge in judges]
            if not found:
                assert all(accepted), written
            elif accepted[-1]:
                assert any(words in found[0].expected for words in CROSS_CHECKED), found


SPOILERS: list[Any] = [None, "x", "-1", 0.5, 2, True, ["x"], {"x": 1}]


def spoilt(document: Any) -> Iterator[tuple[str, Any]]:
    """The document with each of its values changed, as text and as what an editor sees."""
    for path in paths(document):
        for value in SPOILERS:
            copied = copy.deepcopy(document)
            inner = copied
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = value
            yield yaml.dump(copied, Dumper=Plain, allow_unicode=True, sort_keys=False), copied


class Plain(yaml.SafeDumper):
    """Writes nothing for nothing, as people do."""


Plain.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    inside: Iterable[Any] = ()
    if isinstance(value, dict):
        inside = value
    elif isinstance(value, list):
        inside = range(len(value))
    for key in inside:
        yield from paths(value[key], (*at, key))


def keys_of(holds: Holds) -> Iterator[tuple[str, SettingKey]]:
    """Every key that the readers know, however deep."""
    if isinstance(holds, (Many, NamedKeys)):
        yield from keys_of(holds.of)
    elif isinstance(holds, Either):
        yield from keys_of(holds.one)
        yield from keys_of(holds.other)
    elif isinstance(holds, Mapping):
        for name, key in holds.items():
            yield name, key
            yield from keys_of(key.holds)


def described(schema: Any) -> Iterator[str]:
    """Every key that a schema describes."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            if isinstance(inner, dict) and inner.get("description"):
                yield name
        for inner in schema.values():
            yield from described(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from described(inner)


@pytest.mark.parametrize(
    ("form", "make"), [(PROGRAMME, programme_schema), (SCENARIO, scenario_schema)]
)
def test_every_key_that_is_read_is_described(form: Form, make: Callable[[], Any]):
    """The words are the docstring of the field that the key fills."""
    known = list(keys_of(form))
    assert {name for name, _ in known} <= set(described(make()))
    for _, key in known:
        assert meanings(key.kind)[key.field]


def test_every_field_of_a_scenario_has_a_key():
    """What a record can hold, people can write."""
    assert list(SCENARIO) == list(Scenario.model_fields)
    filled = {(key.kind, key.field) for _, key in keys_of(SCENARIO)}
    kinds = {kind for kind, _ in filled if issubclass(kind, Record)}
    for kind in kinds - {Scenario}:
        fields = set(kind.model_fields) - {"cells"}
        assert {field for owner, field in filled if owner is kind} == fields


def test_every_column_has_words_and_a_type(tmp_path):
    schema = tables_schema(read(write_folder(tmp_path)).programme)
    assert [resource["name"] for resource in schema["resources"]][: len(RECORDS)] == list(RECORDS)
    for resource in schema["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith(".")
            assert "pence" not in field["description"].lower()


@pytest.mark.parametrize("folder", ["scenarios/valleys", "prioritise/cli/starter"])
def test_the_tables_are_as_their_schema_says(folder):
    schema = tables_schema(read(REPOSITORY / folder).programme)
    for resource in schema["resources"]:
        path = REPOSITORY / folder / resource["path"]
        if path.exists():
            assert list(problems(resource, path.read_text("utf-8"), every_field=False)) == []


def test_a_spoilt_table_is_not_as_its_schema_says():
    folder = REPOSITORY / "prioritise/cli/starter"
    resources = {r["name"]: r for r in tables_schema(read(folder).programme)["resources"]}
    costs, hubs = ((folder / f"{name}.csv").read_text("utf-8") for name in ("costs", "hubs"))
    for name, text in (
        ("costs", costs.replace("capital", "captial", 1)),
        ("costs", costs.replace(",600,", ",-600,", 1)),
        ("costs", costs.replace("option", "optoin", 1)),
        ("hubs", hubs.replace("riverside,", "northgate,", 1)),
        ("hubs", hubs.replace("riverside,", ",", 1)),
    ):
        assert list(problems(resources[name], text, every_field=False)) != []


def schema_of(capsysbinary: Any, *words: str) -> bytes:
    with pytest.raises(SystemExit) as ended:
        app.main(["schema", *words])
    assert ended.value.code == 0
    written: bytes = capsysbinary.readouterr().out
    return written


def test_the_command_prints_one_schema_or_all(capsysbinary):
    assert json.loads(schema_of(capsysbinary, "programme")) == programme_schema()
    assert json.loads(schema_of(capsysbinary)) == {
        "programme": programme_schema(),
        "scenario": scenario_schema(),
        "tables": tables_schema(),
    }


def test_the_command_writes_files_for_one_programme(capsysbinary, tmp_path, place):
    out = tmp_path / "schemas"
    source = str(place / "valleys")
    assert schema_of(capsysbinary, "--for", source, "-o", str(out)) == b""
    assert sorted(path.name for path in out.iterdir()) == [
        "programme.schema.json", "scenario.schema.json", "tables.schema.json",
    ]  # fmt: skip
    written = json.loads((out / "scenario.schema.json").read_text("utf-8"))
    assert written == scenario_schema(programme(place))
    one = tmp_path / "one.json"
    schema_of(capsysbinary, "tables", "-o", str(one))
    assert json.loads(one.read_text("utf-8")) == tables_schema()


def test_a_schema_of_another_name_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        app.main(["schema", "scenrio"])
    assert ended.value.code == 2
    assert "'scenario'" in capsys.readouterr().err
