"""Who can reach a hub: screen, tables, maps and curve."""
