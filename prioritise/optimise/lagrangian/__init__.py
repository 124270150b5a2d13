"""Lagrangian decomposition: blocks of budgets searched apart at multipliers, and joined: exact."""
