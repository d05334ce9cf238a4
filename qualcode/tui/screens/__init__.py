"""What fills the whole terminal: the list of texts, the coding screen, help."""
