"""Takes back the last deed from a list, with a line that says what it was."""

from __future__ import annotations

from qualcode.domain.coding import LookState
from qualcode.domain.deeds_told import told
from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.study.own_deeds import at_the_screen
from qualcode.tui.coding.told_deeds import in_passing, segment_of


def take_back(study: Study) -> str:
    """Undo the last deed of the person at work and say what it was.

    That segments were passed by is no deed that somebody meant; it is noted again.

    Raises:
        Refused: if there is nothing to take back, or it was not done at such a screen.
    """
    passed: dict[Id, None] = {}
    try:
        while True:
            undone = study.history.undo(at_the_screen)
            if not all(map(in_passing, undone.events)):
                return f"undone: {told(undone.events)}"
            passed.update(dict.fromkeys(map(segment_of, undone.events)))
    finally:
        known = study.desk.marks(passed).looks
        if seen := [one for one in passed if one not in known]:
            study.codings.look(seen, LookState.SEEN)
