"""What can be done at every screen."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group

GOING = (
    Action(
        "home", ("g h", "f4"), "to the list of texts",
        "Go to the list of rounds, questions and sources, with everybody's progress.", Group.GO,
    ),
    Action(
        "sources", ("g s",), "all sources",
        "Go to the list of all sources: what each is, and how far you are in it.", Group.GO,
    ),
    Action(
        "search", ("g /", "ctrl+f"), "search all texts",
        "Look for words in all texts; go to the places, or put a code on many of them.", Group.GO,
    ),
    Action(
        "codebook", ("g c", "f7"), "the codebook",
        "Go to the codebook: its codes as a tree, what is said of each, and all that may be "
        "changed.", Group.GO,
    ),
    Action(
        "journal", ("g j",), "the journal",
        "Go to the journal: who did what and when, newest first.", Group.GO,
    ),
    Action(
        "memos", ("g m", "f9"), "all memos", "Go to the list of all memos.", Group.GO,
    ),
    Action(
        "flags", ("g f",), "your flags", "Go to the list of what you flagged.", Group.GO,
    ),
    Action(
        "agreement", ("g a", "f8"), "to the agreement",
        "Go to the figures on how far the coders agree, with the passages behind them.", Group.GO,
    ),
    Action(
        "adjudication", ("g A",), "to the adjudication",
        "Decide where the coders of the round that was closed last read differently.", Group.GO,
    ),
    Action(
        "themes", ("g t", "f6"), "to the themes",
        "Go to the counts of themes and codes, with bars, by attribute, and the quotations.",
        Group.GO,
    ),
    Action(
        "tables", ("g T",), "to the tables",
        "Go to the tables of analysts: codes together, what follows what, associations, closed "
        "items, saturation, typical words.", Group.GO,
    ),
    Action(
        "matrix", ("g M",), "to the matrix",
        "Go to the framework matrix: cases or groups by themes, with summaries and quotations.",
        Group.GO,
    ),
    Action(
        "redaction", ("g n",), "to names and redaction",
        "Go to what may identify somebody in the texts: replace, generalise or keep each hit, with "
        "the vault's passphrase.", Group.GO,
    ),
    Action(
        "settings", ("f2",), "settings",
        "Go to the settings: colours, keys to begin with, and what else you may like otherwise.",
        Group.GO,
    ),
    Action(
        "keys", ("g k",), "keys",
        "Go to the list of all keys, to give actions others.", Group.GO,
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
