"""New codes while one codes: named at once, and told of in the codebook and its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.domain.codebook_changes import Change, EditCode, NewCode
from qualcode.domain.errors import InputError, NotFound
from qualcode.tui.codes import Codes
from qualcode.tui.workbench import Workbench

_LONGEST = 80
_MARKS = ("›", ">")


class Coining:
    """Changes of the codebook from a workbench, whose codes are brought in step."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    @property
    def _codes(self) -> Codes:
        return self._bench.codes

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
        name, parent = self._placed(typed)
        if not name:
            raise InputError("A code needs a name: type one.")
        if len(name) > _LONGEST:
            raise InputError(
                f"{len(name)} characters are too many for the name of a code; at most {_LONGEST}."
            )
        before = set(self._codes.codebook.by_id)
        self._change(NewCode(name, parent))
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

    def coin(self, name: str) -> str | None:
        """Make a new code, or find the one of that name, and put it on; return its id if made."""
        bench = self._bench
        made: list[str] = []

        def deed() -> str:
            made.append(self.make(name))
            bench.deeds.committed()
            return "it is new in the codebook"

        known = self.known(name)
        if known is not None:
            bench.apply(known)
        elif bench.attempt(deed, bench.entry):
            told = bench.told.text
            bench.apply(made[0])
            if not bench.told.failed:
                bench.tell(f"{bench.told.text}; {told}, E describes it")
        return made[0] if made else None

    def coin_in_vivo(self) -> None:
        """Make a new code that is called as the words that are selected, and put it on."""
        bench = self._bench
        if not bench.chooses:
            bench.tell("Select the words first; they become the name of the code.")
        else:
            self.coin(" ".join(bench.target.of(bench.page.text).split()))

    def edit_code(self, code: str, values: Mapping[str, Any]) -> bool:
        """Change what the codebook says of a code; say whether it is safe."""
        bench = self._bench

        def deed() -> str:
            self._change(EditCode(code, values))
            bench.deeds.committed()
            return f"{bench.codes.name(code)} changed in the codebook"

        return bench.attempt(deed, bench.entry)

    def _change(self, change: Change) -> None:
        before = set(self._codes.codebook.by_id)
        changed = self._bench.study.codes.change(change)
        new = next((code for code in changed.codes if code not in before), "")
        self._codes.take_in(changed.codebook, new)
