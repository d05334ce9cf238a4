"""One sitting: reads commands line by line until there are no more, and says what became of each.

A script goes on after a line that failed, but changes nothing at a place that may be the wrong
one: what follows is refused until a line says where to go on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from qualcode.cli.plain import telling
from qualcode.cli.plain.commands import Effect, Line, help_lines, read
from qualcode.cli.plain.lines import Lines
from qualcode.cli.plain.marking import Marking
from qualcode.cli.plain.moving import Moving, Verb
from qualcode.cli.plain.place import Place
from qualcode.cli.render import note, say
from qualcode.domain.errors import InputError, NotFound, QualcodeError, Refused
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.lists.choices import Choice, choices, page_of


def sit_down(study: Study, page: Page | None, at: int | None) -> int:
    """Code line by line; return the exit code.

    It is 1 if a command that did not come from a terminal failed, or if anything was not saved.
    """
    sitting = Sitting(study, Lines())
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            sitting.run(page, at)
        finally:
            sitting.put_down()
        return sitting.end()
    except BrokenPipeError:
        # Nobody hears what is done any more, so nothing more is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        note("qualcode: nobody reads the output; the commands that were left were not done.")
        return 1


class Sitting:
    """What a coder does from the first line to the last."""

    def __init__(self, study: Study, lines: Lines) -> None:
        self._study = study
        self._lines = lines
        self._place: Place | None = None
        self._marking: Marking | None = None
        self._verbs: dict[str, Verb] = {}
        self._texts: list[Choice] = []
        self._astray = ""
        self._over = False
        self._unsaved = False
        self._failed = 0

    def run(self, page: Page | None, at: int | None) -> None:
        """Say where one is, then do what is read."""
        self._say(self._texts_told() if page is None else self._sit_at(page, at))
        while not self._over:
            try:
                typed = self._lines.read()
                if typed is None:
                    break
                line = read(typed)
            except QualcodeError as error:
                self._fail(error, f"line {self._lines.number} failed")
                continue
            if line is not None:
                self._obey(line)

    def put_down(self, leaving: bool = True) -> None:
        """Make everything durable, or say that it is not."""
        try:
            if self._place is not None:
                self._place.put_down(leaving)
            self._unsaved = False
        except QualcodeError as error:
            self._unsaved = True
            self._fail(error)

    def end(self) -> int:
        """Say how far one came; return the exit code."""
        if self._place is not None and not self._unsaved:
            self._say([f"{self._place.progress}. Everything is saved."])
        failed = self._failed and not self._lines.typed
        if failed:
            note(f"{self._failed} of {self._lines.number} lines failed.")
        return 1 if failed or self._unsaved else 0

    def _obey(self, line: Line) -> None:
        effect = line.command.effect
        try:
            self._require_certain(line)
            told = self._done(line)
        except QualcodeError as error:
            tells = effect is Effect.TELLS
            self._fail(error, "" if tells else f"line {self._lines.number} failed")
            return
        if effect is not Effect.TELLS:
            self._astray = ""
        if self._place is not None and effect not in (Effect.TELLS, Effect.DEED):
            self._place.at_end = False
        self.put_down(leaving=False)
        self._say(told)

    def _require_certain(self, line: Line) -> None:
        """Refuse a deed of a script at a place that may be the wrong one, and steps from there."""
        effect = line.command.effect
        if self._lines.typed or effect in (Effect.TELLS, Effect.GOES):
            return
        why = self._astray
        if self._marking is not None and self._marking.answers(line):
            why = ""
        if self._place is not None and self._place.at_end and effect is Effect.DEED:
            why = "the last segment is finished"
        if why:
            raise Refused(
                f"Not done, since {why}. Say where to go on: go N, or show to go on here."
            )

    def _done(self, line: Line) -> list[str]:
        command, rest = line.command.id, line.rest
        if command == "help":
            return help_lines(rest)
        if command == "texts":
            return self._texts_told()
        if command == "open":
            return self._open(rest)
        if command == "quit":
            self._over = True
            return []
        if self._marking is None:
            raise Refused("No text is open; texts lists them, open N opens one.")
        if command != "pick":
            self._marking.forget()
        return self._verbs[command](rest)

    def _texts_told(self) -> list[str]:
        self._texts = choices(self._study)
        return telling.choice_lines(self._texts)

    def _open(self, words: str) -> list[str]:
        known = self._texts or choices(self._study)
        if words.isdecimal() and 0 < int(words) <= len(known):
            fitting = [known[int(words) - 1]]
        else:
            fitting = [one for one in known if one.name == words]
        if not fitting:
            raise NotFound("text", words, [one.name for one in known], "texts lists them.")
        if len(fitting) > 1:
            numbers = " or ".join(str(known.index(one) + 1) for one in fitting)
            raise InputError(f"Several texts are called {words}: open {numbers}.")
        page = page_of(self._study, fitting[0].kind, fitting[0].name)
        if self._place is not None:
            self._place.put_down()
        return self._sit_at(page, None)

    def _sit_at(self, page: Page, at: int | None) -> list[str]:
        study = self._study.in_round(page.round) if page.round else self._study
        self._place = Place(study, page, at)
        self._marking = Marking(self._place)
        self._verbs = {**Moving(self._place).verbs(), **self._marking.verbs()}
        coder = f"You code as {self._study.coder.name}. ? lists the commands."
        return [telling.page_line(page), f"{self._place.progress}. {coder}", *self._place.shown()]

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            say(line)
        sys.stdout.flush()

    def _fail(self, error: QualcodeError, astray: str = "") -> None:
        self._failed += 1
        self._astray = self._astray or astray
        sys.stdout.flush()
        note(str(error) if self._lines.typed else f"line {self._lines.number}: {error}")
