"""Questions that are answered by asking the programme again: what changes, and between what."""
