"""One line that is asked for: a passphrase, a reason, other words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qualcode.tui.prompt import Prompt


@dataclass
class Question:
    """What is asked, and what is done with the answer; a `secret` one is never shown."""

    asks: str
    answered: Callable[[str], object]
    secret: bool = False
    prompt: Prompt = field(default_factory=Prompt)

    @property
    def shown(self) -> str:
        """Return what may be seen of what was typed."""
        return "•" * len(self.prompt.typed) if self.secret else self.prompt.typed
