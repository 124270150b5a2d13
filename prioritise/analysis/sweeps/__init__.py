"""Budgets or a weight varied from one end to the other, and every swap on the way."""
