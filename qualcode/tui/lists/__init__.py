"""The lists without a terminal: rows, filters, what is told beside them."""
