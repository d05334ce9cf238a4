"""Agreement reports: from what coders did to figures, files and their second reckoning."""
