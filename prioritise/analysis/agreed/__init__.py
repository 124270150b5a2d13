"""What several aims, places, groups and people can agree on, each answer proven."""
