"""New codes while one codes: named at once, and told of in the codebook and its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.tui.coding.new_codes import NewCodes
from qualcode.tui.coding.workbench import Workbench


class Coining(NewCodes):
    """Changes of the codebook from a workbench, whose codes are brought in step."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench.study, bench.codes)
        self._bench = bench

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
        from qualcode.domain.codebook_changes import EditCode

        bench = self._bench

        def deed() -> str:
            self.change(EditCode(code, values))
            bench.deeds.committed()
            return f"{bench.codes.name(code)} changed in the codebook"

        return bench.attempt(deed, bench.entry)
