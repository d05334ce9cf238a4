"""A whole codebook at once: code by code, pair by pair, without one coder, confused codes."""
