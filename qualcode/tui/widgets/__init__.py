"""The parts of a screen; they show the workbench and keep nothing of their own."""
