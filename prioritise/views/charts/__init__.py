"""Charts and maps as SVG by hand: they need no script, and words stand beside each."""
