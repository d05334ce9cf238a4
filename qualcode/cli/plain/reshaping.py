"""The commands that make new codes, flag, change which words a coding is on, and go back."""

from __future__ import annotations

from qualcode.cli.plain import telling
from qualcode.cli.plain.meaning import Asked, asked, coding_meant, span_meant
from qualcode.cli.plain.moving import Verb
from qualcode.cli.plain.place import Place
from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import InputError, Refused
from qualcode.domain.span import Span
from qualcode.tui.coding.coining import Coining
from qualcode.tui.coding.past import Past
from qualcode.tui.coding.shaping import Shaping

_LISTED = 9


class Reshaping:
    """Such deeds at one place; a failure is raised and leaves everything as it was."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._bench = place.bench
        self._shaping = Shaping(place.bench)
        self._coining = Coining(place.bench)

    def verbs(self) -> dict[str, Verb]:
        """Map the ids of commands to what they do."""
        return {
            "flag": self._flag,
            "in_vivo": self._in_vivo,
            "new": self._new,
            "edges": self._edges,
            "split": self._split,
            "source_memo": self._source_memo,
            "past": self._past,
        }

    def _flag(self, _: str) -> list[str]:
        self._bench.turn_flag()
        return [self._place.answer()]

    def _in_vivo(self, typed: str) -> list[str]:
        one = asked(typed if typed.startswith("on ") else f"on {typed}")
        if not one.words:
            raise InputError('Quote the words that become the code: i "words"')
        span = span_meant(self._place, one)
        return self._coin(" ".join(span.of(self._place.page.text).split()), span)

    def _new(self, typed: str) -> list[str]:
        one = asked(typed)
        return self._coin(one.code, span_meant(self._place, one))

    def _coin(self, name: str, span: Span) -> list[str]:
        bench, position = self._bench, self._bench.cursor.position
        if span != self._place.unit:
            bench.cursor.select_span(span)
        self._coining.coin(name)
        told = bench.told
        bench.go(position)
        bench.told = told
        return [self._place.answer().replace(", E describes it", "")]

    def _edges(self, typed: str) -> list[str]:
        one, span = self._quoted(typed, "to")
        position = self._meant(one.code)
        self._shaping.begin()
        edges = self._bench.edges
        if edges is not None:
            edges.span = span
            self._shaping.keep()
        self._bench.go(position)
        return [self._place.answer()]

    def _split(self, typed: str) -> list[str]:
        one, span = self._quoted(typed, "at")
        position = self._meant(one.code)
        shown = self._bench.shown_span
        if shown is None or not shown.start < span.start < shown.end:
            self._bench.go(position)
            raise Refused("These words do not stand behind the first ones of the coding.")
        self._bench.cursor.position = span.start
        self._shaping.split()
        self._bench.go(position)
        return [self._place.answer()]

    def _quoted(self, typed: str, word: str) -> tuple[Asked, Span]:
        one = asked(typed, word)
        if not one.words:
            raise InputError(f'Quote words of the segment: [NAME] {word} "words"')
        where = Asked("", one.words, one.which)
        return one, span_meant(self._place, where, self._bench.entry.span)

    def _meant(self, code: str) -> int:
        """Let the coding that is meant be the one at hand; return where the coder stood."""
        bench, position = self._bench, self._bench.cursor.position
        coding = coding_meant(self._place, Asked(code))
        bench.cursor.selection, bench.focused = None, coding.id
        return position

    def _source_memo(self, text: str) -> list[str]:
        bench = self._bench
        about = bench.noted(MemoSubject.SOURCE)
        old = bench.noting.memo(about)
        if not text:
            return [telling.memo_line(old.text) if old else "No memo on this text."]
        bench.write_memo(about, "" if text == "-" else text)
        before = f". Before: {telling.quotation(old.text)}" if old else ""
        return [self._place.answer() + before]

    def _past(self, typed: str) -> list[str]:
        words = Past(self._bench.study).in_words(self._bench.deeds)
        known = list(words)
        if not typed:
            told = [
                telling.one_line(f"{number}. {line.moment:%Y-%m-%d %H:%M} {words[line]}")
                for number, line in enumerate(known[:_LISTED], 1)
            ]
            return told or ["You have done nothing that could be taken back."]
        if not typed.isdecimal() or not 0 < int(typed) <= len(known):
            raise InputError(f"U takes a number from 1 to {len(known)}: so many deeds are undone.")
        self._bench.undo_to(known[int(typed) - 1].deed)
        return [self._place.answer(), *self._place.shown()]
