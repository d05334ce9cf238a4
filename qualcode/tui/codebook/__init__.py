"""The codebook editor without a terminal: the tree, the changes, what they would do."""
