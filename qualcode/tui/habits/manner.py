"""How a coder likes to work, from one text to the next of a sitting."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.tui.habits.settings import Settings
from qualcode.tui.page.units import Step


@dataclass
class Manner:
    """What the target is where nothing is selected, and whether a code that is put on leads on."""

    unit: Step = Step.SEGMENT
    advance: bool = False
    _liked: tuple[str, bool] | None = field(default=None, repr=False)

    def kept(self) -> list[str | bool]:
        """Return what is to be kept until one goes on."""
        return [self.unit.value, self.advance]

    def restore(self, kept: object) -> None:
        """Take up again what was kept; anything else changes nothing."""
        match kept:
            case [str(unit), bool(advance)] if unit in [one.value for one in Step]:
                self.unit, self.advance = Step(unit), advance

    def follow(self, settings: Settings) -> None:
        """Take over settings that changed; what was chosen since with a key stays otherwise."""
        liked = settings.word("unit"), settings.flag("auto_advance")
        if liked != self._liked:
            self.unit, self.advance, self._liked = Step(liked[0]), liked[1], liked
