"""The embedding of this machine, loaded once for all that suggests in a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.suggest import Embedding


@cache
def shared_embedding() -> Embedding | None:
    """Return the installed embedding, which takes a second to load, or None without one."""
    from qualcode.suggest.embedding import installed_embedding

    return installed_embedding()
