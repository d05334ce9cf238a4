"""Short ids and distinct names made from headings and column headers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

_MAX_ID = 40


def slug(text: str) -> str:
    """Return a short id in small letters, digits and hyphens; other scripts keep their letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    if not words or len(plain) * 2 < len(text):
        words = re.findall(r"\w+", text.casefold())
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _MAX_ID:
            break
        short = f"{short}-{word}" if short else word[:_MAX_ID]
    return short or "question"


def numbered(names: Iterable[str], joint: str = " ") -> list[str]:
    """Return the names with `2`, `3` and so on added to those that occurred before."""
    wanted = list(names)
    taken = set(wanted)
    seen: Counter[str] = Counter()
    distinct: list[str] = []
    for name in wanted:
        seen[name] += 1
        fresh = name
        if seen[name] > 1:
            while (fresh := f"{name}{joint}{seen[name]}") in taken:
                seen[name] += 1
            taken.add(fresh)
        distinct.append(fresh)
    return distinct


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known name, or the first known ones."""
    names = list(known)
    by_fold = {one.casefold(): one for one in names}
    close = get_close_matches(name.casefold(), list(by_fold), n=1, cutoff=0.5)
    if close:
        return f"Did you mean '{by_fold[close[0]]}'?"
    shown = ", ".join(f"'{one}'" for one in names[:8])
    return f"There are: {shown}{' and more' if len(names) > 8 else ''}."


def folded(text: str) -> str:
    """Return the form in which headers and choices are compared: no case, single blanks."""
    return " ".join(text.split()).casefold()


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 row`, `2 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(numbers: Iterable[int], limit: int = 5) -> str:
    """Return `rows 3, 5, 8 and 4 more`."""
    rows = list(numbers)
    shown = ", ".join(str(row) for row in rows[:limit])
    rest = f" and {len(rows) - limit} more" if len(rows) > limit else ""
    return f"row {shown}" if len(rows) == 1 else f"rows {shown}{rest}"
