"""How a text lies on the screen: cells, rows, stripes and steps, without any terminal."""
