"""What is shown of how a programme gets on."""
