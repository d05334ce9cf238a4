"""How files, codings and attributes come into a study."""
