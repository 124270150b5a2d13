"""Pictures of a shortlist that folders and pages share."""
