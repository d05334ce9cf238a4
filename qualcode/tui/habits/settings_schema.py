"""Everything that a person can set: what it is called, what it may be, what it is at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.registry.presets import PRESETS

Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set; `choices` maps its possible values to how they are told."""

    key: str
    title: str
    help: str
    default: Value
    choices: Mapping[Value, str]

    def accepts(self, value: object) -> bool:
        """Say whether a value is one of the choices; `1` is not `true`."""
        return any(value == one and type(value) is type(one) for one in self.choices)

    def beside(self, value: Value, step: int) -> Value:
        """Return the choice that lies some steps from a value, round and round."""
        known = list(self.choices)
        return known[(known.index(value) + step) % len(known)]

    def told(self, value: Value) -> str:
        """Return how a value is told."""
        return self.choices[value]


_YES_NO: Mapping[Value, str] = {True: "yes", False: "no"}

SCHEMA = (
    Setting(
        "theme", "Colours",
        "The colours of all screens. F3 steps through them too. With NO_COLOR set there are "
        "none, and a terminal with 16 colours gets its own.",
        "dark", {name: inks.title for name, inks in COLOURS.items()},
    ),
    Setting(
        "keymap", "Keys to begin with",
        "Standard; vim, which differs in a few keys; or plain, without letters. Keys of your own "
        "(see the screen of keys) are added to them.",
        "standard", {name: name for name in PRESETS},
    ),
    Setting(
        "unit", "Unit",
        "What a code is put on when nothing is selected, and what j and k go by. The key z "
        "changes it until you leave.",
        "segment",
        {"segment": "turn or answer", "paragraph": "paragraph", "sentence": "sentence",
         "word": "word"},
    ),
    Setting(
        "auto_advance", "Go on after a code",
        "A code that is put on a unit leads to the next one. The key A changes it until you "
        "leave.",
        False, _YES_NO,
    ),
    Setting(
        "suggestions", "Suggestions",
        "When codes that the machine proposes are shown. 'After my own choice' means: on a "
        "segment only once you have put a code on it, or said that you are done or that nothing "
        "applies. There are none in blind rounds, nor where study.toml turns them off.",
        "study",
        {"study": "as the study says", "second look": "after my own choice",
         "at once": "at once", "off": "never"},
    ),
    Setting(
        "hint_delay", "Hint after the first key of a chord",
        "How long a chord such as g h waits for its second key before what may follow is shown.",
        300, {0: "at once", 150: "0.15 s", 300: "0.3 s", 600: "0.6 s", 1200: "1.2 s"},
    ),
    Setting(
        "bell", "Bell",
        "Ring the terminal's bell when something could not be done, for those who look at the "
        "text and not at the line that says so.",
        False, _YES_NO,
    ),
)  # fmt: skip

BY_KEY: Mapping[str, Setting] = {one.key: one for one in SCHEMA}
