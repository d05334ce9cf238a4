"""Findings: tables of what the codings say, each through the gate."""
