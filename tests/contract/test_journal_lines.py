"""The journal and the memos as lists from which a screen goes to the place."""

from __future__ import annotations

from qualcode import Study
from qualcode.domain.coding import MemoSubject
from qualcode.domain.span import Span
from tests.support.studies import segments


def test_pages_of_deeds_are_the_journal_newest_first(surveyed: Study) -> None:
    for number, one in enumerate(segments(surveyed)):
        surveyed.codings.apply(("time", "law")[number % 2], one)
    surveyed.history.undo()
    whole = surveyed.history.deeds(1000)
    assert [one.deed for one in whole] == list(
        dict.fromkeys(one.deed for one in surveyed.history.latest(None))
    )
    for size in (1, 3, 100):
        pages, before = [], None
        while page := surveyed.history.deeds(size, before):
            assert len(page) <= size
            pages += page
            before = page[-1].deed
        assert pages == whole
    assert whole[0].undoes == whole[1].deed


def test_a_line_tells_what_was_done_and_where(surveyed: Study) -> None:
    segment = segments(surveyed)[2]
    span = Span(segment.span.start, segment.span.start + 4)
    surveyed.codings.apply_several(["law", "time"], segment, span)
    line = surveyed.history.deeds(1)[0]
    assert (line.coder, line.codes) == (surveyed.coder.id, ("law", "time"))
    assert line.told == "2 codings added, 1 look added"
    assert line.spot is not None
    assert (line.spot.segment, line.spot.span, line.spot.label) == (segment.id, span, segment.label)
    surveyed.flags.put([segment.id])
    line = surveyed.history.deeds(1)[0]
    assert line.told == "1 flag added"
    assert line.spot is not None
    assert line.spot.span == segment.span
    surveyed.sources.rename("R1", "First")
    assert surveyed.history.deeds(1)[0].spot is None


def test_memos_come_with_where_they_belong(surveyed: Study) -> None:
    segment = segments(surveyed)[1]
    coding = surveyed.codings.apply(
        "law", segment, Span(segment.span.start + 1, segment.span.start + 3)
    )
    assert coding is not None
    write = surveyed.memos.write
    write(MemoSubject.STUDY, "", "Begun.")
    write(MemoSubject.CODE, "law", "Narrow.")
    write(MemoSubject.SOURCE, segment.source, "A good one.")
    write(MemoSubject.PARTICIPANT, surveyed.participants.all()[0].id, "Busy.")
    write(MemoSubject.SEGMENT, segment.id, "Why?")
    write(MemoSubject.CODING, coding.id, "Sure?")
    lines = surveyed.memos.lines()
    assert [one.memo for one in lines] == surveyed.memos.all()
    assert [one.about for one in lines] == [surveyed.memos.subject_name(one.memo) for one in lines]
    spots = {one.memo.kind: one.spot for one in lines}
    whole = spots[MemoSubject.SOURCE]
    assert whole is not None
    assert (whole.segment, whole.span.start) == (None, 0)
    assert spots[MemoSubject.STUDY] is spots[MemoSubject.CODE] is None
    on_segment, on_coding = spots[MemoSubject.SEGMENT], spots[MemoSubject.CODING]
    assert on_segment is not None
    assert on_coding is not None
    assert (on_segment.segment, on_segment.span) == (segment.id, segment.span)
    assert (on_coding.segment, on_coding.span) == (segment.id, coding.span)
    surveyed.codings.remove(coding)
    assert surveyed.memos.lines()[-1].spot is None
