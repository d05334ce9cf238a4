"""What the lead can do wherever figures stand that went through the gate."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group

EVERYTHING = Action(
    "everything", ("S",), "small cells",
    "Show figures of few people too, or hide them again; only the lead may, and the journal "
    "notes it.", Group.SCREEN,
)  # fmt: skip
