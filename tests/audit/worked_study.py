"""A study in which three coders did all that a report can tell of, chance being seeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from qualcode import Study, create_study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.identity import Id, new_id
from qualcode.domain.rounds import Assignment, Round, RoundState, Sampling
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings, rounds
from qualcode.store.journal import Deed
from tests.support.studies import segments, small_survey

ROUND = "pilot"
CODES = ("data", "law", "privacy", "time", "never")
_BATCH = 20
_ANSWERS = (
    "Training helps us. Time to read helps more, and 3.5 hours a week would do!",
    "Reports come late. They are incomplete; nobody reads 👩‍👩 them.",
    "Feedback would help.",
    "The law forbids sharing. Privacy first? Time is short.",
)


def clock() -> Callable[[], datetime]:
    """Return a clock that goes on by seven hours whenever somebody looks at it."""
    hours = count()
    return lambda: datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=7 * next(hours))


def respondents(n: int) -> list[tuple[str, str, str, str]]:
    """Return the rows of a survey of `n` people; every seventh left a question blank."""
    return [
        (
            f"R{number:02}",
            "analyst" if number % 2 else "prosecutor",
            _ANSWERS[number % 4],
            "" if number % 7 == 6 else _ANSWERS[(number * 3 + 1) % 4],
        )
        for number in range(n)
    ]


def worked(folder: Path, n: int = 60, seed: int = 7, names: Sequence[str] = ()) -> Study:
    """Make the study: work outside of any round, then a closed round with repeats."""
    study = create_study(folder / "study", "Trial", coder="Ana", clock=clock())
    small_survey(study, folder / "incoming", respondents(n))
    some = segments(study)
    study.catalogue.add_codes(codebook(some[0].question or ""))
    random = Random(seed)
    who = {"Ana": study.coder.id, **{name: study.team.add(name).id for name in names or COLLEAGUES}}
    for part in batches(some[: len(some) // 2]):
        for coder in who.values():
            work(study, part, coder, "", random, "first")
    with deed(study) as made:
        rounds.put(made, _round(tuple(who.values()), made.moment, len(some)))
        rounds.assign(made, [one for coder in who.values() for one in _queue(coder, some)])
    for number, part in enumerate(batches(some)):
        for coder in who.values():
            work(study, part, coder, ROUND, random, "second" if number < 3 else "third")
    return study


COLLEAGUES = ("Ben", "Cyd")


def codebook(question: str) -> list[Code]:
    """Return codes in a tree, one of them for one question only, one that nobody uses."""
    return [
        Code("barriers", "Barriers", codable=False),
        Code("data", "Data quality", "barriers"),
        Code("law", "Law", "barriers"),
        Code("privacy", "Privacy law", "law"),
        Code("time", "Time", asked=(question,)),
        Code("never", "Never"),
    ]


def work(
    study: Study, some: Sequence[Segment], coder: Id, round_: str, random: Random, revision: str
) -> None:
    """Let one coder look at most of some segments, and code many of them alike."""
    with deed(study) as made:
        for segment in some:
            if random.random() < 0.1:
                continue
            given = list(_given(segment, coder, round_, random, revision, made.moment))
            state = LookState.DONE if given else LookState.NOTHING
            codings.put_looks(made, [Look(coder, segment.id, state, made.moment, round_)])
            codings.add(made, given)


def deed(study: Study) -> AbstractContextManager[Deed]:
    """Begin a deed of the person at work."""
    return study._session.deed()


def batches(some: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Yield the segments in the parcels in which they are coded."""
    for first in range(0, len(some), _BATCH):
        yield some[first : first + _BATCH]


def _given(
    segment: Segment, coder: Id, round_: str, random: Random, revision: str, moment: datetime
) -> Iterator[Coding]:
    # What everybody sees depends on the segment alone; the rest is the coder's own.
    common = Random(str(segment.span) + segment.label)
    for code in CODES[:-1]:
        if (common.random() < 0.25) == (random.random() < 0.12):
            continue
        start, end = sorted(common.sample(range(segment.span.start, segment.span.end + 1), 2))
        if random.random() < 0.2:
            start, end = segment.span.start, segment.span.end
        yield Coding(
            new_id(), coder, code, segment.source, segment.id, Span(start, end), moment, round_,
            Origin.ACCEPTED if start % 5 == 0 else Origin.HUMAN, revision,
        )  # fmt: skip


def _round(coders: tuple[Id, ...], created: datetime, n: int) -> Round:
    sampling = Sampling(share=0.5, overlap=0.75, repeats=0.125, seed=3, population=n, drawn=n)
    return Round(
        ROUND, coders, False, sampling, "second", created, RoundState.CLOSED, created
    )  # fmt: skip


def _queue(coder: Id, some: Sequence[Segment]) -> Iterator[Assignment]:
    for place, segment in enumerate(some):
        yield Assignment(ROUND, coder, segment.id, place, repeat=place % 8 == 0 and place < 50)
