"""Shows a program of the terminal in a browser on the same machine, and to nobody else.

It knows nothing of studies: the command line says which command is shown.
"""
