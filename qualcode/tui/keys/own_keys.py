"""A person's own keys in a TOML file: read and checked as a whole, changed line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from qualcode.domain.errors import InputError, Place
from qualcode.tui.habits.toml_lines import line_of, read_toml, section_line, with_value, write_text
from qualcode.tui.keys.key_words import BadKey, read_key
from qualcode.tui.registry.action import Register, key_name
from qualcode.tui.registry.keymap import Keymap, beginnings
from qualcode.tui.registry.presets import EVERYWHERE, Keys, Preset
from qualcode.tui.registry.registers import REGISTERS

PALETTE = "palette"
"""The action through which all others can be done, so that it always has a key."""

_HEAD = """\
# Keys of your own, added to those that the settings begin with. A section is a screen, or
# "everywhere"; what an action is called stands in the screen of keys and in docs/keys.md.
"""


class OwnKeys:
    """The keys in a file, on top of a preset; the file need not exist, or be named at all."""

    def __init__(self, path: Path | None, preset: Preset) -> None:
        """Read the file.

        Raises:
            InputError: naming the line that cannot be used, and why.
            StoreUnavailable: if the file cannot be read.
        """
        self.path = path
        self._text, content = read_toml(path) if path else ("", {})
        self._chosen: dict[str, dict[str, tuple[str, ...]]] = {}
        self._read(content)
        self.keymap = self._with(preset, self._chosen)

    def begin_with(self, preset: Preset) -> None:
        """Let another preset lie below.

        Raises:
            InputError: if then nothing would open the list of commands.
        """
        self.keymap = self._with(preset, self._chosen)

    def choose(self, section: str, action: str, keys: tuple[str, ...] | None) -> None:
        """Give an action other keys, or for None those of the preset again, and write the file.

        Raises:
            InputError: if a key is another action's by the person's own choice, or the list of
                commands would be left without one.
            StoreUnavailable: if the file cannot be written.
        """
        chosen = {name: dict(actions) for name, actions in self._chosen.items()}
        if keys is None:
            chosen.get(section, {}).pop(action, None)
        else:
            chosen.setdefault(section, {})[action] = keys
        _refuse_clashes(section, chosen.get(section, {}))
        keymap = self._with(self.keymap.preset, chosen)
        text = self._text or _HEAD
        if keys is not None or line_of(text, section, action) is not None:
            text = with_value(text, section, action, keys)
            if self.path is not None:
                write_text(self.path, text)
        self._text, self._chosen, self.keymap = text, chosen, keymap

    def _read(self, content: Mapping[str, Any]) -> None:
        known = {register.name: register for register in REGISTERS}
        for section, actions in content.items():
            if section not in known and section != EVERYWHERE:
                line = section_line(self._text, section) or line_of(self._text, "", section)
                told = _near(section, [EVERYWHERE, *known])
                raise self._error(f"there is no screen '{section}'.{told}", line)
            if not isinstance(actions, Mapping):
                raise self._error(
                    f"'{section}' is a screen: write [{section}] and its actions below it.",
                    line_of(self._text, "", section),
                )
            able = _actions(known.get(section))
            self._chosen[section] = {
                action: self._keys(section, action, value, able)
                for action, value in actions.items()
            }
            try:
                _refuse_clashes(section, self._chosen[section])
            except _Clash as clash:
                raise self._error(str(clash), line_of(self._text, section, clash.action)) from None

    def _keys(self, section: str, action: str, value: object, able: list[str]) -> tuple[str, ...]:
        line = line_of(self._text, section, action)
        if action not in able:
            raise self._error(
                f"there is no action '{action}' in [{section}].{_near(action, able)}", line
            )
        written = [value] if isinstance(value, str) else value
        if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
            raise self._error(f'{action} needs a key such as "ctrl+r", or a list of keys.', line)
        try:
            return tuple(dict.fromkeys(read_key(one) for one in written))
        except BadKey as error:
            raise self._error(f"{action}: {error}.", line) from None

    def _error(self, problem: str, line: int | None) -> InputError:
        return InputError(problem, Place(str(self.path), line))

    def _with(self, preset: Preset, chosen: Keys) -> Keymap:
        keymap = Keymap(chosen, preset)
        for register in REGISTERS:
            if chosen and PALETTE in register.by_id and not keymap.keys(register)[PALETTE]:
                raise self._error(
                    f"at the screen '{register.name}' no key would be left for the list of all "
                    f"commands ({PALETTE}); leave it one.", None,
                )  # fmt: skip
        return keymap


class _Clash(InputError):
    """One key is to mean two things."""

    def __init__(self, action: str, told: str) -> None:
        super().__init__(told)
        self.action = action


def _refuse_clashes(section: str, chosen: Mapping[str, tuple[str, ...]]) -> None:
    for screen in _screens(section):
        owners: dict[str, str] = {}
        for action in (name for name in chosen if name in screen.by_id):
            for key in chosen[action]:
                other = owners.setdefault(key, action)
                if other != action:
                    raise _Clash(action, f"{key_name(key)} is the key of {other} already.")
        for key, action in owners.items():
            for begun in beginnings(key):
                if begun in owners:
                    told = f"{key_name(begun)} is the key of {owners[begun]}"
                    raise _Clash(action, f"{told}, so that no chord can begin with it.")


def _screens(section: str) -> Iterator[Register]:
    return (one for one in REGISTERS if section in (one.name, EVERYWHERE))


def _actions(register: Register | None) -> list[str]:
    registers = REGISTERS if register is None else (register,)
    return list(dict.fromkeys(name for one in registers for name in one.by_id))


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=2, cutoff=0.5)
    return f" Did you mean {' or '.join(close)}?" if close else ""


def without_keys(keymap: Keymap) -> Iterator[tuple[Register, str]]:
    """Yield (screen, action) of what had keys in the preset and lost them all to others."""
    usual = Keymap(preset=keymap.preset)
    for register in REGISTERS:
        before, now = usual.keys(register), keymap.keys(register)
        for action in register.by_id:
            wished = {**keymap.chosen.get(EVERYWHERE, {}), **keymap.chosen.get(register.name, {})}
            if before[action] and not now[action] and wished.get(action, (".",)):
                yield register, action
