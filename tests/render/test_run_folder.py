"""A run folder is complete, reproducible, and shows every change to it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from prioritise.cli.solving import solved
from prioritise.cli.starter_files import write_starter
from prioritise.optimise import optimise
from prioritise.programme.faults import RecordError, UsageError
from prioritise.reading import read
from prioritise.render.run.manifest import Manifest, manifest_from
from prioritise.render.run.run_folder import Copies, copies_of, write_run
from prioritise.render.run.verify import verify
from prioritise.render.taken import OutputError
from prioritise.views.run.run_tables import run_tables

TABLES = [
    *("programme", "shortlist", "funding", "budgets", "by_hub", "rules", "totals", "future"),
    *("pipeline", "outturn"),
]


def run(source: Path, to: Path) -> None:
    answer = solved(source)
    copies = copies_of(answer.reading.source, answer.files)
    write_run(to, answer.plan, run_tables(answer.plan), copies, replace=True)


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starter") / "mine"
    write_starter(folder, workbook=False)
    (folder / "follows.yaml").write_text(
        "title: A quarter less\nprogramme: .\nstreams: {all: {scale: 0.75}}\n"
        "baseline: less-money.yaml\n"
    )
    return folder


@pytest.fixture(scope="module")
def written(starter, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "run"
    run(starter / "follows.yaml", folder)
    return folder


@pytest.fixture
def copy(written, tmp_path):
    return Path(shutil.copytree(written, tmp_path / "run"))


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_everything_that_was_promised_is_there_and_nothing_else(written):
    names = {path.relative_to(written).as_posix() for path in files(written)}
    outputs = {f"{name}.csv" for name in TABLES} | {"manifest.json", "datapackage.json"}
    assert {name for name in names if not name.startswith("inputs/")} == outputs
    assert {"inputs/follows.yaml", "inputs/less-money.yaml", "inputs/costs.csv"} <= names
    assert not [path for path in written.parent.iterdir() if path != written]


def test_the_manifest_says_what_was_asked_and_what_came_out(written):
    record = json.loads((written / "manifest.json").read_bytes())
    assert record["status"] == "optimal"
    assert record["gap"] == {"points": 0.0, "percent": 0.0}
    assert record["settings"]["weights"] == {"economic": 0.45, "social": 0.35, "alignment": 0.2}
    assert record["baseline"] == list(
        solved(Path(written / "inputs/less-money.yaml")).plan.shortlist
    )
    assert all(check["passed"] for check in record["checks"])
    assert {"python", "platform", "pulp", "highspy", "pydantic"} == set(record["versions"])
    for entry in record["outputs"]:
        content = (written / entry["path"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["bytes"] == len(content)


def test_every_column_of_every_table_is_described(written):
    package = json.loads((written / "datapackage.json").read_bytes())
    assert [resource["name"] for resource in package["resources"]] == TABLES
    for resource in package["resources"]:
        heading = (written / resource["path"]).read_text("utf-8").splitlines()[0]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == heading.split(",")
        assert all(field["title"] and field["description"] for field in fields)


def test_a_second_run_gives_the_same_bytes_times_and_versions_aside(written, starter, tmp_path):
    run(starter / "follows.yaml", tmp_path / "again")
    for path in files(written):
        name = path.relative_to(written)
        if name.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "again" / name).read_bytes()
    one, other = (
        json.loads((folder / "manifest.json").read_bytes())
        for folder in (written, tmp_path / "again")
    )
    for record in (one, other):
        del record["started"], record["seconds"], record["manifest_sha256"]
        for stage in record["stages"]:
            del stage["seconds"]
    assert one == other


def test_a_fresh_folder_verifies_without_any_solver(written):
    found = verify(written)
    assert found.files == len(files(written))
    assert found.tables == len(TABLES)
    import subprocess
    import sys

    code = (
        "import sys, pathlib, prioritise.render.run.verify as v;"
        f"v.verify(pathlib.Path({str(written)!r}));"
        "assert not {'pulp', 'highspy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_run_folder_can_be_run_again_from_its_copies(copy, tmp_path):
    run(copy / "inputs" / "follows.yaml", tmp_path / "again")
    for name in TABLES:
        again = (tmp_path / "again" / f"{name}.csv").read_bytes()
        assert again == (copy / f"{name}.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_any_changed_byte_is_found_and_named(copy, part):
    for path in files(copy):
        content = path.read_bytes()
        for place in {*range(part * 7, len(content), 70), len(content) - 1}:
            changed = bytearray(content)
            changed[place] ^= 1 + part
            path.write_bytes(changed)
            with pytest.raises(RecordError, match=path.name):
                verify(copy)
        path.write_bytes(content)
    verify(copy)


def test_a_missing_and_a_further_file_are_named(copy):
    (copy / "rules.csv").unlink()
    (copy / "inputs" / "notes.txt").write_text("mine")
    with pytest.raises(RecordError) as problem:
        verify(copy)
    assert str(problem.value).splitlines() == [
        "inputs/notes.txt was not written by the run",
        "rules.csv is missing",
    ]


def test_a_link_in_place_of_a_file_is_found(copy):
    other = copy.parent / "rules.csv"
    shutil.move(copy / "rules.csv", other)
    (copy / "rules.csv").symlink_to(other)
    with pytest.raises(RecordError, match=r"rules\.csv is a link"):
        verify(copy)


def sealed(folder, change):
    """Change a manifest and seal it anew, as somebody would who knows how."""
    path = folder / "manifest.json"
    record = json.loads(path.read_bytes())
    change(record)
    manifest = Manifest.model_validate_json(json.dumps({**record, "manifest_sha256": ""}))
    path.write_text(manifest.text(), encoding="utf-8")


def test_a_changed_table_with_a_new_hash_is_found_by_making_it_anew(copy):
    table = copy / "by_hub.csv"
    table.write_bytes(table.read_bytes().replace(b"Riverside", b"Riverford"))

    def rehash(record):
        (entry,) = [entry for entry in record["outputs"] if entry["path"] == "by_hub.csv"]
        entry["sha256"] = hashlib.sha256(table.read_bytes()).hexdigest()

    sealed(copy, rehash)
    with pytest.raises(RecordError, match=r"made anew.*by_hub\.csv"):
        verify(copy)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["choices"].pop(),
        lambda record: record["choices"].append(record["choices"][0]),
        lambda record: record["choices"][0].update(proposal="nobody"),
        lambda record: record["choices"][0].update(payers=["nobody"]),
        lambda record: record["choices"][0].update(payers=["nobody"] * 2),
        lambda record: record["choices"][0].update(tenths=3),
        lambda record: record["figures"].update(value=1),
        lambda record: record.update(scenario="../../elsewhere.yaml"),
        lambda record: record["inputs"][0].update(path="../../elsewhere.csv"),
    ],
)
def test_a_manifest_that_says_something_else_is_found(copy, change):
    sealed(copy, change)
    with pytest.raises(RecordError):
        verify(copy)


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"tool": 1}'])
def test_what_is_no_manifest_is_refused(copy, content):
    (copy / "manifest.json").write_bytes(content)
    with pytest.raises(RecordError, match=r"manifest\.json"):
        verify(copy)


def test_an_earlier_run_is_replaced(copy, starter):
    run(starter / "less-money.yaml", copy)
    assert json.loads((copy / "manifest.json").read_bytes())["scenario"] == "less-money.yaml"
    assert not (copy / "inputs" / "follows.yaml").exists()
    verify(copy)
    assert [path.name for path in copy.parent.iterdir()] == ["run"]


def test_a_folder_with_anything_else_in_it_is_left_alone(copy, starter, tmp_path):
    (copy / "minutes.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"minutes\.docx"):
        run(starter, copy)
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"mine\.txt"):
        run(starter, other)
    with pytest.raises(OutputError, match="is a file"):
        run(starter, other / "mine.txt")
    assert (copy / "minutes.docx").read_text() == (other / "mine.txt").read_text() == "mine"


def test_an_input_that_changed_meanwhile_is_not_kept_as_if_it_had_been_read(starter, tmp_path):
    reading = read(starter)
    copies = copies_of(reading.source, reading.files)
    changed = {
        name: content.replace(b"Station square", b"Station circle")
        for name, content in copies.contents.items()
    }
    plan = optimise(reading.programme)
    with pytest.raises(UsageError, match="changed while"):
        write_run(tmp_path / "run", plan, run_tables(plan), Copies(changed, copies.scenario))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [b"1e400", b"NaN", b"-Infinity"])
def test_a_manifest_with_what_is_no_number_is_refused_in_words(written, number):
    content = (written / "manifest.json").read_bytes()
    seconds = re.search(rb'"seconds": ([0-9.]+)', content)
    with pytest.raises(RecordError, match="does not hold what `run` writes"):
        manifest_from(content.replace(seconds[0], b'"seconds": ' + number))
