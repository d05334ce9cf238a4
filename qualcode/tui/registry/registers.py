"""All registers, in the order in which help and docs tell of them."""

from __future__ import annotations

from qualcode.tui.registry.adjudication import ADJUDICATION
from qualcode.tui.registry.agreement import AGREEMENT
from qualcode.tui.registry.code_quotations import CODE_QUOTATIONS
from qualcode.tui.registry.codebook import CODEBOOK
from qualcode.tui.registry.coding import CODING
from qualcode.tui.registry.deck import DECK
from qualcode.tui.registry.flags import FLAGS
from qualcode.tui.registry.home import HOME
from qualcode.tui.registry.journal import JOURNAL
from qualcode.tui.registry.matrix import MATRIX
from qualcode.tui.registry.memos import MEMOS
from qualcode.tui.registry.redaction import REDACTION
from qualcode.tui.registry.search import SEARCH
from qualcode.tui.registry.settings import KEYS, SETTINGS
from qualcode.tui.registry.sources import SOURCES
from qualcode.tui.registry.tables import TABLES
from qualcode.tui.registry.themes import THEME_QUOTES, THEMES

REGISTERS = (
    HOME, SOURCES, CODING, DECK, CODEBOOK, CODE_QUOTATIONS, SEARCH, JOURNAL, MEMOS, FLAGS,
    AGREEMENT, ADJUDICATION, THEMES, THEME_QUOTES, TABLES, MATRIX, REDACTION, SETTINGS, KEYS,
)  # fmt: skip
