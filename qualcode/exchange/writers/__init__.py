"""One module for each way out of a study."""
