"""What people import: read a programme, ask it questions, and look at the answers in a notebook."""
