"""Prioritise: which projects get public money, proven best within the budgets, and why."""

__version__ = "0.1.0"
