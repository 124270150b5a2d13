"""What every view is made of: tables, columns, figures, screens, and files written whole."""
