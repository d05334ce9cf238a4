"""What may leave a study, and the record of what did."""
