"""What can be done at the tables of analysts."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing
from qualcode.tui.registry.released import EVERYTHING

_OWN = (
    Action(
        "right", ("right", "l"), "column right",
        "Go to the next cell of the row, where codes stand against codes.", Group.MOVE,
    ),
    Action("left", ("left", "h"), "column left", "Go to the cell before.", Group.MOVE),
    Action(
        "table", ("1", "2", "3", "4", "5", "6"), "table",
        "Show another table: 1 codes together, 2 what follows what, 3 associations, 4 closed "
        "items, 5 saturation, 6 typical words.", Group.GO,
    ),
    Action(
        "measure", ("m",), "measure",
        "Let the cells of codes by codes hold n, a share, or lift.", Group.ARRANGE,
    ),
    Action(
        "code", ("c",), "theme", "Choose a theme, or the code whose words are compared.",
        Group.ARRANGE,
    ),
    Action(
        "by", ("b",), "by attribute",
        "Choose the attribute that codes or answers are compared by.", Group.ARRANGE,
    ),
    Action(
        "options", ("o",), "what is counted",
        "Choose everything that can be set about this table, such as the question and whose "
        "codings count.", Group.ARRANGE,
    ),
    EVERYTHING,
)  # fmt: skip

TABLES = Register(
    "tables",
    "Tables",
    (*listing("Show the quotations behind this row or cell."), *_OWN, *EVERYWHERE),
    {
        "table": "to 6 table", "open": "quotations", "code": "theme", "by": "by",
        "options": "options", "measure": "measure", "filter": "find", "back": "back",
    },
)  # fmt: skip
