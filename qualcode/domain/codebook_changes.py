"""Changes of a codebook as plain values, and what each of them makes of it.

Nothing here knows of codings: which of them follow a change is the study's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from qualcode.domain.code_tree import placed
from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.domain.errors import InputError, NotFound, Refused

MakeId = Callable[[str], str]
"""Returns an id for a code's name that no code has or had."""

EDITABLE = frozenset(part.name for part in fields(Code)) - {
    "id", "parent", "guid", "retired", "extra"
}  # fmt: skip
"""What EditCode and NewCode may set; the rest has changes of its own, or never changes."""


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code is added below `parent`, None for a theme, at a position among those there.

    Without an id it gets one made of its name. `values` are further fields of the code.
    """

    name: str
    parent: str | None = None
    id: str = ""
    position: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditCode:
    """Fields of a code get new values; a former name stays as an alias."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MoveCode:
    """A code goes, with all below it, under another code, None for the top; None puts it last."""

    code: str
    parent: str | None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class MergeCodes:
    """A code becomes another: its codings follow, it is retired, what is below it moves along."""

    code: str
    into: str


@dataclass(frozen=True, slots=True)
class SplitCode:
    """New codes stand beside a code, for what it held; its codings wait for their coders."""

    code: str
    names: tuple[str, ...]
    retire: bool = False


@dataclass(frozen=True, slots=True)
class RetireCode:
    """A code is no longer applied, nor are those below it; `use` are the codes to use instead."""

    code: str
    use: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReviveCode:
    """A retired code is applied again; those below it stay as they are."""

    code: str


