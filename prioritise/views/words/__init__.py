"""Sentences that several views share."""
