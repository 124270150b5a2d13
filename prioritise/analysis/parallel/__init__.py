"""Many questions at once: who works on them, and how their answers are kept."""
