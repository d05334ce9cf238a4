"""What a sitting begins with: settings, own keys, where the person was last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.errors import NotFound, QualcodeError
from qualcode.domain.identity import Id
from qualcode.tui.habits.settings import Settings, config_folder, read_settings
from qualcode.tui.habits.sitting_state import Sitting, read_sitting, state_folder
from qualcode.tui.registry.keymap import Keymap
from qualcode.tui.registry.presets import PRESETS, Preset

if TYPE_CHECKING:
    from qualcode.tui.keys.own_keys import OwnKeys

KEYMAP_VARIABLE = "QUALCODE_KEYMAP"
KEYS_FILE = "keys.toml"


@dataclass
class Outset:
    """All that outlasts a sitting; `problems` are sentences on what could not be used of it.

    `keys_path` is the file of the person's own keys; without one they are not kept.
    """

    settings: Settings = field(default_factory=Settings)
    sitting: Sitting = field(default_factory=Sitting)
    keys_path: Path | None = None
    own_keys: OwnKeys | None = None
    problems: tuple[str, ...] = ()
    _keymap: Keymap = field(default_factory=Keymap)

    @property
    def preset(self) -> Preset:
        """Return the keys that own ones are added to."""
        return PRESETS[self.settings.word("keymap")]

    @property
    def keymap(self) -> Keymap:
        """Return the keys as they are now."""
        if self.own_keys is not None:
            return self.own_keys.keymap
        if self._keymap.preset is not self.preset:
            self._keymap = Keymap(preset=self.preset)
        return self._keymap

    def change(self, key: str, value: str | bool | int) -> None:
        """Change a setting for good.

        Raises:
            InputError: if its file, or the person's own keys, do not go with it.
            StoreUnavailable: if it cannot be written.
        """
        if key == "keymap" and self.own_keys is not None:
            self.own_keys.begin_with(PRESETS[str(value)])
        self.settings.change(key, value)

    def keys(self) -> OwnKeys:
        """Return the person's own keys, to be changed.

        Raises:
            InputError: if their file cannot be used as it stands.
        """
        if self.own_keys is None:
            from qualcode.tui.keys.own_keys import OwnKeys

            self.own_keys = OwnKeys(self.keys_path, self.preset)
        return self.own_keys


def outset(
    coder: Id, environment: Mapping[str, str], keymap: str | None = None, theme: str | None = None
) -> Outset:
    """Return what a person's files hold, and what was asked for on the command line.

    Raises:
        InputError: if what was asked for is not to be had.
    """
    folder = config_folder(environment)
    begun = Outset(read_settings(folder), read_sitting(state_folder(environment), coder))
    begun.problems = (*begun.settings.problems, *filter(None, [begun.sitting.problem]))
    if theme is not None:
        begun.settings.give("theme", theme)
    wanted = keymap or environment.get(KEYMAP_VARIABLE)
    if wanted and wanted not in PRESETS:
        begun.keys_path = Path(wanted)
        if not begun.keys_path.is_file():
            raise NotFound("keymap", wanted, [*PRESETS], "It can be a file of keys too.")
        begun.keys()
        return begun
    if wanted:
        begun.settings.give("keymap", wanted)
    begun.keys_path = folder / KEYS_FILE
    _read_own(begun)
    return begun


def _read_own(begun: Outset) -> None:
    """Read the person's own keys if there are any; the screen opens whatever is wrong in them."""
    if begun.keys_path is None or not begun.keys_path.exists():
        return
    try:
        keys = begun.keys()
    except QualcodeError as error:
        begun.problems += (f"{error} Your own keys are left out.",)
        return
    from qualcode.tui.keys.own_keys import without_keys

    lost = [f"{action} ({register.name})" for register, action in without_keys(keys.keymap)]
    if lost:
        told = f"{lost[0]} has" if len(lost) == 1 else f"{lost[0]} and {len(lost) - 1} more have"
        begun.problems += (f"{begun.keys_path}: {told} no key now; the list of commands has all.",)
