"""The reference suite of the solve: programmes fixed before any tuning, and peers beside ours."""
