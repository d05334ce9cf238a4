"""Stories of coding, told to the study and to a plain model: they never differ."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from qualcode import create_study, open_study
from qualcode.domain.coding import Coding, LookState, MemoSubject, Origin
from qualcode.domain.errors import Refused
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.study.suggestions.refusing import Refusing
from tests.support.postgres import Server
from tests.support.studies import CODES, segments, small_survey

Codings = set[tuple[str, str, str, int, int]]
Looks = dict[tuple[str, str], str]

MADE_OF = (
    PLAIN,
    Provenance(hint_visible=True),
    Provenance(True, 1, 0.1 + 0.2, 1.0, "f" * 16),
    Provenance(True, 3, -2.0, order=WorkOrder.CERTAIN),
)


def edited(known: tuple[Origin, Provenance]) -> tuple[Origin, Provenance]:
    origin, made_of = known
    return (Origin.EDITED if origin is Origin.ACCEPTED else origin), made_of


@dataclass
class Facts:
    """What is so: codings with where they come from, looks, memos, flags, what was refused, and
    the sources that are removed.
    """

    codings: Codings = field(default_factory=set)
    looks: Looks = field(default_factory=dict)
    memos: dict[str, tuple[str, str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    rejections: dict[tuple[str, str], Provenance] = field(default_factory=dict)
    struck: set[tuple[str, str]] = field(default_factory=set)
    origins: dict[tuple[str, str, str, int, int], tuple[Origin, Provenance]] = field(
        default_factory=dict
    )


@dataclass
class Model:
    """The facts, with each person's way back and forth as copies of them."""

    facts: Facts = field(default_factory=Facts)
    back: list[Facts] = field(default_factory=list)
    forth: list[Facts] = field(default_factory=list)

    def do(self) -> Facts:
        """Begin a deed and return the facts to change."""
        self.back.append(deepcopy(self.facts))
        self.forth.clear()
        return self.facts

    def undo(self) -> None:
        self.forth.append(self.facts)
        self.facts = self.back.pop()

    def redo(self) -> None:
        self.back.append(self.facts)
        self.facts = self.forth.pop()


