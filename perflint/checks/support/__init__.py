"""What several check kinds share."""
