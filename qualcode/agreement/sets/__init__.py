"""Agreement on units that carry a set of codes."""
