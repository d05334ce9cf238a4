"""What a person can do at each screen, and with which keys; what tells of them reads here."""
