"""Peers as they come: time, threads and a gap of 0 are set, and nothing else."""
