"""Numbers for findings; plain values in, plain values out."""
