"""Who can reach a hub by public transport, and which further hub reaches most people."""