Change = NewCode | EditCode | MoveCode | MergeCodes | SplitCode | RetireCode | ReviveCode


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change would do: the codebook after it, and the codes that it makes or alters.

    `codings`, `segments`, `coders` (names) and `rounds` tell who has used the code that is
    changed, and those below it where they go along. They are None while a blind round is open,
    which keeps them hidden. `forbidding` names the open rounds because of which the change would
    be refused.
    """

    change: Change
    codebook: Codebook
    codes: tuple[str, ...]
    codings: int | None
    segments: int | None
    coders: tuple[str, ...] | None
    rounds: tuple[str, ...] | None
    forbidding: tuple[str, ...]


def touched(codebook: Codebook, change: Change) -> frozenset[str]:
    """Return the codes whose codings a change concerns: none for a new code."""
    if isinstance(change, NewCode):
        return frozenset()
    if isinstance(change, MoveCode | RetireCode):
        return codebook.roll_up(change.code)
    return frozenset({change.code})


def changed(codebook: Codebook, change: Change, make_id: MakeId) -> Codebook:
    """Return the codebook after a change.

    Raises:
        NotFound: if a code is not in the codebook.
        InputError: if a value is not one that can be set.
        Refused: if the change makes no sense, such as a code below itself.
    """
    match change:
        case NewCode():
            return _with_new(codebook, change, make_id)
        case EditCode():
            return _edited(codebook, change)
        case MoveCode():
            return _moved(codebook, change)
        case MergeCodes():
            return _merged(codebook, change)
        case SplitCode():
            return _split(codebook, change, make_id)
        case RetireCode():
            return _retired(codebook, change)
        case ReviveCode():
            return _revived(codebook, change)


def differing(before: Codebook, after: Codebook) -> tuple[str, ...]:
    """Return the codes that are new or not as they were, in the order of the later codebook."""
    return tuple(code.id for code in after.codes if before.by_id.get(code.id) != code)


def _with_new(codebook: Codebook, change: NewCode, make_id: MakeId) -> Codebook:
    if change.parent is not None:
        _living(codebook, change.parent)
    if change.id and change.id in codebook:
        raise Refused(f"There is a code '{change.id}' already.")
    _refuse_other_fields(change.values)
    name = _name(change.name)
    new = Code(change.id or make_id(name), name, change.parent, **change.values)
    return placed(codebook, new, change.position)


def _edited(codebook: Codebook, change: EditCode) -> Codebook:
    code, values = _code(codebook, change.code), dict(change.values)
    _refuse_other_fields(values)
    if "name" in values:
        values["name"] = _name(values["name"])
        former = (code.name,) if values["name"] != code.name else ()
        aliases = dict.fromkeys((*former, *values.get("aliases", code.aliases)))
        values["aliases"] = tuple(one for one in aliases if one != values["name"])
    return _with(codebook, replace(code, **values))


def _moved(codebook: Codebook, change: MoveCode) -> Codebook:
    code = _code(codebook, change.code)
    if change.parent is not None:
        above = _code(codebook, change.parent)
        if above.id in codebook.roll_up(code.id):
            raise Refused(f"'{above.id}' is '{code.id}' or below it: a code is not below itself.")
        if code.retired is None:
            _living(codebook, above.id)
    return placed(codebook, replace(code, parent=change.parent), change.position)


def _merged(codebook: Codebook, change: MergeCodes) -> Codebook:
    code, into = _code(codebook, change.code), _living(codebook, change.into)
    if code.id == into.id:
        raise Refused(f"'{code.id}' cannot be merged into itself.")
    if into.id in codebook.roll_up(code.id):
        raise Refused(f"'{into.id}' is below '{code.id}': move it elsewhere first.")
    if code.codable and not into.codable:
        raise Refused(f"'{into.id}' holds other codes and takes no codings.")
    for below in codebook.children(code.id):
        codebook = placed(codebook, replace(below, parent=into.id), None)
    gone = Retirement(codebook.version or _FIRST, (into.id,), f"merged into {into.id}")
    return _with(codebook, replace(code, retired=gone))


def _split(codebook: Codebook, change: SplitCode, make_id: MakeId) -> Codebook:
    code = _living(codebook, change.code)
    if not change.names:
        raise InputError("Name the codes that it is split into.")
    if change.retire and any(below.retired is None for below in codebook.children(code.id)):
        raise Refused(f"Codes stand below '{code.id}': move them elsewhere, then split it.")
    siblings = codebook.children(code.parent)
    place, made = siblings.index(code), list[str]()
    for number, name in enumerate(change.names, 1):
        values = {"asked": code.asked, "see": (code.id,)}
        new = NewCode(name, code.parent, make_id(_name(name)), place + number, values)
        codebook = _with_new(codebook, new, make_id)
        made.append(new.id)
    if change.retire:
        codebook = _retired(codebook, RetireCode(code.id, tuple(made), "split"))
    return codebook


def _retired(codebook: Codebook, change: RetireCode) -> Codebook:
    code = _code(codebook, change.code)
    if code.retired is not None:
        raise Refused(f"The code '{code.id}' is retired already.")
    gone = codebook.roll_up(code.id)
    for use in change.use:
        if _living(codebook, use).id in gone:
            raise Refused(f"'{use}' is retired with '{code.id}': name another code to use.")
    version = codebook.version or _FIRST
    codebook = _with(codebook, replace(code, retired=Retirement(version, change.use, change.why)))
    for below in codebook.descendants(code.id):
        if below.retired is None:
            why = f"with {code.id}"
            codebook = _with(codebook, replace(below, retired=Retirement(version, (), why)))
    return codebook


def _revived(codebook: Codebook, change: ReviveCode) -> Codebook:
    code = _code(codebook, change.code)
    if code.retired is None:
        raise Refused(f"The code '{code.id}' is not retired.")
    above = next((one for one in codebook.ancestors(code.id) if one.retired), None)
    if above is not None:
        raise Refused(f"'{above.id}' above it is retired: bring that back first.")
    return _with(codebook, replace(code, retired=None))


_FIRST = "0"
"""The version of a codebook whose authors have given it none."""


def _code(codebook: Codebook, id_: str) -> Code:
    if id_ not in codebook:
        raise NotFound("code", id_, [one.id for one in codebook.codes])
    return codebook.by_id[id_]


def _living(codebook: Codebook, id_: str) -> Code:
    code = _code(codebook, id_)
    if code.retired is not None:
        raise Refused(f"The code '{id_}' is retired: bring it back first, or take another.")
    return code


def _with(codebook: Codebook, new: Code) -> Codebook:
    codes = tuple(new if one.id == new.id else one for one in codebook.codes)
    return replace(codebook, codes=codes)


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > 200 or len(name.splitlines()) > 1:
        raise InputError("A code needs a name of one line, at most 200 characters.")
    return name


def _refuse_other_fields(values: Mapping[str, Any]) -> None:
    other = sorted(values.keys() - EDITABLE)
    if other:
        raise InputError(f"'{other[0]}' of a code cannot be set like this.")
