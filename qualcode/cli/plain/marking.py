"""The commands that put codes on and take them off, write memos, and say how far one looked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from qualcode.cli.plain import telling
from qualcode.cli.plain.commands import Line
from qualcode.cli.plain.meaning import Asked, Unsure, asked, code_meant, coding_meant, span_meant
from qualcode.cli.plain.moving import Verb
from qualcode.cli.plain.place import Place
from qualcode.cli.plain.reshaping import Reshaping
from qualcode.cli.plain.suggesting import Suggested
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.errors import InputError, NotFound, Refused


class Marking:
    """Deeds at one place; each is committed when the lines that tell of it are returned.

    A failure is raised and leaves everything as it was.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._bench = place.bench
        self._offered: tuple[list[str], Asked] = ([], Asked(""))

    def verbs(self) -> dict[str, Verb]:
        """Map the ids of commands to what they do."""
        return {
            "pinned": self._pinned,
            "pick": self._pick,
            "code_mode": self._by_keys,
            "repeat": partial(self._repeat, 0),
            "repeat_before": partial(self._repeat, 1),
            "uncode": self._uncode,
            "memo": self._memo,
            "undo": lambda _: self._stepped(self._bench.undo),
            "redo": lambda _: self._stepped(self._bench.redo),
            "done": partial(self._look, LookState.DONE),
            "nothing": partial(self._look, LookState.NOTHING),
            **Reshaping(self._place).verbs(),
            **Suggested(self._place).verbs(),
        }

    def forget(self) -> None:
        """Forget which codes were offered."""
        self._offered = [], Asked("")

    def answers(self, line: Line) -> bool:
        """Say whether a line takes one of the codes that were offered last."""
        return bool(self._offered[0]) and line.command.id == "pick" and line.rest[:1].isdecimal()

    def _pinned(self, typed: str) -> list[str]:
        one, pinned = asked(typed), self._place.codes.pinned
        numbers = [int(digit) for digit in one.code.split()]
        for number in numbers:
            if number > len(pinned):
                raise InputError(f"No code is pinned to the digit {number}.")
        return self._put_on([pinned[number - 1] for number in numbers], one)

    def _by_keys(self, typed: str) -> list[str]:
        one = asked(typed)
        known = {key: code for code, key in self._place.codes.key_of.items()}
        for key in one.code.split():
            if key not in known:
                raise NotFound("code with the key", key, fix="codes lists the keys.")
        return self._put_on([known[key] for key in one.code.split()], one)

    def _repeat(self, back: int, typed: str) -> list[str]:
        one, recent = asked(typed), self._place.codes.recent
        if one.code:
            raise InputError('Nothing may follow but: on "words"')
        if len(recent) <= back:
            raise Refused("No code was used before.")
        return self._put_on([recent[back]], one)

    def _pick(self, typed: str) -> list[str]:
        one = asked(typed)
        offered, before = self._offered
        self.forget()
        if one.code.isdecimal() and 0 < int(one.code) <= len(offered):
            return self._put_on([offered[int(one.code) - 1]], one if one.words else before)
        if not one.code:
            raise InputError("Say which code: c NAME")
        try:
            return self._put_on([code_meant(self._place.codes, one.code)], one)
        except Unsure as unsure:
            self._offered = unsure.found, one
            raise

    def _put_on(self, codes: Sequence[str], one: Asked) -> list[str]:
        if not codes:
            raise InputError("Say which code.")
        bench, span = self._bench, span_meant(self._place, one)
        position, whole = bench.cursor.position, span == bench.entry.span
        words = "" if whole else f": {telling.quotation(span.of(self._place.page.text))}"
        told: list[str] = []
        for code in codes:
            bench.go(position)
            if not whole:
                bench.cursor.select_span(span)
            bench.apply(code)
            failed, line = bench.told.failed, bench.told.text
            bench.go(position)
            if failed:
                raise Refused(". ".join([*told, line]))
            told.append(telling.one_line(line + words))
        return told

    def _uncode(self, typed: str) -> list[str]:
        bench, position = self._bench, self._bench.cursor.position
        coding = coding_meant(self._place, asked(typed))
        bench.cursor.selection, bench.focused = None, coding.id
        bench.uncode()
        bench.go(position)
        return [self._place.answer()]

    def _memo(self, text: str) -> list[str]:
        entry = self._bench.entry
        old = self._bench.work.memos.get(entry.segment.id)
        if not text:
            return [telling.memo_line(old.text) if old else "No memo here."]
        if text == "-":
            text = ""
        elif text.startswith("+ "):
            text = f"{old.text}\n{text[2:]}" if old else text[2:]
        self._bench.write_memo(self._bench.noted(MemoSubject.SEGMENT), text)
        before = f". Before: {telling.quotation(old.text)}" if old else ""
        return [self._place.answer() + before]

    def _stepped(self, step: Callable[[], None]) -> list[str]:
        before = self._bench.cursor.segment
        step()
        told = [self._place.answer()]
        return told if self._bench.cursor.segment == before else [*told, *self._place.shown()]

    def _look(self, state: LookState, _: str) -> list[str]:
        before = self._bench.cursor.segment
        self._bench.look(state)
        told = self._place.answer() + "."
        self._place.at_end = self._bench.cursor.segment == before
        if self._place.at_end:
            return [told, "This was the last segment."]
        return [told, *self._place.shown()]
