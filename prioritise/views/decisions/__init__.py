"""What people have decided, on screen and in tables."""
