"""Studies of any size to open on a screen: one long transcript under overlapping codings."""

from __future__ import annotations

import random
from pathlib import Path

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding
from qualcode.domain.identity import new_id
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings
from qualcode.study import Study, create_study
from tests.support.corpora import transcript

CODER = "anna"
SOURCE = "talk"

_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442")
_CODES = 40


def large_study(folder: Path, words: int, spans: int, seed: int = 1) -> Path:
    """Make a study with a transcript of about so many words and so many codings on it."""
    with create_study(folder, "Large", CODER) as study:
        study.catalogue.add_codes(
            Code(f"code-{number:02}", f"Code {number}", color=_COLOURS[number % len(_COLOURS)])
            for number in range(_CODES)
        )
        talk = transcript(folder / f"{SOURCE}.txt", words, seed)
        study.import_files(talk, kind="interview", moderators=("Interviewer",))
        _code(study, spans, seed)
    return folder


def _code(study: Study, spans: int, seed: int) -> None:
    # Put into the store at once: the screen is measured here, not tens of thousands of deeds.
    chance = random.Random(seed)
    session = study._session
    person, revision = study.coder.id, study.catalogue.codebook.revision
    segments = [passage.segment for passage in study.sources.passages()]
    with session.deed() as deed:
        new = [
            Coding(
                new_id(),
                person,
                f"code-{chance.randrange(_CODES):02}",
                segment.source,
                segment.id,
                _some_of(segment, chance),
                deed.moment,
                revision=revision,
            )
            for segment in chance.choices(segments, k=spans)
        ]
        codings.add(deed, new)


def _some_of(segment: Segment, chance: random.Random) -> Span:
    start = chance.randrange(segment.span.start, segment.span.end)
    if chance.random() < 0.2:
        return segment.span
    return Span(start, min(segment.span.end, start + chance.randint(5, 400)))
