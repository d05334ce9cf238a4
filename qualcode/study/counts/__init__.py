"""Frequencies of codes and of closed answers."""
