"""The second route of `verify`: recounts the figures of a report from the raw rows of a study.

It takes no code from the statistics of the first route. Units, tallies and coefficients are built
anew, as the definitions are written, so that an error on one route shows as a difference.
"""
