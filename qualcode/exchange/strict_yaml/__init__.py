"""A small and safe YAML: plain values with the line and column of each."""
