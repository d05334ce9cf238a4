"""Suggestions while one works: asked of a process beside the screen, shown when they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.study.suggestions.messages import Message, suggestion_of
from qualcode.tui.coding.hints import BLIND_ROUND, Hints
from qualcode.tui.habits.settings import Settings
from qualcode.tui.suggesting.answers import Answer, Answers
from qualcode.tui.suggesting.asking import Wishes
from qualcode.tui.suggesting.live_hints import LiveHints
from qualcode.tui.suggesting.process import Beside

SETTING = "suggestions"
AS_STUDY, SECOND, AT_ONCE, OFF = "study", "second look", "at once", "off"

_ABOVE = 0.8

Make = Callable[[Callable[[Message], object], Callable[[str], object]], Beside]


class Ordered(NamedTuple):
    """What is to be done with an order of work when it is there, or with why there is none."""

    number: int
    done: Callable[[list[Id]], object]
    refused: Callable[[str], object]


class LiveSuggesting:
    """Suggestions for one person at one study, until they leave.

    The process is started when a page asks for it, but not before `begin`, which is called when
    the first picture stands. `shown` is called when more is known, `told` once if it fails.
    """

    def __init__(self, study: Study, make: Make = Beside) -> None:
        self._study = study
        self._options = study.suggestions.options
        self._settings = Settings()
        self._make = make
        self._beside: Beside | None = None
        self._begun = self._needed = self._calling = self._follows = False
        self._failure = ""
        self._ordered: Ordered | None = None
        self._number = 0
        self._shown: Callable[[], object] = lambda: None
        self._told: Callable[[str], object] = lambda _: None
        self.answers = Answers()
        self.wishes = Wishes()

    def obey(self, settings: Settings) -> None:
        """Let suggestions be shown as the person likes."""
        self._settings = settings

    @property
    def why_none(self) -> str:
        """Return one sentence on why there are none; empty if there may be some."""
        if not self._options.on:
            return "Suggestions are off in this study (see its study.toml)."
        if self._settings.word(SETTING) == OFF:
            return "Suggestions are off in your settings (F2)."
        return self._failure

    @property
    def second_look(self) -> bool:
        """Say whether they are shown only after one's own first choice: as set, else the study."""
        known = {SECOND: True, AT_ONCE: False}
        return known.get(self._settings.word(SETTING), self._options.second_look)

    def hints(self, study: Study, page: Page) -> Hints:
        """Return the hints for a page; none in a blind round, for which nothing is started."""
        if page.round and study.rounds.find(page.round).blind:
            return BLIND_ROUND
        self._needed = self._needed or not self.why_none
        self._call()
        return LiveHints(self, page.round, page.order is not WorkOrder.CERTAIN)

    def begin(self, shown: Callable[[], object], told: Callable[[str], object]) -> None:
        """Start what is needed; from now on it is started as soon as it is."""
        self._shown, self._told, self._begun = shown, told, True
        self._call()

    async def end(self) -> None:
        """Have the process end."""
        self._begun = False
        if self._beside is not None:
            await self._beside.end()

    def changed(self) -> None:
        """Take note that a setting is otherwise."""
        self.answers.show_otherwise()
        self._needed = self._needed or not self.why_none
        self._call()

    def follow(self) -> None:
        """Have it learn from what was committed."""
        self._follows = True
        self.call_soon()

    def in_order(
        self,
        order: WorkOrder,
        question: str | None,
        source: str | None,
        done: Callable[[list[Id]], object],
        refused: Callable[[str], object],
    ) -> None:
        """Have what is unfinished of a question or source put in an order.

        Only what was asked last is answered. The most certain first are those for which something
        is suggested with a probability of at least 0.8.
        """
        if self.why_none:
            refused(self.why_none)
            return
        self._number += 1
        self._ordered = Ordered(self._number, done, refused)
        self._needed = True
        self._call()
        scope = {"question": question, "source": source, "round": "", "above": _ABOVE}
        self._say({"order": order.value, "number": self._number, **scope})

    def call_soon(self) -> None:
        """Ask for what is wanted once what goes on now is done, so that rows are asked together."""
        if self._begun and not self._calling:
            self._calling = True
            asyncio.get_running_loop().call_soon(self._call)

    def _call(self) -> None:
        self._calling = False
        if not self._begun or not self._needed or self.why_none:
            return
        if self._beside is None:
            self._beside = self._make(self._heard, self._ended)
            self._beside.begin({"place": self._study.place, "coder": self._study.coder.name})
        if self._follows:
            self._follows = False
            self._say({"follow": True})
        keys = self.wishes.next()
        if keys:
            self._say({"ask": [segment for _, segment in keys], "round": keys[0][0]})

    def _say(self, message: Message) -> None:
        if self._beside is not None:
            self._beside.say(message)

    def _heard(self, message: Message) -> None:
        before = self.answers.revision
        if "answer" in message:
            self._take_in(message)
        elif "fresh" in message:
            self.answers.outdate()
            self.wishes.want_seen_again()
        elif self._ordered is not None and message["number"] == self._ordered.number:
            ordered, self._ordered = self._ordered, None
            if "refused" in message:
                ordered.refused(message["refused"])
            else:
                ordered.done(message["ordered"])
        self._call()
        if self.answers.revision != before:
            self._shown()

    def _take_in(self, message: Message) -> None:
        found: dict[Id, list[Message]] = {one: [] for one in message["answer"]}
        for one in message["suggestions"]:
            found[one["segment"]].append(one)
        none, model, round_ = set(message["none"]), message["model"], message["round"]
        self.answers.put(
            ((round_, segment), Answer(tuple(map(suggestion_of, known)), segment in none, model))
            for segment, known in found.items()
        )
        self.wishes.done()

    def _ended(self, why: str) -> None:
        self._failure = f"Suggestions have stopped: {why}. They are back when you open it again."
        self._ordered = None
        self.wishes.clear()
        self.answers.show_otherwise()
        self._told(self._failure)
