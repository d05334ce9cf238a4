"""What can be done at the journal."""

from __future__ import annotations

from qualcode.tui.registry.action import Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OPENING = "Go to the place in the text that the deed was about, if there is one; q comes back."

JOURNAL = Register(
    "journal",
    "The journal",
    (*listing(_OPENING), *EVERYWHERE),
    {"open": "go there", "filter": "filter", "first": "newest", "back": "back"},
)
