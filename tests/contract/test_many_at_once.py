"""Eight people write at the same time: nothing is lost, doubled, or out of order."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

from qualcode import Study, open_study
from qualcode.domain.coding import MemoSubject
from qualcode.domain.events import EventKind
from qualcode.domain.span import Span
from tests.support.studies import segments

PEOPLE, DEEDS = 8, 12


def test_eight_people_code_the_same_words(surveyed: Study, tmp_path: Path) -> None:
    names = [f"Coder {number}" for number in range(PEOPLE)]
    for name in names:
        surveyed.team.add(name)
    told = len(surveyed.history.latest(None))
    segment = segments(surveyed)[0]
    failures: list[BaseException] = []
    together = threading.Barrier(PEOPLE)

    def work(name: str) -> None:
        try:
            with open_study(tmp_path / "study", name) as study:
                together.wait()
                for number in range(DEEDS):
                    start = segment.span.start + number
                    assert study.codings.apply("time", segment, Span(start, start + 3))
                study.history.undo()
                study.memos.write(MemoSubject.SEGMENT, segment.id, f"{name} was here.")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    by_coder = Counter(one.coder for one in surveyed.codings.all())
    assert sorted(by_coder.values()) == [DEEDS - 1] * PEOPLE
    assert len(surveyed.codings.looks()) == PEOPLE
    assert len(surveyed.memos.all()) == PEOPLE
    events = surveyed.history.latest(None)[: -told or None]
    kinds = Counter(event.kind for event in events)
    assert kinds[EventKind.CODING] == PEOPLE * (DEEDS + 1)
    assert surveyed.check() == []


def test_one_coder_at_two_screens_makes_no_coding_twice(surveyed: Study, tmp_path: Path) -> None:
    some = segments(surveyed)
    made: list[object] = []
    failures: list[BaseException] = []
    together = threading.Barrier(PEOPLE)

    def work() -> None:
        try:
            with open_study(tmp_path / "study", "Ana") as study:
                together.wait()
                made.extend(study.codings.apply("time", segment) for segment in some)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sum(one is not None for one in made) == len(some)
    assert len(surveyed.codings.all()) == len(some)
    assert surveyed.check() == []


def test_a_reader_sees_one_state_while_others_write(surveyed: Study, tmp_path: Path) -> None:
    from qualcode.store import codings
    from qualcode.store.sight import EVERYTHING

    segment = segments(surveyed)[0]
    with surveyed._session.reading() as connection:
        before = codings.everything(connection, EVERYTHING)
        surveyed.codings.apply("time", segment)
        assert codings.everything(connection, EVERYTHING) == before
    assert len(surveyed.codings.all()) == len(before) + 1
