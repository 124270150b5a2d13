"""Other shortlists beside the best: of other scenarios, of people, of the usual rules."""
