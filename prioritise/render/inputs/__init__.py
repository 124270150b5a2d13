"""The inputs described to others: schemas, and the workbook to type them into."""
