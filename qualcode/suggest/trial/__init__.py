"""The quality of suggestions on a team's own codings, measured by cross-validation."""
