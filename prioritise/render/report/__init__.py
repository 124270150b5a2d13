"""The report: what was asked, what was found and what it rests on, as a page and as a workbook."""
