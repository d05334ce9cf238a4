"""Suggests codes in a process of its own, for a screen that must not wait for it.

Started as `python -m qualcode.study.suggestions.worker`. The first line of its input says which
study, and who is at work; what follows are requests. It ends when its input ends, which is also
when whoever started it was killed. What it answers to:

- `{"ask": [segments], "round": name}` with `{"answer": ..., "suggestions": ..., "none": ...,
  "model": ..., "round": ...}`;
- `{"follow": true}`, that something was committed, and the end of reading the whole study with
  `{"fresh": true}` where other answers may hold now;
- `{"order": order, "number": n, ...}` with `{"ordered": [segments], "number": n}` or
  `{"refused": why, "number": n}`.

Something that nobody foresaw is told as `{"failed": why}`, and ends it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.study.suggestions.messages import Message, line_of, message_of, told

Say = Callable[[Message], object]

_NICE = 5


class _Called(Exception):
    """A request waits; reading goes on after it."""


class Requests:
    """The lines that come in; the process ends, whatever it is at, where they end."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._came: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._lines:
            self._came.put(line)
        # Nobody is there any more. All that is kept is kept by whole files.
        os._exit(0)

    @property
    def wait(self) -> bool:
        """Say whether a request waits."""
        return not self._came.empty()

    def next(self) -> Message:
        """Return the next request, once there is one."""
        return message_of(self._came.get())


class Worker:
    """Answers requests, and reads the whole study while there are none."""

    def __init__(self, opening: Message, requests: Requests, say: Say) -> None:
        # Only here: the end of the input must be noticed while all this is loaded.
        from qualcode.study import open_study

        self._study = open_study(opening["place"], opening["coder"])
        self._suggestions = self._study.suggestions
        self._round = self._model = ""
        self._unread = True
        self._requests = requests
        self._say = say

    def work(self) -> None:
        """Answer until the input ends."""
        while True:
            if self._unread and not self._requests.wait:
                self._read_on()
            else:
                self._answer(self._requests.next())

    def _read_on(self) -> None:
        with suppress(_Called):
            self._suggestions.prepare(self._look_up)
            self._unread = False
            self._say_if_fresh()

    def _look_up(self, *_: Any) -> None:
        if self._requests.wait:
            raise _Called

    def _answer(self, request: Message) -> None:
        if "ask" in request:
            self._turn_to(request["round"])
            self._suggest(request["ask"])
        elif "order" in request:
            self._turn_to(request["round"])
            self._put_in_order(request)
        else:
            self._follow()

    def _follow(self) -> None:
        """Say whether other answers may hold now than when that was said last.

        What was committed may have been taken in already, by a question that came between. With a
        new code or source all is to be read again, without one that costs nothing.
        """
        changed = self._suggestions.follow()
        self._unread |= self._say_if_fresh(changed)

    def _say_if_fresh(self, changed: bool = False) -> bool:
        model = self._suggestions.model
        if changed or model != self._model:
            self._model = model
            self._say({"fresh": True})
            return True
        return False

    def _turn_to(self, round_: str) -> None:
        """Be at work inside a round, or outside any."""
        if round_ != self._round:
            study = self._study.in_round(round_) if round_ else self._study
            self._suggestions, self._round, self._unread = study.suggestions, round_, True
            self._model = ""

    def _suggest(self, segments: list[Id]) -> None:
        suggestions = self._suggestions
        try:
            found = suggestions.of(segments, at_once=True)
            none = suggestions.none_fit(segments, at_once=True)
        except QualcodeError:
            # A segment may be gone since it was asked about.
            found, none = [], set()
        # Somebody else may have changed the codebook.
        self._unread |= suggestions.model != self._model
        self._say(
            {
                "answer": segments,
                "suggestions": [told(one) for one in found],
                "none": sorted(none),
                "model": suggestions.model,
                "round": self._round,
            }
        )

    def _put_in_order(self, request: Message) -> None:
        order, number = WorkOrder(request["order"]), request["number"]
        scope = {"question": request["question"], "source": request["source"]}
        try:
            if order is WorkOrder.CERTAIN:
                queue = self._suggestions.queue(request["above"], **scope)
                ids = list(dict.fromkeys(one.segment for one in queue if one.segment))
            else:
                ids = self._suggestions.in_order(order, **scope)
        except QualcodeError as error:
            self._say({"refused": str(error), "number": number})
        else:
            self._say({"ordered": ids, "number": number})


def main() -> None:
    """Read requests from standard input and answer them on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = Requests(sys.stdin.buffer)
    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(OSError, AttributeError):
        os.nice(_NICE)

    def say(message: Message) -> None:
        answers.write(line_of(message))

    with suppress(BrokenPipeError):
        try:
            Worker(requests.next(), requests, say).work()
        except QualcodeError as error:
            say({"failed": str(error)})
        except Exception as error:
            say({"failed": f"{type(error).__name__}: {error}"})
    # Python would wait for the thread that reads, and give up noisily.
    os._exit(1)


if __name__ == "__main__":
    main()
