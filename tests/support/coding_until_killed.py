"""Codes without end and says each coding once it is confirmed: run as a process, to be killed."""

from __future__ import annotations

import sys
from itertools import count

from qualcode import open_study
from qualcode.domain.span import Span


def main(folder: str) -> None:
    """Put spans of ever new places on the first segment of the study."""
    with open_study(folder, "Ana") as study:
        segment = study.sources.passages()[0].segment
        taken = {one.span for one in study.codings.of_segments([segment.id])}
        width = len(segment.span)
        for number in count(len(taken)):
            first, length = number % (width - 1), 1 + number // (width - 1)
            start = segment.span.start + first
            span = Span(start, min(start + length, segment.span.end))
            made = study.codings.apply("time", segment, span)
            if made is not None:
                sys.stdout.write(f"{made.id}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
