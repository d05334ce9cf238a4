"""Names of codes from files that have no ids: whether they will do, and the ids made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qualcode.exchange.strict_yaml.problems import shown


class Ids:
    """Makes an id from each name, none of them taken before."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def of(self, name: str) -> str:
        """Return `wait-time` for `Wait time`, with a number behind it where that is taken."""
        letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:56].strip("-") or "code"
        id_, number = stem, 1
        while id_ in self._taken:
            number += 1
            id_ = f"{stem}-{number}"
        self._taken.add(id_)
        return id_


def refusal(name: str) -> tuple[str, str] | None:
    """Return the problem with a name and what to do, None for a name that will do."""
    if name.strip() and len(name) <= 200 and len(name.splitlines()) == 1:
        return None
    return f"'{shown(name)}' is no name for a code.", "A name is one line of 1 to 200 characters."
