"""Database revisions, applied in order."""
