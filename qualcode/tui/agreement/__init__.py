"""The agreement dashboard without a terminal: what is compared, the cell at hand, its sides."""
