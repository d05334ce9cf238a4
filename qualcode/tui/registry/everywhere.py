"""What can be done at every screen."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group

GOING = (
    Action(
        "home", ("g h", "f4"), "to the list of texts",
        "Go to the list of rounds, questions and sources, with everybody's progress.", Group.GO,
    ),
)  # fmt: skip

SCREEN = (
    Action(
        "theme", ("f3",), "other colours",
        "Change to the next set of colours: dark, light, and those for more contrast or for "
        "colour-blind eyes.", Group.SCREEN,
    ),
    Action("help", ("?", "f1"), "help", "Show what the keys do here.", Group.SCREEN),
    Action(
        "palette", ("ctrl+p",), "all commands", "Search all commands by name and do one.",
        Group.SCREEN,
    ),
    Action("quit", ("ctrl+q",), "quit", "Leave qualcode from anywhere.", Group.SCREEN),
)  # fmt: skip

BACK = Action(
    "back", ("q",), "back",
    "Go back to where you came from; from the first screen, leave. Everything is saved already.",
    Group.SCREEN,
)  # fmt: skip

EVERYWHERE = (BACK, *GOING, *SCREEN)
