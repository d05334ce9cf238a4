"""The coding screen without a terminal: where one stands, what one does, how its rows look."""
