"""In which other orders the segments of a question or source can be coded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from qualcode.domain.provenance import WorkOrder
from qualcode.tui.registry.action import Action, Group, Verb

_THEN = "What is coded then carries this order with it, since it biases how often codes occur."

ORDERING = (
    Action(
        "order_rare", ("O r",), "rare codes first",
        "Open what you have not finished here with those texts first that may have codes used "
        f"least so far. {_THEN}", Group.GO,
    ),
    Action(
        "order_audit", ("O a",), "in a random order",
        "Open what you have not finished here in a random order that is always the same: as much "
        "of it as you code is a fair sample.", Group.GO,
    ),
    Action(
        "order_uncertain", ("O u",), "least certain first",
        "Open what you have not finished here with those texts first whose codes are hardest to "
        f"tell. {_THEN}", Group.GO,
    ),
    Action(
        "order_certain", ("O c",), "review what is most certain",
        "Open what you have not finished here and for which a code is suggested with at least "
        "80 %, the most certain first. Suggestions show at once there; each still needs your key.",
        Group.GO,
    ),
)  # fmt: skip

_ORDERS: Mapping[str, WorkOrder] = {
    "order_rare": WorkOrder.RARE,
    "order_audit": WorkOrder.AUDIT,
    "order_uncertain": WorkOrder.UNCERTAIN,
    "order_certain": WorkOrder.CERTAIN,
}


def ordering(open_in: Callable[[WorkOrder], object]) -> dict[str, Verb]:
    """Map these actions to opening what is meant in their order."""
    return {action: partial(open_in, order) for action, order in _ORDERS.items()}
