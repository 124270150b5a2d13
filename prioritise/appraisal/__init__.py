"""From scores and weights to the value of a proposal."""
