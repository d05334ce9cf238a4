"""Says in words what a change of the codebook would do, and what it did."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_changes import (
    Change,
    ChangePreview,
    EditCode,
    MergeCodes,
    MoveCode,
    NewCode,
    RetireCode,
    ReviveCode,
    SplitCode,
)
from qualcode.study.codebook_editing import Changed
from qualcode.tui.codebook.fields import LABELS


def counted(number: int, word: str) -> str:
    """Return a number with its word: `1 coding`, `2 codings`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def name(codebook: Codebook, code: str | None) -> str:
    """Return a code's name as it stands in a sentence; None is the top of the tree."""
    if code is None:
        return "the top"
    return f"“{codebook.by_id[code].name}”" if code in codebook else f"“{code}”"


def planned(codebook: Codebook, change: Change) -> str:
    """Return what a change is, as a headline."""
    match change:
        case MoveCode(code, parent, position):
            return f"Move {name(codebook, code)} {_where(codebook, code, parent, position)}"
        case MergeCodes(code, into):
            return f"Merge {name(codebook, code)} into {name(codebook, into)}"
        case SplitCode(code, names, _):
            new = ", ".join(f"“{one}”" for one in names)
            return f"Split {name(codebook, code)} into {new}"
        case RetireCode(code, use, _):
            instead = ", ".join(name(codebook, one) for one in use)
            return f"Retire {name(codebook, code)}" + (f"; use {instead} instead" if use else "")
        case ReviveCode(code):
            return f"Bring back {name(codebook, code)}"
        case EditCode(code, _):
            return f"Change {name(codebook, code)}"
        case NewCode(new, _):
            return f"Add “{new}”"


def _where(codebook: Codebook, code: str, parent: str | None, position: int | None) -> str:
    under = f"under {name(codebook, parent)}" if parent else "among the themes"
    others = [one for one in codebook.children(parent) if one.id != code]
    if position is None or not others:
        return under
    if position < len(others):
        return f"{under}, before {name(codebook, others[position].id)}"
    return f"{under}, after {name(codebook, others[-1].id)}"


def foreseen(before: Codebook, preview: ChangePreview) -> list[str]:
    """Return what a change would do to codings and codes, a sentence in a line."""
    lines = [_used(preview)]
    if preview.rounds:
        lines.append(f"Also in {_rounds(preview.rounds)}.")
    lines += _consequences(before, preview)
    if preview.forbidding:
        lines.append(
            f"This cannot be done while {_rounds(preview.forbidding)} "
            f"{'is' if len(preview.forbidding) == 1 else 'are'} open and coded with the code."
        )
    return lines


def _used(preview: ChangePreview) -> str:
    if preview.codings is None:
        return "How many codings have it is hidden while a blind round is open."
    if not preview.codings:
        return "No coding has it."
    coders = ", ".join(preview.coders or ())
    segments = counted(preview.segments or 0, "segment")
    return f"{counted(preview.codings, 'coding')} on {segments} by {coders}."


def _rounds(names: Sequence[str]) -> str:
    told = ", ".join(f"“{one}”" for one in names)
    return f"the round{'' if len(names) == 1 else 's'} {told}"


def _consequences(before: Codebook, preview: ChangePreview) -> list[str]:
    match preview.change:
        case MergeCodes(code, into):
            moved = sum(one.parent == code for one in before.codes)
            below = f" With it {counted(moved, 'code')} below moves there." if moved else ""
            return [
                f"They become {name(before, into)}; where that stands on the same words, one "
                f"stays. {name(before, code)} is retired.{below}"
            ]
        case SplitCode(code, _, retire):
            then = "is retired" if retire else "stays beside them"
            return [f"They wait for their coders to decide; {name(before, code)} {then}."]
        case RetireCode(code, _, _):
            with_it = len(before.roll_up(code)) - 1
            more = f" With it {counted(with_it, 'code')} below." if with_it else ""
            return [f"They stay as they are; it is not put on anything any more.{more}"]
        case MoveCode():
            changed = len(preview.codes)
            return [f"They stay as they are; {counted(changed, 'code')} changed."]
    return []


def done(before: Codebook, change: Change, what: Changed) -> str:
    """Return in one line what a change did."""
    match change:
        case NewCode(new, parent, _, _, _):
            under = f" below {name(before, parent)}" if parent else " as a theme"
            return f"“{new}” added{under}"
        case EditCode(code, values):
            fields = ", ".join(LABELS.get(one, one) for one in values)
            return f"{name(before, code)}: {fields} changed"
        case MoveCode(code, parent, _):
            same = before.by_id[code].parent == parent
            where = "to another place" if same else f"below {name(before, parent)}"
            return f"{name(before, code)} moved {where if same or parent else 'among the themes'}"
        case MergeCodes(code, into):
            told = f", {counted(what.recoded, 'coding')} changed" if what.recoded else ""
            return f"{name(before, code)} merged into {name(before, into)}{told}"
        case SplitCode(code, names, _):
            waiting = counted(len(what.undecided), "coding")
            more = f"; {waiting} to decide" if what.undecided else ""
            return f"{name(before, code)} split into {', '.join(names)}{more}"
        case RetireCode(code, _, _):
            gone = len(before.roll_up(code))
            return f"{name(before, code)} retired" + (f" with {gone - 1} below" * (gone > 1))
        case ReviveCode(code):
            return f"{name(before, code)} is back"


def differing(before: Codebook, after: Codebook) -> list[str]:
    """Return the ids of the codes that two codebooks do not have alike; else of what was moved.

    Of two neighbours that changed places either may have been moved; both are returned.
    """
    ids = dict.fromkeys(one.id for one in (*after.codes, *before.codes))
    return [one for one in ids if before.by_id.get(one) != after.by_id.get(one)] or _moved(
        [one.id for one in before.codes], [one.id for one in after.codes], before
    )


def _moved(was: list[str], now: list[str], codebook: Codebook) -> list[str]:
    def is_it(one: str) -> bool:
        along = codebook.roll_up(one)
        left = [code for code in was if code not in along]
        return left == [code for code in now if code not in along]

    first = next(((old, new) for old, new in zip(was, now, strict=True) if old != new), ())
    return [one for one in first if is_it(one)]


def differing_names(before: Codebook, after: Codebook) -> str:
    """Return the names of the codes that two codebooks do not have alike, the first of them."""
    ids = differing(before, after)
    found = [name(after if one in after else before, one) for one in ids]
    if not found:
        return "the codebook" if before.revision != after.revision else "nothing of the codes"
    if before.by_id.get(ids[0]) == after.by_id.get(ids[0]):
        return f"the place of {found[0]}" if len(found) == 1 else f"the order of {', '.join(found)}"
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
