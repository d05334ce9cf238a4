"""Everything durable; the only package that knows SQL."""
