"""The coding screen: reads keys and the mouse, does the deeds, shows what came of them."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, LookState, MemoSubject
from qualcode.domain.errors import QualcodeError, Refused
from qualcode.domain.span import Span
from qualcode.tui import wording
from qualcode.tui.actions import ACTIONS, BY_ID, spoken
from qualcode.tui.chords import Chords, of_actions, of_codes
from qualcode.tui.cursor import Cursor
from qualcode.tui.desk import Desk
from qualcode.tui.inks import Inks
from qualcode.tui.page.units import Step
from qualcode.tui.screens.keys import KeysHelp
from qualcode.tui.screens.note import Note
from qualcode.tui.screens.picker import Picker
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from qualcode.tui.widgets.document import DocumentView
from qualcode.tui.widgets.minimap import Minimap

_CALM = 0.05
"""Panels follow the cursor this many seconds after the last key, so that keys are never late."""

_DIGITS = "123456789"
_IN_CODE_MODE = frozenset(
    {"down", "up", "left", "right", "space", "backspace", "enter", "escape", "full_stop"}
    | {"pagedown", "pageup", "home", "end", "shift+left", "shift+right", "shift+up", "shift+down"}
    | {"f1", "delete", "ctrl+z", "ctrl+y", "ctrl+r", "ctrl+d", "ctrl+u", "ctrl+q"}
)
