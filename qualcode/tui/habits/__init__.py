"""What a person likes, and where they were; kept from day to day."""
