"""Speed and memory against real peers, as ratios within one run."""
