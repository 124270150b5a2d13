"""A folder of CSV files becomes a programme, exactly as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.reading import FaultyInput, read
from tests.reading.files import (
    SETTINGS,
    TABLES,
    csv_text,
    faults_in,
    only_fault,
    tables,
    with_cell,
    write_folder,
)


def test_every_cell_arrives_in_its_field(tmp_path):
    """Amounts become whole pence, scores exact decimals, lists tuples, and blanks the defaults."""
    programme = read(write_folder(tmp_path)).programme
    trip, trip_sw, skills, _ = programme.streams
    assert programme.years == ("2018-19", "2019-20")
    assert trip.budgets == (100_000_000, 90_050_000)
    assert trip_sw.budgets == (100_000_000, 90_000_000)
    assert skills.budgets == (50_000_000, 0)
    assert trip.regions == ("SE", "SW")
    assert (trip.intervention_rate, trip.max_award) == (Decimal("0.7"), 500_000_000)
    first, second, third = programme.proposals
    assert first.scores == {"economic": Decimal("7.5")}
    assert first.numbers == {"people": Decimal(4000)}
    assert first.texts == {"ward": "Graig"}
    assert third.texts == {}
    assert third.hubs == ("ponty", "neath")
    assert second.commitment == "contracted"
    assert programme.costs[2].amounts == (1, 2_000_000)
    assert programme.costs[1].after == 500_000
    assert programme.links[1].value == Decimal("-2.5")
    assert programme.rules[1].where == {"ward": ("Graig", "Town")}


@pytest.mark.parametrize("name", ["00", "NA", "1e5", "null", "TRUE", "-", "1/2", "ŷ", "P 1"])
def test_ids_are_kept_as_written(tmp_path, name):
    """An id is text, whatever else it looks like."""
    written = with_cell("proposals", 4, "proposal", name)
    written["costs"][5][0] = name
    written["links"][1][2] = name
    programme = read(write_folder(tmp_path, written)).programme
    assert [p.proposal for p in programme.proposals] == ["P1", "007", name]


def test_titles_keep_welsh_letters_quotes_and_line_breaks(tmp_path):
    """Text for people arrives exactly as written."""
    title = 'Tŷ Gŵyl, "Y Lanfa"\nâêîôûŵŷ £ –'
    written = with_cell("proposals", 2, "title", title)
    assert read(write_folder(tmp_path, written)).programme.proposals[0].title == title


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("", 0),
        ("0", 0),
        ("7", 700_000),
        (" 7 ", 700_000),
        (".5", 50_000),
        ("0.00001", 1),
        ("12.34000", 1_234_000),
        ("12.3400000000", 1_234_000),
        ("1,234.5", 123_450_000),
        ("£1,234,567", 123_456_700_000),
        ("£7", 700_000),
        ("999999999999", 99_999_999_999_900_000),
    ],
)
def test_amounts_are_exact(tmp_path, text, pence):
    """An amount in £k is read as whole pence, with separators and a pound sign."""
    written = with_cell("costs", 6, "2018-19", text)
    assert read(write_folder(tmp_path, written)).programme.costs[4].amounts[0] == pence


@pytest.mark.parametrize(("unit", "pence"), [("£", 150), ("£k", 150_000), ("£m", 150_000_000)])
def test_the_unit_is_applied_once(tmp_path, unit, pence):
    """1.5 in pounds, thousands and millions."""
    written = with_cell("costs", 6, "2018-19", "1.5")
    written["costs"][3][6] = "0"
    settings = SETTINGS.replace("£k", unit)
    assert read(write_folder(tmp_path, written, settings)).programme.costs[4].amounts[0] == pence


def test_a_column_is_a_number_only_if_every_filled_cell_is_one(tmp_path):
    """Of the further columns, `people` holds numbers until one cell holds a word."""
    settings = SETTINGS.replace("value: {size: people}\n", "")
    written = with_cell("proposals", 2, "people", "many")
    proposals = read(write_folder(tmp_path, written, settings)).programme.proposals
    assert [p.texts.get("people") for p in proposals] == ["many", "250", "9"]


def test_a_declared_column_is_what_it_is_declared_to_be(tmp_path):
    """Declared text stays text though it looks like numbers; a declared number has to be one."""
    text = SETTINGS.replace("[people, ward]", "{people: number, ward: text}")
    written = with_cell("proposals", 2, "ward", "007")
    written["proposals"][2][-1] = "12"
    text = text.replace("[Graig, Town]", "[007]")
    proposals = read(write_folder(tmp_path, written, text)).programme.proposals
    assert [p.texts.get("ward") for p in proposals] == ["007", "12", None]
    fault = only_fault(
        write_folder(
            tmp_path, with_cell("proposals", 3, "people", "few"), text.replace("[007]", "[Graig]")
        )
    )
    assert (fault.row, fault.column, fault.found) == (3, "people", "'few'")


def test_the_order_of_columns_does_not_matter(tmp_path):
    """Columns are known by their headings."""
    turned = {name: [row[::-1] for row in rows] for name, rows in tables().items()}
    forwards = read(write_folder(tmp_path / "a")).programme
    assert read(write_folder(tmp_path / "b", turned)).programme == forwards


def test_blank_rows_are_skipped_and_rows_keep_their_numbers(tmp_path):
    """Rows count as a spreadsheet counts them, blank rows and line breaks in cells included."""
    written = with_cell("proposals", 2, "title", "one\ntwo\nthree")
    written["proposals"].insert(2, [""] * len(written["proposals"][0]))
    written["proposals"][4][3] = "11"
    fault = only_fault(write_folder(tmp_path, written))
    assert (fault.place, fault.row, fault.column) == ("proposals.csv", 5, "economic")
    assert str(fault).endswith("found 11, expected at most 10, the scale's top")


def test_optional_tables_may_be_absent(tmp_path):
    """Alignment is needed only where a row has to find its payer; links never are."""
    written = tables(alignment=None, links=None)
    written["costs"][4][3] = "skills"
    programme = read(write_folder(tmp_path, written)).programme
    assert (programme.alignments, programme.links) == ((), ())


def test_files_are_named_in_order_and_absolute(tmp_path):
    """Settings first, then the tables, for copying and hashing."""
    reading = read(write_folder(tmp_path))
    names = ["programme.yaml", *(f"{name}.csv" for name in TABLES)]
    assert [path.name for path in reading.files] == names
    assert all(path.is_absolute() for path in reading.files)
    assert reading.programme_path == reading.source == tmp_path


def test_rows_read_are_rows_used_and_rows_refused(tmp_path):
    """Every row that is not blank is counted, on success and on refusal."""
    for count in read(write_folder(tmp_path)).counts:
        assert count.read == count.used == len(TABLES[count.table]) - 1
        assert count.refused == 0
    spoilt = tables()
    spoilt["costs"][1][6] = "12k"
    spoilt["costs"][2].append("more")
    spoilt["costs"].append([""] * 8)
    with pytest.raises(FaultyInput) as caught:
        read(write_folder(tmp_path, spoilt))
    costs = next(count for count in caught.value.counts if count.table == "costs")
    assert (costs.read, costs.used, costs.refused) == (5, 3, 2)


def test_a_refused_row_does_not_make_its_id_unknown(tmp_path):
    """One bad cell is one fault, however many rows refer to that row."""
    for table, row, column in (
        ("hubs", 2, "status"),
        ("streams", 2, "intervention_rate"),
        ("proposals", 2, "likelihood"),
        ("costs", 6, "before"),
    ):
        faults = faults_in(write_folder(tmp_path, with_cell(table, row, column, "x")))
        assert [(f.place, f.row, f.column) for f in faults] == [(f"{table}.csv", row, column)]


def test_an_unreadable_table_does_not_make_its_ids_unknown(tmp_path):
    """A missing file of hubs is one fault, not one for each proposal."""
    fault = only_fault(write_folder(tmp_path, tables(hubs=None)))
    assert (fault.place, fault.row) == ("hubs.csv", None)


def test_every_fault_of_every_file_comes_at_once(tmp_path):
    """The user mends everything in one go, file by file, in order of rows."""
    written = tables()
    written["hubs"][1][3] = "agred"
    written["streams"][3][9] = "12k"
    written["proposals"][2][3] = "11"
    written["costs"].append(["XX", *written["costs"][1][1:]])
    settings = SETTINGS.replace("weight: 60", "wieght: 60")
    write_folder(tmp_path, written)
    assert [(f.place, f.row) for f in faults_in(tmp_path)] == [
        ("hubs.csv", 2),
        ("streams.csv", 4),
        ("proposals.csv", 3),
        ("costs.csv", 7),
    ]
    faults = faults_in(write_folder(tmp_path, written, settings))
    assert [(f.place, f.row) for f in faults] == [
        ("programme.yaml", 5),
        ("hubs.csv", 2),
        ("streams.csv", 4),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_reads_the_same(tmp_path, newline):
    """Files from Windows, Unix and old Macs."""
    write_folder(tmp_path)
    for name, rows in TABLES.items():
        text = csv_text(rows).replace("\n", newline)
        (tmp_path / f"{name}.csv").write_bytes(text.encode())
    plain = read(write_folder(tmp_path / "plain")).programme
    assert read(tmp_path).programme == plain


def test_utf8_with_a_mark_and_windows_1252_read_the_same(tmp_path):
    """What Excel writes as CSV, in either of its ways, reads the same."""
    plain = read(write_folder(tmp_path / "plain")).programme
    written = with_cell("proposals", 2, "title", "Gorsaf Llyn £1 – caffi")
    expected = read(write_folder(tmp_path / "utf8", written)).programme
    text = csv_text(written["proposals"])
    for encoding in ("utf-8-sig", "cp1252"):
        (tmp_path / "plain" / "proposals.csv").write_bytes(text.encode(encoding))
        assert read(tmp_path / "plain").programme == expected
    assert plain != expected


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("hub,name\n".encode("utf-16"), "no text in UTF-8"),
        (b"hub,name\na,\x00b\n", "no text in UTF-8"),
        ("hub,name\na,Tŷ".encode() + b"\xa3\n", "the byte 0xA3, which is not UTF-8"),
        (b"hub,name\na,\x81\n", "the byte 0x81, which is not UTF-8"),
    ],
)
def test_other_encodings_are_refused(tmp_path, content, found):
    """Nothing is replaced: a file that is neither UTF-8 nor Windows-1252 is one fault."""
    write_folder(tmp_path)
    (tmp_path / "hubs.csv").write_bytes(content)
    assert only_fault(tmp_path).found == found


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_one_fault(tmp_path, delimiter, name):
    """A file separated by semicolons says so once."""
    write_folder(tmp_path)
    (tmp_path / "costs.csv").write_text(csv_text(TABLES["costs"], delimiter=delimiter))
    assert only_fault(tmp_path).found == f"columns separated by {name}"
