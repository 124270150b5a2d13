"""The table of figures says what the tests have said."""

from __future__ import annotations

import csv

import pytest

from tests.promises.figures import Book

TEST = "tests/promises/test_pennies.py::test_no_penny_is_overspent"


def told() -> Book:
    book = Book()
    for part in ("2m", "20m"):
        name = f"{TEST}[{part}]"
        book.say(name, 2, asked=1_000, proven=1_000, compared=999, overspends=2)
        book.ended(name, 1.25, failed=part == "20m")
    book.say("tests/promises/test_x.py::test_x", "memory stays flat", asked=5)
    return book


def test_parts_of_a_test_add_up_and_one_that_failed_is_seen():
    heading, promise, row, also, *others = told().screen()
    assert heading.split() == ["asked", "proven", "compared", "differ", "seconds"]
    assert promise == "2 never a penny over"
    assert row.split()[-6:] == ["2,000", "2,000", "1,998", "0", "2", "FAILED"]
    assert also.strip() == "4 overspends"
    assert others[0] == "memory stays flat"
    assert others[1].split()[-5:] == ["5", "–", "–", "0", "0"]
    assert all(len(line) <= 80 for line in told().screen())


def test_the_file_has_a_row_for_each_test(tmp_path):
    told().write(tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["test"], first["compared"], first["result"]) == (TEST, "1998", "failed")
    assert (second["promise"], second["proven"], second["seconds"]) == (
        "memory stays flat",
        "",
        "0.0",
    )


def test_a_promise_that_nobody_has_made_is_a_mistake():
    with pytest.raises(AssertionError, match="no promise 15"):
        Book().say(TEST, 15, asked=1)
