"""What people read at the end: tables and comparisons as text."""
