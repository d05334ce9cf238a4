"""An app that tells in a sentence what could not be had, and stays where it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from qualcode.domain.errors import QualcodeError
from qualcode.tui.told import Told


class TellingApp(App[None], inherit_bindings=False):
    """Tells on the screen what was refused; ends with what it could not go on after."""

    _failure: QualcodeError | None = None

    def sit_through(self) -> int:
        """Run until the person leaves; return the exit code.

        Raises:
            QualcodeError: if the study could not be read or written, and nothing was left to show.
        """
        self.run()
        if self._failure is not None:
            raise self._failure
        return self.return_code or 0

    def say(self, problem: str) -> None:
        """Tell on the screen that is open that something could not be had."""
        # A screen tells what its bench tells; one without a bench tells for itself.
        speakers: list[Any] = [getattr(self.screen, "bench", None), self.screen]
        speaker = next((one for one in speakers if hasattr(one, "told")), None)
        if speaker is not None:
            speaker.told = Told(problem, failed=True)

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do something that may be refused, and tell why if it is; say whether it was done."""
        try:
            deed()
        except QualcodeError as error:
            self.say(str(error))
            return False
        return True

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a traceback, which is for programmers: this is about the study.
        if isinstance(error, QualcodeError):
            self._failure = self._failure or error
            self.exit(return_code=error.exit_code)
        else:
            super()._handle_exception(error)
