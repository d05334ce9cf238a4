"""Findings and the codebook as documents: what goes into them, and how they are put in place."""
