"""What `appraise` shows and writes: measures, the calculation line by line, the rates used."""
