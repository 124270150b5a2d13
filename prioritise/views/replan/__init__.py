"""What is shown of a list in force that is decided anew."""
