"""Studies with free spans whose gamma, or whose best alignment, is known from elsewhere."""

import random

# The example of Mathet, Widloecher and Metivier's software, which pygamma-agreement ships as
# tests/data/AlexPaulSuzan.csv: three coders, a text of 60 characters.
ALEX_PAUL_SUZAN = [
    (coder, start, end, code)
    for coder, spans in {
        "Alex": "2-9 1, 11-17 2, 24-30 5, 32-36 6, 36-44 6, 44-60 7",
        "Paul": "2-9 1, 11-17 3, 19-25 5, 32-44 6",
        "Suzan": "2-9 1, 11-17 4, 21-27 5, 32-36 6, 36-40 6, 40-44 6",
    }.items()
    for place, code in (span.split() for span in spans.split(", "))
    for start, end in [map(int, place.split("-"))]
]

# Disorders of the best alignment by pygamma-agreement 0.5.9, which rounds to single precision:
# ((seed, coders, units, length, codes, longest), (alpha, beta), disorder). The spans are those of
# `scattered`.
PYGAMMA_DISORDERS = [
    ((1, 2, 3, 40, 2, 9), (1, 1), 1.4677685499191284),
    ((2, 2, 8, 100, 3, 15), (3, 1), 1.4780972003936768),
    ((3, 2, 30, 300, 4, 20), (1, 0.5), 1.1040799617767334),
    ((4, 3, 4, 60, 2, 12), (0.5, 2), 2.0844037532806396),
    ((5, 3, 8, 100, 3, 15), (1, 1), 1.3012502193450928),
    ((6, 3, 15, 200, 4, 20), (3, 1), 1.7896521091461182),
    ((7, 4, 4, 60, 3, 12), (1, 0.5), 1.4297574758529663),
    ((8, 4, 8, 150, 3, 18), (0.5, 2), 1.2485843896865845),
    ((9, 5, 4, 80, 3, 12), (1, 1), 1.7554470300674438),
    ((10, 2, 12, 40, 1, 10), (3, 1), 0.7005686163902283),
    ((11, 3, 6, 30, 2, 10), (1, 0.5), 0.9114294052124023),
]


def scattered(seed, coders, units, length, codes, longest):
    """Spans at random places, the same for the same numbers on every machine."""
    source, found = random.Random(seed), set()
    for coder in range(coders):
        for _ in range(max(1, units + source.randint(-1, 1))):
            start = source.randrange(0, length - longest)
            end = start + source.randint(2, longest)
            found.add((f"c{coder}", start, end, source.choice("abcdefgh"[:codes])))
    return sorted(found)
