"""Makes codes and changes what is said of them, in the codebook and its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.errors import InputError, NotFound
from qualcode.study import Study
from qualcode.tui.codes import Codes

if TYPE_CHECKING:
    from qualcode.domain.codebook_changes import Change

_LONGEST = 80
_MARKS = ("›", ">")


class NewCodes:
    """Changes of the codebook, with which the codes that a screen offers are brought in step."""

    def __init__(self, study: Study, codes: Codes) -> None:
        self._study = study
        self._codes = codes

    def known(self, typed: str) -> str | None:
        """Return the code that has this name already, if it can be put on."""
        found = self._codes.codebook.find(typed)
        return found.id if found is not None and found.applicable else None

    def make(self, typed: str) -> str:
        """Make a code and return its id.

        It stands beside the code used last, or at the top; `Theme > Name` says where else.

        Raises:
            NotFound: if there is no such theme.
            InputError: if the name is none, or longer than 80 characters.
            Refused: if the codebook cannot be changed now, as inside a round.
        """
        # A text opens sooner without what only a new code needs.
        from qualcode.domain.codebook_changes import NewCode

        name, parent = self._placed(typed)
        if not name:
            raise InputError("A code needs a name: type one.")
        if len(name) > _LONGEST:
            raise InputError(
                f"{len(name)} characters are too many for the name of a code; at most {_LONGEST}."
            )
        before = set(self._codes.codebook.by_id)
        self.change(NewCode(name, parent))
        return next(code for code in self._codes.codebook.by_id if code not in before)

    def _placed(self, typed: str) -> tuple[str, str | None]:
        for mark in _MARKS:
            above, found, name = typed.rpartition(mark)
            if found:
                theme = self._codes.codebook.find(above.strip())
                if theme is None:
                    names = [one.name for one in self._codes.codebook.themes]
                    raise NotFound("theme", above.strip(), names)
                return name.strip(), theme.id
        book = self._codes.codebook
        last = next((code for code in self._codes.recent if code in book), None)
        return typed.strip(), book.by_id[last].parent if last else None

    def change(self, change: Change) -> None:
        """Change the codebook; a code that is new in it gets a digit if one is free.

        Raises:
            QualcodeError: as the change says, if it cannot be made.
        """
        before = set(self._codes.codebook.by_id)
        changed = self._study.codes.change(change)
        new = next((code for code in changed.codes if code not in before), "")
        self._codes.take_in(changed.codebook, new)
