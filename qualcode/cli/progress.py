"""A progress bar on standard error, where a person can see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Moves when called with `(done, total, what)`; silent without a terminal."""

    def __init__(self, shown: Progress | None = None, task: TaskID | None = None) -> None:
        self._shown = shown
        self._task = task

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show how far it is and what is at hand."""
        if self._shown is not None and self._task is not None:
            self._shown.update(self._task, completed=done, total=total, description=what)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while a question is asked: it would paint over the answer."""
        if self._shown is None:
            yield
            return
        self._shown.stop()
        try:
            yield
        finally:
            self._shown.start()


@contextmanager
def progress_bar() -> Iterator[Bar]:
    """Show a bar while the block runs."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield Bar(shown, shown.add_task("", total=None))
