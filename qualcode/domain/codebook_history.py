"""What became of each code between two revisions of a codebook, in words."""

from __future__ import annotations

from qualcode.domain.codebook import Code, Codebook

_WORDING = ("short", "definition", "include", "exclude")


def became(code: str, before: Codebook, after: Codebook) -> str:
    """Return what became of a code; 'as it was' if nothing that matters to counts or coders did."""
    old, new = before.by_id.get(code), after.by_id.get(code)
    if old is None or new is None:
        return "new" if old is None else "no longer in the codebook"
    found: list[str] = []
    if old.retired is None and new.retired is not None:
        use = ", ".join(new.retired.use)
        found.append(new.retired.why or (f"retired, use {use}" if use else "retired"))
    elif old.retired is not None and new.retired is None:
        found.append("applied again")
    if old.name != new.name:
        found.append(f"was called {old.name}")
    if old.parent != new.parent:
        found.append(f"moved under {new.parent}" if new.parent else "became a theme")
    if any(getattr(old, field) != getattr(new, field) for field in _WORDING):
        found.append("defined anew")
    if before.asked(code) != after.asked(code):
        found.append("for other questions")
    gained = sorted(_living(after, code) - _living(before, code) - {code})
    lost = sorted(_living(before, code) - _living(after, code) - {code})
    found += [f"now holds {', '.join(gained)}"] if gained else []
    found += [f"no longer holds {', '.join(lost)}"] if lost else []
    return "; ".join(found) or "as it was"


def both(before: Codebook, after: Codebook) -> list[Code]:
    """Return the codes of either, today's first in their order, each as it is last known."""
    return [*after.codes, *(one for one in before.codes if one.id not in after)]


def _living(codebook: Codebook, code: str) -> frozenset[str]:
    return frozenset(one for one in codebook.roll_up(code) if codebook.by_id[one].retired is None)
