"""`qualcode codebook new`, `edit`, `move`, `merge` ...: changes told beforehand, then made."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qualcode.cli.render import counted, note, say, visible
from qualcode.domain.errors import InputError, Refused

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from qualcode.domain.codebook_changes import Change, ChangePreview
    from qualcode.study import Study
    from qualcode.study.codebook_editing import Changed

_TEXTS = ("name", "short", "definition", "key", "color")
_LISTS = ("include", "exclude", "typical", "asked")


def configure(parts: _SubParsersAction[ArgumentParser]) -> None:
    """Add the actions that change a code."""
    new = _action(parts, "new", "add a code")
    new.add_argument("name", metavar="NAME", help="what coders see")
    new.add_argument("--under", metavar="CODE", help="the code above it (left out: a theme)")
    new.add_argument("--id", default="", metavar="ID", help="its id (default: made of the name)")
    _add_fields(new)
    edit = _action(parts, "edit", "change what is said of a code", "CODE")
    edit.add_argument("--name", metavar="NAME", help="what coders see; the old one stays an alias")
    _add_fields(edit)
    move = _action(parts, "move", "put a code, with all below it, at another place", "CODE")
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--under", metavar="CODE", help="below this code")
    where.add_argument("--top", action="store_true", help="among the themes")
    move.add_argument(
        "--position", type=int, metavar="N", help="as the Nth there, from 1 (default: last)"
    )
    merge = _action(parts, "merge", "make one code of two; all codings follow", "CODE")
    merge.add_argument("into", metavar="INTO", help="the code that stays")
    split = _action(parts, "split", "put new codes beside one that held too much", "CODE")
    split.add_argument("names", nargs="+", metavar="NAME", help="what the new codes are called")
    split.add_argument("--retire", action="store_true", help="the old code is no longer applied")
    retire = _action(parts, "retire", "let a code no longer be applied; its codings stay", "CODE")
    retire.add_argument(
        "--into", action="append", default=[], metavar="CODE",
        help="the code to use instead (again for more)",
    )  # fmt: skip
    retire.add_argument("--why", default="", metavar="TEXT", help="the reason")
    _action(parts, "revive", "let a retired code be applied again", "CODE")


def _action(
    parts: _SubParsersAction[ArgumentParser], name: str, told: str, code: str = ""
) -> ArgumentParser:
    parser = parts.add_parser(name, help=told)
    if code:
        parser.add_argument("code", metavar=code, help="the code, by id or name")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    return parser


def _add_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--short", metavar="TEXT", help="the definition in one line")
    parser.add_argument("--definition", metavar="TEXT", help="the full definition")
    parser.add_argument("--key", metavar="KEY", help="key in the coding screen")
    parser.add_argument("--color", metavar="#RRGGBB", help="colour in the coding screen")
    for name, told in (
        ("include", "when to use it"),
        ("exclude", "when not to use it"),
        ("typical", "a passage that shows it"),
        ("asked", "the question that it is for"),
    ):
        parser.add_argument(
            f"--{name}", action="append", metavar="ID" if name == "asked" else "TEXT",
            help=f"{told} (again for more; all of them anew, an empty one for none)",
        )  # fmt: skip


def run(study: Study, options: Namespace) -> None:
    """Tell what the change would do, ask, and make it."""
    change = _CHANGES[options.action](study, options)
    known = study.catalogue.codebook
    preview = study.codes.preview(change)
    for line in _foreseen(preview):
        note(line)
    if preview.forbidding:
        study.codes.change(change, known)  # which says why not
    if not options.yes and not _agreed():
        say("Nothing was changed.")
        return
    _tell(study.codes.change(change, known))


def _agreed() -> bool:
    if not (sys.stdin is not None and sys.stdin.isatty()):
        raise Refused("Without a terminal nobody can be asked: add --yes to do it.")
    try:
        print("Do it? [y/N] ", end="", file=sys.stderr, flush=True)
        answer = input()
    except EOFError:
        raise KeyboardInterrupt from None
    return answer.strip().casefold() in ("y", "yes")


def _new(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import NewCode

    under = study.catalogue.code(options.under).id if options.under else None
    values = _values(options)
    values.pop("name")
    return NewCode(options.name, under, options.id, None, values)


def _edit(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import EditCode

    values = _values(options)
    if not values:
        raise InputError("Say what to change: --name, --short, --definition ...")
    return EditCode(study.catalogue.code(options.code).id, values)


def _values(options: Namespace) -> dict[str, Any]:
    from qualcode.domain.codebook import Example

    values: dict[str, Any] = {
        name: getattr(options, name) for name in _TEXTS if getattr(options, name) is not None
    }
    for name in _LISTS:
        if (given := getattr(options, name)) is not None:
            texts = (one.strip() for one in given if one.strip())
            values[name] = tuple(Example(one) if name == "typical" else one for one in texts)
    return values


def _move(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import MoveCode

    if options.position is not None and options.position < 1:
        raise InputError("Positions count from 1.")
    under = study.catalogue.code(options.under).id if options.under else None
    position = None if options.position is None else options.position - 1
    return MoveCode(study.catalogue.code(options.code).id, under, position)


def _merge(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import MergeCodes

    codes = study.catalogue.code
    return MergeCodes(codes(options.code).id, codes(options.into).id)


def _split(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import SplitCode

    code = study.catalogue.code(options.code).id
    return SplitCode(code, tuple(options.names), options.retire)


def _retire(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import RetireCode

    use = tuple(study.catalogue.code(one).id for one in options.into)
    return RetireCode(study.catalogue.code(options.code).id, use, options.why.strip())


def _revive(study: Study, options: Namespace) -> Change:
    from qualcode.domain.codebook_changes import ReviveCode

    return ReviveCode(study.catalogue.code(options.code).id)


_CHANGES: dict[str, Callable[[Study, Namespace], Change]] = {
    "new": _new,
    "edit": _edit,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "retire": _retire,
    "revive": _revive,
}
ACTIONS = frozenset(_CHANGES)
"""The actions that change a code."""


def _foreseen(preview: ChangePreview) -> list[str]:
    from qualcode.domain.codebook_changes import MergeCodes, NewCode

    book, change = preview.codebook, preview.change
    lines = [
        f"  {one}: {book.path(one)}{' (retired)' if book.by_id[one].retired else ''}"
        for one in preview.codes
    ]
    lines.insert(0, f"{counted(len(lines), 'code')} made or changed:")
    if isinstance(change, NewCode):
        return lines
    effect = f"become '{change.into}'" if isinstance(change, MergeCodes) else "stay as they are"
    if preview.codings is None or preview.coders is None or preview.rounds is None:
        return [*lines, f"How many codings it has is hidden by a blind round; they {effect}."]
    if not preview.codings:
        return [*lines, "No codings have it."]
    where = f"{counted(preview.codings, 'coding')} on {counted(preview.segments or 0, 'segment')}"
    inside = f" (also in {_rounds(preview.rounds)})" if preview.rounds else ""
    return [*lines, f"{where} by {', '.join(preview.coders)}{inside} {effect}."]


def _rounds(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"'{name}'" for name in names)
    return f"the round {shown}" if len(names) == 1 else f"the rounds {shown}"


def _tell(done: Changed) -> None:
    words = ", ".join(visible(f"'{one}'") for one in done.codes) or "nothing"
    recoded = f"; {counted(done.recoded, 'coding')} changed" if done.recoded else ""
    say(f"Changed: {words}{recoded}. Take it back: qualcode undo")
    if done.undecided:
        number = counted(len(done.undecided), "coding")
        note(f"{number} of the code that was split wait for their coders to go through them.")
