"""All registers, in the order in which help and docs tell of them."""

from __future__ import annotations

from qualcode.tui.registry.adjudication import ADJUDICATION
from qualcode.tui.registry.coding import CODING
from qualcode.tui.registry.deck import DECK
from qualcode.tui.registry.home import HOME

REGISTERS = (HOME, CODING, DECK, ADJUDICATION)
