"""What is said of the inputs: warnings, schemas, and the workbook to type them into."""
