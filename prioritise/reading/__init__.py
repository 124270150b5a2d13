"""Files → programme: CSV, workbook, YAML, scenarios; every fault by file, row and column."""

from prioritise.reading.reading import FaultyInput, Reading, read
from prioritise.reading.rows import RowCount

__all__ = ["FaultyInput", "Reading", "RowCount", "read"]
