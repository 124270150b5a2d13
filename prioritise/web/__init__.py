"""The local page: move budgets and weights, and watch the shortlist."""
