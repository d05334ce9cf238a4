"""All actions with their keys, screen by screen, and the place to give them others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qualcode.domain.errors import InputError
from qualcode.tui.frame import Frame
from qualcode.tui.habits.outset import Outset
from qualcode.tui.keys.key_words import BadKey, read_key
from qualcode.tui.lists.list_painting import column, ground_of, paragraphs, row_line
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Action, Register, Verb, key_name, keys_told
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.home import HOME
from qualcode.tui.registry.presets import EVERYWHERE as ALL_SCREENS
from qualcode.tui.registry.registers import REGISTERS
from qualcode.tui.registry.settings import KEYS
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bars import Foot

_KEYS = 22
_MORE = "one more key"
_MOST_LOST = 2


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action, and the section of the file of keys that it is in."""

    section: str
    register: Register
    action: Action


def _rows() -> list[KeyRow]:
    shared = {action.id for action in EVERYWHERE}
    rows = [KeyRow(ALL_SCREENS, HOME, action) for action in EVERYWHERE if action.id != "quit"]
    return rows + [
        KeyRow(register.name, register, action)
        for register in REGISTERS
        for action in register.actions
        if action.id not in shared
    ]


class KeysScreen(ListScreen[KeyRow]):
    """The actions of every screen; a key that is pressed here becomes an action's at once."""

    def __init__(self, outset: Outset, frame: Frame) -> None:
        self._outset = outset
        self._awaits = ""
        self._all = _rows()
        super().__init__(KEYS, frame)

    def rows(self) -> Sequence[KeyRow]:
        """Return all actions: those of every screen first, then screen by screen."""
        return self._all

    def said(self, row: KeyRow) -> str:
        """Return the words by which an action is found."""
        keys = " ".join(key_name(key) for key in self._keys_of(row))
        return f"{row.action.description} {row.action.id} {row.section} {keys}"

    def _keys_of(self, row: KeyRow) -> tuple[str, ...]:
        return self.frame.keymap.keys(row.register)[row.action.id]

    def heading(self, row: KeyRow) -> str:
        """Return the screen of an action."""
        return "At every screen" if row.section == ALL_SCREENS else row.register.title

    def head(self) -> Line:
        """Return what this screen is, and what one's own keys are added to."""
        preset = self.frame.keymap.preset
        return [
            words(" Keys", self.inks.bar(bold=True)),
            words(f"  {preset.name}: {preset.about}", self.inks.quiet(self.inks.panel)),
        ]

    def line(self, row: KeyRow, chosen: bool, width: int) -> Line:
        """Return an action with its keys; one's own are marked."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        keys = self._keys_of(row)
        commands = key_name(self.frame.keymap.keys(HOME)["palette"][0])
        told = keys_told(keys) if keys else f"none: {commands} has it"
        right: Line = [words("yours ", style(inks.good, ground))] if self._chosen(row) else []
        left: Line = [
            *column(told, _KEYS, inks.accent if keys else inks.dim, ground, bold=bool(keys)),
            words(row.action.description, style(inks.text, ground)),
        ]
        return row_line(inks, chosen, width, left, right)

    def _chosen(self, row: KeyRow) -> bool:
        return row.action.id in self.frame.keymap.chosen.get(row.section, {})

    def detail(self, row: KeyRow, width: int) -> Sequence[Line]:
        """Return what an action does, what it is called in the file, and where that is."""
        inks, path = self.inks, self._outset.keys_path
        name = f"{row.action.id} in [{row.section}]" + (f" of {path}" if path else "")
        return [
            *paragraphs(row.action.help, inks, width),
            *paragraphs(f"Keys: {' '.join(key_name(one) for one in self._keys_of(row))}",
                        inks, width),
            *paragraphs(name, inks, width),
        ]  # fmt: skip

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "add_key": self._add,
            "no_key": partial(self._give, ()),
            "usual_keys": partial(self._give, None),
        }

    def open(self, row: KeyRow) -> None:
        """Wait for the key that an action is to have."""
        self._await(row, "the key")

    def _add(self) -> None:
        if (row := self.list.row) is not None:
            self._await(row, _MORE)

    def _await(self, row: KeyRow, what: str) -> None:
        self._awaits = what
        self.tell(f"Press {what} for: {row.action.description}. Esc leaves it as it is.")

    def own_keys(self) -> Foot:
        """Return that a key is waited for, while it is."""
        return (("Esc", "leave it as it is"),) if self._awaits else ()

    def take(self, pressed: str) -> bool:
        """Take the key that is waited for."""
        if not self._awaits:
            return super().take(pressed)
        more, self._awaits = self._awaits == _MORE, ""
        self.silence()
        if pressed != "escape" and (row := self.list.row) is not None:
            self.attempt(partial(self._press, row, pressed, more))
        return True

    def _press(self, row: KeyRow, pressed: str, more: bool) -> None:
        try:
            key = read_key(pressed)
        except BadKey as error:
            raise InputError(f"That key cannot be used: {error}.") from None
        known = self._keys_of(row) if more else ()
        before = self._meant(row, key)
        self._choose(row, tuple(dict.fromkeys((*known, key))))
        told = f"{key_name(key)} means now: {row.action.description}"
        now = self._meant(row, key)
        lost = {name: what for name, what in before.items() if what != now.get(name)}
        self.tell(f"{told}{_lost(lost, len(now))}.")

    def _meant(self, row: KeyRow, key: str) -> dict[str, str]:
        """Map the titles of the screens that an action is at to what a key means there."""
        everywhere = row.section == ALL_SCREENS
        found = {}
        for one in REGISTERS if everywhere else (row.register,):
            name = self.frame.keymap.meanings(one).get(key)
            if name is not None and row.action.id in one.by_id:
                found[one.title] = one.by_id[name].description
        return found

    def _give(self, keys: tuple[str, ...] | None) -> None:
        if (row := self.list.row) is not None:
            self.attempt(partial(self._choose, row, keys))

    def _choose(self, row: KeyRow, keys: tuple[str, ...] | None) -> None:
        self._outset.keys().choose(row.section, row.action.id, keys)
        self.app.reframe()
        now = " ".join(key_name(one) for one in self._keys_of(row)) or "no key"
        self.tell(f"{row.action.description}: {now}.")


def _lost(lost: Mapping[str, str], screens: int) -> str:
    """Return what a key does not mean any more, with the screen where it is not so at all."""
    meanings = dict.fromkeys(lost.values())
    if len(meanings) == 1 and len(lost) == screens:
        return f"; it was: {next(iter(meanings))}"
    told = [f"{what} ({title})" for title, what in lost.items()]
    more = f" and {len(told) - _MOST_LOST} more" if len(told) > _MOST_LOST else ""
    return f"; it was: {', '.join(told[:_MOST_LOST])}{more}" if told else ""
