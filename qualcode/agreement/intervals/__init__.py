"""How sure a figure is: bootstrap, jackknife, and what it may be called."""
