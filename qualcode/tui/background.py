"""Work that goes on in a thread while the screen stays alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from qualcode.domain.errors import QualcodeError

Result = TypeVar("Result")

_TICK = 0.25


class Background:
    """One piece of work at a time for a screen; what was asked for last is what arrives.

    The screen hands the worker's news on to `arrived`. `show` is called while work goes on, so
    that the time that passes is seen.
    """

    def __init__(self, screen: Screen[Any], show: Callable[[], object]) -> None:
        self._screen = screen
        self._show = show
        self._worker: Worker[Callable[[], object]] | None = None
        self._ticking: Timer | None = None
        self._since = 0.0

    @property
    def is_busy(self) -> bool:
        """Say whether something is being worked on."""
        return self._worker is not None

    @property
    def seconds(self) -> int:
        """Return for how many whole seconds it has been."""
        return int(monotonic() - self._since) if self.is_busy else 0

    def begin(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        refused: Callable[[QualcodeError], object],
    ) -> None:
        """Begin to work in place of whatever is worked on; `done` or `refused` hears of the end."""

        def run() -> Callable[[], object]:
            try:
                return partial(done, work())
            except QualcodeError as error:
                return partial(refused, error)

        self.stop()
        self._since = monotonic()
        self._worker = self._screen.run_worker(run, thread=True)
        self._ticking = self._screen.set_interval(_TICK, self._show)

    def stop(self) -> bool:
        """Wait no longer; say whether anything was waited for."""
        worker, self._worker = self._worker, None
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        if worker is not None:
            worker.cancel()
        return worker is not None

    def arrived(self, event: Worker.StateChanged) -> None:
        """Take the news of a worker; only the end of the one that is waited for matters."""
        if event.worker is not self._worker or event.state is not WorkerState.SUCCESS:
            return
        told = self._worker.result
        self.stop()
        if told is not None:
            told()
        self._show()
