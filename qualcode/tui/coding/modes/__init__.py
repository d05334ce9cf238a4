"""What lies over the coding screen for some keys and takes them: each says when it is open."""
