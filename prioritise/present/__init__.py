"""How an answer is shown: tables, files, screens; the only home of headings, units and colours."""
