"""Files in and out: readers, writers, codebook and instrument YAML."""
