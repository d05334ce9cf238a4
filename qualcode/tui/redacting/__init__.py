"""The model behind the screen on which names are found and replaced."""
