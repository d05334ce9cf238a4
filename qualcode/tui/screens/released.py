"""A list of figures that went through the gate; the lead may have small ones shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Protocol

from qualcode.domain.errors import Confidential, QualcodeError
from qualcode.study import Study
from qualcode.tui.agreement.dials import Dial
from qualcode.tui.frame import Frame
from qualcode.tui.lists.listing import Row
from qualcode.tui.registry.action import Register, Verb
from qualcode.tui.screens.computed import ComputedScreen

SHOWN = "small cells shown"
_TOLD = "Small cells are shown; the journal holds that you asked for it."


class ReleasedBench(Protocol):
    """What computes a release and holds it."""

    @property
    def everything(self) -> bool:
        """Say whether small cells are asked for too."""

    def compute(self) -> Any:
        """Return what is asked for; this takes a while and is done in a thread."""

    def take(self, computed: Any) -> None:
        """Show what was computed."""

    def refuse(self, sentence: str) -> None:
        """Show why there is nothing."""

    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for something else."""

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""


class ReleasedScreen(ComputedScreen[Row]):
    """Figures of a bench, computed anew only when the study or what is asked for changed."""

    def __init__(
        self, study: Study, released: ReleasedBench, register: Register, frame: Frame
    ) -> None:
        self._study = study
        self._released = released
        self._state = ""
        super().__init__(register, frame)

    @abstractmethod
    def arranged(self, deed: Verb) -> None:
        """Change which rows there are, and stay at the one that was chosen."""

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {**super().verbs(), "options": self.set, "everything": self._turn_everything}

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        return self._released.dials()

    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for something else."""
        self._released.change(changed)

    @property
    def is_stale(self) -> bool:
        """Say whether anything changed: each time small cells show is journalled."""
        return not self._state or self._state != self._latest()

    def _latest(self) -> str:
        latest = self._study.history.latest(1)
        return str(latest[0].deed) if latest else ""

    def begin(self) -> None:
        """Begin to compute what is asked for."""
        self._state = ""
        self.background.begin(self._computed, self._take, self.refuse)

    def _computed(self) -> tuple[Any, str]:
        return self._released.compute(), self._latest()

    def _take(self, made: tuple[Any, str]) -> None:
        computed, self._state = made
        self.arranged(lambda: self._released.take(computed))
        if self._released.everything:
            self.tell(_TOLD)

    def refuse(self, error: QualcodeError) -> None:
        """Show why there are no figures; who may not see small ones sees the others."""
        if isinstance(error, Confidential) and self._released.everything:
            super().refuse(error)
            self._released.change({"everything": False})
            self.begin()
        else:
            self._released.refuse(str(error))
            self.renew()

    def _turn_everything(self) -> None:
        self._released.change({"everything": not self._released.everything})
        self.begin()
