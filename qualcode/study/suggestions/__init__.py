"""Suggestions in a study: what is learnt from, for whom, in which order one works by them."""
