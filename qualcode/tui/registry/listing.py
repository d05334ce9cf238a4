"""What can be done at every list."""

from __future__ import annotations

from dataclasses import replace

from qualcode.tui.registry.action import Action, Group

LISTING = (
    Action("next", ("j", "down", "space"), "next", "Go to the next line.", Group.MOVE),
    Action("previous", ("k", "up", "backspace"), "before", "Go to the line before.", Group.MOVE),
    Action("page_down", ("pagedown", "ctrl+d"), "page down", "Go a screen down.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action(
        "first", ("g g", "home", "ctrl+home"), "to the top", "Go to the first line.", Group.MOVE,
    ),
    Action("last", ("G", "end", "ctrl+end"), "to the end", "Go to the last line.", Group.MOVE),
    Action(
        "detail_down", ("J",), "text down", "Scroll what stands beside the list down.", Group.MOVE,
    ),
    Action("detail_up", ("K",), "text up", "Scroll it up.", Group.MOVE),
    Action("open", ("enter",), "open", "Open this line.", Group.SCREEN),
    Action(
        "filter", ("/",), "filter",
        "Show only lines that hold the letters you type; Enter opens, Tab keeps them and gives "
        "the letters their meaning back, Esc shows all again.",
        Group.FIND,
    ),
    Action(
        "escape", ("escape",), "one step back",
        "Show all lines again; where all are shown, go back to where you came from.",
        Group.SCREEN,
    ),
)  # fmt: skip


def listing(opening: str, *claimed: str) -> tuple[Action, ...]:
    """Return what can be done at a list; `opening` says what Enter does.

    `claimed` are keys that mean something else there.
    """
    return tuple(
        replace(
            action,
            keys=tuple(key for key in action.keys if key not in claimed),
            help=opening if action.id == "open" else action.help,
        )
        for action in LISTING
    )
