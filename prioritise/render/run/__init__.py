"""The folder of a run: its files, its manifest, and the way back from them."""
