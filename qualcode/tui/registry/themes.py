"""What can be done at the counts of themes, and at the quotations behind one."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing
from qualcode.tui.registry.released import EVERYTHING

_OWN = (
    Action(
        "fold", ("left", "h"), "fold",
        "Fold the theme; on a code, go to what it stands in.", Group.MOVE,
    ),
    Action("unfold", ("right", "l"), "unfold", "Show what the theme holds.", Group.MOVE),
    Action(
        "fold_all", ("z",), "themes only", "Fold all themes, or show everything.", Group.ARRANGE,
    ),
    Action(
        "sort", ("s",), "sort",
        "Put the most frequent first, theme by theme, or keep the order of the codebook.",
        Group.ARRANGE,
    ),
    Action(
        "by", ("b",), "by attribute",
        "Choose an attribute of participants; each of its values gets a column.", Group.ARRANGE,
    ),
    Action(
        "question", ("Q",), "question",
        "Choose a question; a closed one shows how its answers are spread.", Group.ARRANGE,
    ),
    Action(
        "unit", ("n",), "unit",
        "Choose what is counted: participants, segments, or sources.", Group.ARRANGE,
    ),
    Action(
        "options", ("o",), "what is counted",
        "Choose question, attribute, unit, whose codings count, and the kind of sources.",
        Group.ARRANGE,
    ),
)  # fmt: skip

_QUOTES = (
    Action(
        "sort", ("s",), "sort",
        "Put the most typical first, or as in the texts, or the longest or shortest first.",
        Group.ARRANGE,
    ),
    Action(
        "pass", ("p",), "pass",
        "Let this quotation be printed outside the study, in your name. It is refused where it "
        "would tell who spoke; else the line below tells how the speaker is named.", Group.DECIDE,
    ),
    Action(
        "withdraw", ("x",), "withdraw",
        "Take back that this quotation may be printed outside.", Group.DECIDE,
    ),
)  # fmt: skip

THEMES = Register(
    "themes",
    "Themes",
    (*listing("Show the quotations behind this count."), *_OWN, EVERYTHING, *EVERYWHERE),
    {
        "open": "quotations", "by": "by", "question": "question", "unit": "unit",
        "sort": "sort", "fold": "fold", "filter": "find", "back": "back",
    },
)  # fmt: skip

THEME_QUOTES = Register(
    "theme_quotes",
    "Quotations of a theme",
    (*listing("Go to the quotation in its text."), *_QUOTES, *EVERYWHERE),
    {"open": "to the text", "pass": "pass", "withdraw": "withdraw", "sort": "sort",
     "filter": "find", "back": "back"},
)  # fmt: skip
