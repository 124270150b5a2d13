"""Rows whose figures are too large for floating point, written in digits with whole carries.

A solver that computes in floating point keeps a limit only to about a millionth of its largest
figure. A row  sum a x <= b  is therefore written, with a = 10^4 q + r and b = 10^4 Q + R, as

    sum r x <= R + 10^4 k        and        sum q x + k <= Q        with k whole,

and the second row again in the same way while its figures are still too large. Columns are whole,
so the two say exactly the same as the one. Each r has the sign of its a, so that a column with a
small figure stands in the first row alone; k may then have to be as low as some -K, and stands as
a column k + K from 0 upwards.
"""

from __future__ import annotations

from math import gcd

from prioritise.optimise.model import Constraint, Model, Terms, Variable

LARGEST_FIGURE = 1_000_000
"""Whole figures up to this size are compared safely; above it 12 of 1,500 penny-tight programmes
went wrong at ten times the size, none of 6,000 at this size."""
BASE = 10_000
"""One digit."""


def with_exact_coefficients(model: Model) -> Model:
    """The same model with every figure small enough; its own columns keep their places."""
    columns = list(model.columns)
    rows: list[Constraint] = []
    for row in model.rows:
        _append(columns, rows, _reduced(row))
    return Model(tuple(columns), tuple(rows), model.objective)


def _append(columns: list[Variable], rows: list[Constraint], row: Constraint) -> None:
    while _largest(row) > LARGEST_FIGURE:
        high = tuple((column, _cut(a)) for column, a in row.terms if _cut(a))
        low = tuple((c, a - BASE * _cut(a)) for c, a in row.terms if a != BASE * _cut(a))
        tops = [(coefficient, columns[column].top) for column, coefficient in low]
        most = sum(coefficient * top for coefficient, top in tops if coefficient > 0)
        least = sum(coefficient * top for coefficient, top in tops if coefficient < 0)
        limit, rest = divmod(row.limit, BASE)
        # The least that may have to be carried, and a column that counts from there.
        lowest = -((rest - least) // BASE)
        carry = len(columns)
        top = max(1, -(-(most - rest) // BASE) - lowest)
        columns.append(Variable(f"carry {row.name} {carry}", top))
        low_limit, high_limit = rest + BASE * lowest, limit - lowest
        rows.append(
            Constraint(f"{row.name}, low digits", (*low, (carry, -BASE)), row.sense, low_limit)
        )
        row = Constraint(f"{row.name}, high digits", (*high, (carry, 1)), row.sense, high_limit)
    rows.append(row)


def _cut(coefficient: int) -> int:
    """The coefficient without its lowest digit, cut towards 0."""
    return coefficient // BASE if coefficient >= 0 else -(-coefficient // BASE)


def _reduced(row: Constraint) -> Constraint:
    """The row as `<=` or `=`, divided by what all its coefficients share."""
    if row.sense == ">=":
        row = Constraint(row.name, _negated(row.terms), "<=", -row.limit)
    common = gcd(*(coefficient for _, coefficient in row.terms))
    if common <= 1 or (row.sense == "=" and row.limit % common):
        return row
    terms = tuple((column, coefficient // common) for column, coefficient in row.terms)
    return Constraint(row.name, terms, row.sense, row.limit // common)


def _negated(terms: Terms) -> Terms:
    return tuple((column, -coefficient) for column, coefficient in terms)


def _largest(row: Constraint) -> int:
    return max((abs(coefficient) for _, coefficient in row.terms), default=0)
