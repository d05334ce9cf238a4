"""From what the terminal reports to what it means, and how somebody chooses other keys."""
