"""Futures drawn at random: how often each proposal is in, and what is regretted."""
