"""From scores and weights to value; from costs and benefits over time to measures."""
