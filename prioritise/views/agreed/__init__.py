"""What is shown of several aims, places, groups and people."""
