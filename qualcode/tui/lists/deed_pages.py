"""The deeds of the journal, read page by page as far as somebody goes."""

from __future__ import annotations

from qualcode.study import Study
from qualcode.study.history import DeedLine

_PAGE = 100


class DeedPages:
    """What is read of the journal, newest first; `complete` says that nothing older is left."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.lines: list[DeedLine] = []
        self.complete = False
        self.read_on()

    def read_on(self) -> bool:
        """Read one page more; say whether there was anything older."""
        before = self.lines[-1].deed if self.lines else None
        page = [] if self.complete else self._study.history.deeds(_PAGE, before)
        self.complete = len(page) < _PAGE
        self.lines = [*self.lines, *page]
        return bool(page)

    def renew(self) -> None:
        """Read anew as much as was read."""
        wanted = max(_PAGE, len(self.lines))
        self.lines = self._study.history.deeds(wanted)
        self.complete = len(self.lines) < wanted
