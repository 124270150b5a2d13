"""Who is next in line while the shortlist stays as it is; arithmetic, no solving."""
