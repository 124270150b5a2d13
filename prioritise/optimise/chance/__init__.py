"""A list that keeps its budgets in most of the futures that are drawn."""
