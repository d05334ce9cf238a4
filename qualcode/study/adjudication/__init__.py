"""How disagreements become consensus."""