class Story(RuleBasedStateMachine):
    """One coder's day; `server` is set by the test, and None for a study in a file."""

    server: Server | None = None

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.model = Model()

    @initialize()
    def begin(self) -> None:
        home = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        url = None
        if self.server is not None:
            url = self.stack.enter_context(self.server.empty_database())
        self.folder = home / "study"
        self.study = create_study(self.folder, coder="Ana", database=url)
        self.study.catalogue.add_codes(CODES)
        small_survey(self.study, home / "incoming")
        self.segments: list[Segment] = segments(self.study)
        self.me = str(self.study.coder.id)

    def _present(self) -> list[Segment]:
        return [one for one in self.segments if one.source not in self.model.facts.removed]

    @rule(
        number=st.integers(0, 6),
        code=st.sampled_from(["data", "law", "privacy", "time"]),
        start=st.integers(0, 3),
        length=st.integers(1, 4),
        whole=st.booleans(),
        made_of=st.sampled_from(MADE_OF),
    )
    def apply(
        self, number: int, code: str, start: int, length: int, whole: bool, made_of: Provenance
    ) -> None:
        segment = self.segments[number]
        first = segment.span.start + start
        span = segment.span if whole else Span(first, first + length)
        if segment.source in self.model.facts.removed:
            with pytest.raises(Refused):
                self.study.codings.apply(code, segment, span, made_of)
            return
        done = self.study.codings.apply(code, segment, span, made_of)
        key = (segment.id, self.me, code, span.start, span.end)
        assert (done is None) == (key in self.model.facts.codings)
        if done is None:
            return
        look = (segment.id, self.me)
        if self.model.facts.looks.get(look, "nothing applies") == "nothing applies":
            facts = self.model.do()
            facts.looks[look] = "seen"
        else:
            facts = self.model.do()
        facts.codings.add(key)
        facts.origins[key] = (Origin.ACCEPTED if made_of.rank else Origin.HUMAN, made_of)
        facts.rejections.pop((segment.id, code), None)

    @rule(
        number=st.integers(0, 6),
        code=st.sampled_from(["data", "law", "privacy", "time"]),
        made_of=st.sampled_from(MADE_OF),
    )
    def reject(self, number: int, code: str, made_of: Provenance) -> None:
        segment, facts = self.segments[number], self.model.facts
        coded = any((one[0], one[2]) == (segment.id, code) for one in facts.codings)
        if segment.source in facts.removed or coded:
            with pytest.raises(Refused):
                self.refusing.reject(code, segment.id, made_of)
            return
        done = self.refusing.reject(code, segment.id, made_of)
        assert (done is None) == ((segment.id, code) in facts.rejections)
        if done is not None:
            self.model.do().rejections[segment.id, code] = made_of

    @rule(
        code=st.sampled_from(["law", "time"]),
        word=st.sampled_from(["late", "Late", "there"]),
        on=st.booleans(),
    )
    def strike(self, code: str, word: str, on: bool) -> None:
        done = (self.refusing.strike if on else self.refusing.unstrike)(code, word)
        key = (code, word.lower())
        assert (done is not None) == ((key in self.model.facts.struck) != on)
        if done is not None:
            struck = self.model.do().struck
            (struck.add if on else struck.remove)(key)

    @property
    def refusing(self) -> Refusing:
        return Refusing(self.study._session)

    def _standing(self, wanted: tuple[str, str, str, int, int]) -> Coding:
        (coding,) = [
            one
            for one in self.study.codings.of_segments([wanted[0]])  # type: ignore[list-item]
            if (one.code, one.span.start, one.span.end) == wanted[2:]
        ]
        return coding

    @precondition(lambda self: self.model.facts.codings)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(sorted(self.model.facts.codings)))
        self.study.codings.remove(self._standing(wanted))
        facts = self.model.do()
        facts.codings.remove(wanted)
        del facts.origins[wanted]

    @precondition(lambda self: self.model.facts.codings)
    @rule(data=st.data(), start=st.integers(0, 3), length=st.integers(1, 4))
    def move(self, data: st.DataObject, start: int, length: int) -> None:
        wanted = data.draw(st.sampled_from(sorted(self.model.facts.codings)))
        segment = next(one for one in self.segments if one.id == wanted[0])
        first = segment.span.start + start
        new = (*wanted[:3], first, first + length)
        coding = self._standing(wanted)
        if new in self.model.facts.codings - {wanted}:
            with pytest.raises(Refused):
                self.study.codings.move(coding, Span(first, first + length))
            return
        assert self.study.codings.move(coding, Span(first, first + length)).id == coding.id
        if new != wanted:
            facts = self.model.do()
            facts.codings.remove(wanted)
            facts.codings.add(new)
            facts.origins[new] = edited(facts.origins.pop(wanted))

    @precondition(lambda self: any(one[4] - one[3] > 1 for one in self.model.facts.codings))
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        known = self.model.facts.codings
        wanted = data.draw(st.sampled_from(sorted(one for one in known if one[4] - one[3] > 1)))
        at = data.draw(st.integers(wanted[3] + 1, wanted[4] - 1))
        parts = {(*wanted[:4], at), (*wanted[:3], at, wanted[4])}
        if parts & known:
            with pytest.raises(Refused):
                self.study.codings.split(self._standing(wanted), at)
            return
        self.study.codings.split(self._standing(wanted), at)
        facts = self.model.do()
        facts.codings.remove(wanted)
        facts.codings |= parts
        facts.origins |= dict.fromkeys(parts, edited(facts.origins.pop(wanted)))

    @rule(numbers=st.lists(st.integers(0, 6), min_size=1, max_size=3), on=st.booleans())
    def flag(self, numbers: list[int], on: bool) -> None:
        ids = {str(self.segments[number].id) for number in numbers}
        (self.study.flags.put if on else self.study.flags.take_off)(ids)  # type: ignore[arg-type]
        flags = self.model.facts.flags
        if ids - flags if on else ids & flags:
            facts = self.model.do()
            facts.flags = facts.flags | ids if on else facts.flags - ids

    @rule(
        numbers=st.lists(st.integers(0, 6), min_size=1, max_size=3),
        state=st.sampled_from([LookState.DONE, LookState.NOTHING]),
    )
    def look(self, numbers: list[int], state: LookState) -> None:
        ids = [self.segments[number].id for number in numbers]
        coded = {key[0] for key in self.model.facts.codings}
        if state is LookState.NOTHING and coded & set(ids):
            with pytest.raises(Refused):
                self.study.codings.look(ids, state)
            return
        self.study.codings.look(ids, state)
        if any(self.model.facts.looks.get((one, self.me)) != state for one in ids):
            self.model.do().looks.update({(one, self.me): state.value for one in ids})

    @rule(number=st.integers(0, 6), text=st.sampled_from(["Hm.", "Ask again.", "é 👍"]))
    def write_memo(self, number: int, text: str) -> None:
        segment = self.segments[number]
        memo = self.study.memos.write(MemoSubject.SEGMENT, segment.id, text)
        self.model.do().memos[memo.id] = (segment.id, text)

    @precondition(lambda self: self.model.facts.memos)
    @rule(data=st.data(), text=st.sampled_from(["", "Changed my mind."]))
    def rewrite_memo(self, data: st.DataObject, text: str) -> None:
        identity = data.draw(st.sampled_from(sorted(self.model.facts.memos)))
        (memo,) = [one for one in self.study.memos.all() if one.id == identity]
        self.study.memos.rewrite(memo, text)
        facts = self.model.do()
        subject, _ = facts.memos.pop(identity)
        if text:
            facts.memos[identity] = (subject, text)

    @precondition(lambda self: len(self.model.facts.removed) < 3)
    @rule()
    def remove_source(self) -> None:
        source = self.study.sources.all()[0]
        self.study.sources.remove(source.name)
        self.model.do().removed.add(source.id)

    @rule()
    def undo(self) -> None:
        # Before the model's first deed lies the import, which this story does not take back.
        if self.model.back:
            self.study.history.undo()
            self.model.undo()

    @rule()
    def redo(self) -> None:
        if self.model.forth:
            self.study.history.redo()
            self.model.redo()
        else:
            with pytest.raises(Refused):
                self.study.history.redo()

    @rule()
    def reopen(self) -> None:
        self.study.close()
        self.study = open_study(self.folder, "Ana")

    @invariant()
    def same(self) -> None:
        if not hasattr(self, "study"):
            return
        facts, present = self.model.facts, {one.id for one in self._present()}
        codings = {
            (one.segment, one.coder, one.code, one.span.start, one.span.end): (
                one.origin,
                one.provenance,
            )
            for one in self.study.codings.all()
        }
        assert set(codings) == {key for key in facts.codings if key[0] in present}
        assert codings == {key: one for key, one in facts.origins.items() if key[0] in present}
        rejections = {(one.segment, one.code): one.provenance for one in self.refusing.rejections()}
        assert rejections == {
            key: one for key, one in facts.rejections.items() if key[0] in present
        }
        assert {(one.code, one.word) for one in self.refusing.struck()} == facts.struck
        looks = {(one.segment, one.coder): one.state.value for one in self.study.codings.looks()}
        assert looks == {key: value for key, value in facts.looks.items() if key[0] in present}
        flagged = {one.spot.segment for one in self.study.flags.all()}
        assert flagged == facts.flags & present
        memos: dict[Any, Any] = {one.id: (one.subject, one.text) for one in self.study.memos.all()}
        assert memos == facts.memos
        assert {one.id for one in self.study.sources}.isdisjoint(facts.removed)

    def teardown(self) -> None:
        if hasattr(self, "study"):
            try:
                assert self.study.check() == []
            finally:
                self.study.close()
                self.stack.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_stories(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    monkeypatch.setattr(Story, "server", server)
    run_state_machine_as_test(
        Story,
        settings=settings(max_examples=10 if server else 30, stateful_step_count=30, deadline=None),
    )
