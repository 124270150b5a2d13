"""The independent check of a plan: it imports nothing but the programme."""
