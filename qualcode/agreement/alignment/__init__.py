"""Gamma: the best pairing of spans against pairing by chance."""
