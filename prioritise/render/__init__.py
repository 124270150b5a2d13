"""Views as files: CSV, JSON, pages, workbooks and folders, each written whole or not at all."""
