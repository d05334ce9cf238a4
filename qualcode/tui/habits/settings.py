"""What a person likes, kept in a TOML file that they may also edit by hand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from qualcode.domain.errors import InputError, Place, StoreUnavailable
from qualcode.tui.habits.settings_schema import BY_KEY, Setting, Value

FOLDER_VARIABLE = "QUALCODE_CONFIG"
FILE = "settings.toml"


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where settings and keys lie: $QUALCODE_CONFIG, else below $XDG_CONFIG_HOME."""
    if environment.get(FOLDER_VARIABLE):
        return Path(environment[FOLDER_VARIABLE])
    home = environment.get("XDG_CONFIG_HOME", "")
    # The XDG specification has relative paths ignored.
    above = Path(home) if Path(home).is_absolute() else Path("~/.config").expanduser()
    return above / "qualcode"


class Settings:
    """The value of each setting: given for this sitting, else kept, else the default.

    `path` is the file they are kept in; without one nothing is written. `problems` are sentences
    on what in the file could not be used.
    """

    def __init__(
        self,
        kept: Mapping[str, Value] | None = None,
        path: Path | None = None,
        problems: tuple[str, ...] = (),
    ) -> None:
        self._kept = dict(kept or {})
        self._given: dict[str, Value] = {}
        self.path = path
        self.problems = problems

    def give(self, key: str, value: Value) -> None:
        """Let a value hold for this sitting only.

        Raises:
            InputError: if it is not one of the choices.
        """
        if not BY_KEY[key].accepts(value):
            raise InputError(_unfit(BY_KEY[key], value))
        self._given[key] = value

    def change(self, key: str, value: Value) -> None:
        """Change a setting for good.

        Raises:
            InputError: if the file cannot be changed as it is laid out.
            StoreUnavailable: if it cannot be written.
        """
        self._given.pop(key, None)
        self._kept[key] = value
        if self.path is not None:
            from qualcode.tui.habits.toml_lines import read_toml, with_value, write_text

            write_text(self.path, with_value(read_toml(self.path)[0], "", key, value))

    def value(self, key: str) -> Value:
        """Return what a setting is."""
        return self._given.get(key, self._kept.get(key, BY_KEY[key].default))

    def word(self, key: str) -> str:
        """Return a setting that is a word."""
        return str(self.value(key))

    def flag(self, key: str) -> bool:
        """Return a setting that is yes or no."""
        return bool(self.value(key))

    def number(self, key: str) -> int:
        """Return a setting that is a number."""
        return int(self.value(key))


def read_settings(folder: Path) -> Settings:
    """Return the settings kept in a folder; whatever is wrong with them becomes a problem."""
    path = folder / FILE
    if not path.exists():
        return Settings(path=path)
    from qualcode.tui.habits.toml_lines import read_toml

    try:
        text, content = read_toml(path)
    except (InputError, StoreUnavailable) as error:
        return Settings(path=path, problems=(f"{error} The settings are the usual ones.",))
    good = {key: content[key] for key in BY_KEY if key in content}
    bad = {key: value for key, value in good.items() if not BY_KEY[key].accepts(value)}
    problems = [_problem(path, text, key, _unfit(BY_KEY[key], value)) for key, value in bad.items()]
    for key in content:
        near = get_close_matches(key, list(BY_KEY), n=1, cutoff=0.7)
        # What is not known may be a later version's, unless it looks like a slip.
        if key not in BY_KEY and near:
            problems.append(_problem(path, text, key, f"'{key}' is not known: '{near[0]}'?"))
    kept = {key: value for key, value in good.items() if key not in bad}
    return Settings(kept, path, tuple(problems))


def _problem(path: Path, text: str, key: str, told: str) -> str:
    from qualcode.tui.habits.toml_lines import line_of

    return f"{Place(str(path), line_of(text, '', key))}: {told}"


def _unfit(setting: Setting, value: object) -> str:
    known = ", ".join(str(one).lower() for one in setting.choices)
    told = str(value).lower() if isinstance(value, bool) else str(value)
    return f"{setting.key} cannot be '{told}'; it may be: {known}."
