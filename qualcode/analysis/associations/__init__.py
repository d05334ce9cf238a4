"""Whether a code goes with an attribute or an outcome, and how surely."""
