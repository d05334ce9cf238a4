"""`qualcode redact`: find what identifies people, decide about it, and take it out for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.passphrases import add_passphrase_options, new_passphrase, passphrase
from qualcode.cli.redact_sheets import hit_sheet, name_sheet, residue_sheet
from qualcode.cli.render import add_output_options, counted, note, put, say, visible
from qualcode.domain.errors import InputError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.domain.redaction import Hit
    from qualcode.study import Study
    from qualcode.study.redacting.desk import RedactionDesk

KINDS = ("person", "place", "organisation", "phone", "e-mail", "date", "id", "other")


def configure(parser: ArgumentParser) -> None:
    """Take `begin`, `scan`, `names`, `decide`, `apply`, `check` or `withdraw`."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions = (
        ("begin", "make the encrypted vault that will hold the names", None),
        ("scan", "list what may identify somebody, each hit in its context", _configure_scan),
        ("names", "the names that are confirmed; they lie in the vault only", _configure_names),
        ("decide", "replace, generalise or keep hits", _configure_decide),
        ("apply", "replace what was decided, and lock the originals away", _configure_apply),
        ("check", "look for names that are still in the study's files", _configure_check),
        ("withdraw", "destroy everything of a participant who withdrew", _configure_withdraw),
    )
    for name, told, more in actions:
        part = parts.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".")
        add_passphrase_options(part)
        if more is not None:
            more(part)


def _configure_scan(parser: ArgumentParser) -> None:
    parser.add_argument("--source", metavar="NAME", help="only in one source")
    parser.add_argument("--all", action="store_true", help="what was decided about, too")
    add_output_options(parser)


def _configure_names(parser: ArgumentParser) -> None:
    deeds = ("add", "list", "remove", "suggest")
    parser.add_argument("deed", choices=deeds, help="what is done with the names")
    parser.add_argument("names", nargs="*", metavar="NAME", help="the names")
    parser.add_argument("--kind", choices=KINDS, default="person", help="what they name")
    told = "what stands in the place of the name (for one name)"
    parser.add_argument("--with", dest="replacement", default="", metavar="WORDS", help=told)
    parser.add_argument("--file", type=Path, help="add the names of a file, one a line")
    add_output_options(parser)


def _configure_decide(parser: ArgumentParser) -> None:
    verdict = parser.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--replace", action="store_true", help="put a pseudonym there")
    verdict.add_argument("--generalise", action="store_true", help="put something vaguer there")
    verdict.add_argument("--keep", metavar="REASON", help="keep the words, and say why")
    verdict.add_argument("--undecide", action="store_true", help="let them wait again")
    parser.add_argument(
        "--with",
        dest="replacement",
        default="",
        metavar="WORDS",
        help="what is to stand there instead of what is proposed",
    )
    parser.add_argument(
        "--words",
        action="append",
        metavar="WORDS",
        default=[],
        help="hits with these words, in any case",
    )
    parser.add_argument(
        "--at",
        action="append",
        metavar="SOURCE:START-END",
        default=[],
        help="the hit at a place as `scan` prints it, or words no rule found",
    )
    parser.add_argument("--kind", choices=KINDS, help="hits of this kind; with --at, what it is")
    parser.add_argument("--source", metavar="NAME", help="hits in this source")
    parser.add_argument("--all", action="store_true", help="all hits that wait")


def _configure_apply(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--accept-moved",
        action="store_true",
        help="let codings that cut through a name grow to the whole of it",
    )
    parser.add_argument(
        "--destroy", action="store_true", help="destroy the originals instead of locking them away"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _configure_check(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--clean",
        action="store_true",
        help="first remove copies and caches, and write the database anew",
    )
    add_output_options(parser)


def _configure_withdraw(parser: ArgumentParser) -> None:
    parser.add_argument("participant", metavar="PARTICIPANT", help="the name in the study")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only told")


def run(options: Namespace) -> int:
    """Do one of it."""
    with opened(options) as study:
        if options.action == "begin":
            return _begin(study, options)
        if options.action == "withdraw":
            return _withdraw(study, options)
        secret = passphrase(options, str(study.redacting.vault_path(options.vault)))
        desk = study.redacting.open(secret, options.vault)
        deeds = {
            "scan": _scan, "names": _names, "decide": _decide, "apply": _apply, "check": _check,
        }  # fmt: skip
        return deeds[options.action](desk, options)


def _begin(study: Study, options: Namespace) -> int:
    path = study.redacting.vault_path(options.vault)
    if path.exists():
        raise InputError(f"{path} exists already; the passphrase that it was made with opens it.")
    desk = study.redacting.begin(new_passphrase(options), options.vault)
    say(f"The vault is at {path}. There is no way into it without its passphrase: keep it safe.")
    _tell(desk.notice)
    return 0


def _scan(desk: RedactionDesk, options: Namespace) -> int:
    put(hit_sheet(desk.queue(options.source, options.all), desk.notice), options)
    return 0


def _names(desk: RedactionDesk, options: Namespace) -> int:
    from qualcode.domain.redaction import IdentifierKind

    if options.deed == "list":
        put(name_sheet(desk.names), options)
        return 0
    if options.deed == "suggest":
        put(name_sheet(desk.suggested_names(), "Names in labels, not confirmed"), options)
        return 0
    given = [*options.names, *_names_in(options.file)]
    if not given:
        raise InputError("Which name? Write it after the command, or give --file.")
    if options.deed == "remove":
        for name in given:
            desk.remove_name(name)
        say(f"{counted(len(given), 'name')} taken off the list.")
        return 0
    kind = IdentifierKind(options.kind)
    for one in desk.add_names((name, kind, options.replacement) for name in given):
        say(f"{one.name} becomes {one.replacement}")
    return 0


def _names_in(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as UTF-8 text: {error}.") from error
    return [line.strip() for line in lines if line.strip()]


def _decide(desk: RedactionDesk, options: Namespace) -> int:
    from qualcode.domain.redaction import Verdict

    hits = list(_chosen(desk, options))
    if not hits:
        raise InputError("No hit was named: give --words, --at, --kind, --source or --all.")
    if options.undecide:
        desk.take_back(hits)
        say(f"{counted(len(hits), 'hit')} wait again.")
        return 0
    verdict = Verdict.KEEP if options.keep is not None else Verdict.REPLACE
    verdict = Verdict.GENERALISE if options.generalise else verdict
    desk.decide_all(hits, verdict, options.replacement, options.keep or "")
    left = len(desk.queue())
    say(f"{counted(len(hits), 'hit')}: {verdict.value}. {left} wait for a decision.")
    return 0


def _chosen(desk: RedactionDesk, options: Namespace) -> Iterator[Hit]:
    if options.at:
        yield from (_at(desk, place, options.kind) for place in options.at)
        return
    if not (options.words or options.kind or options.source or options.all):
        return
    wanted = {words.casefold() for words in options.words}
    for hit in desk.queue(options.source, all_hits=options.undecide or bool(wanted)):
        if wanted and hit.words.casefold() not in wanted:
            continue
        if options.kind in (None, hit.proposal.kind.value):
            yield hit


def _at(desk: RedactionDesk, place: str, kind: str | None) -> Hit:
    from qualcode.domain.redaction import IdentifierKind
    from qualcode.domain.span import Span

    source, _, ends = place.rpartition(":")
    start, _, end = ends.partition("-")
    if not source or not (start.isdecimal() and end.isdecimal()) or int(start) >= int(end):
        raise InputError(f"'{place}' is not a place: write SOURCE:START-END, as `scan` does.")
    span = Span(int(start), int(end))
    for hit in desk.queue(source, all_hits=True):
        if hit.proposal.span == span:
            return hit
    if kind is None:
        raise NotFound("hit", place, fix="Say what it is with --kind to mark it yourself.")
    return desk.mark(source, span, IdentifierKind(kind))


def _apply(desk: RedactionDesk, options: Namespace) -> int:
    waiting, moved = desk.preview()
    for one in moved:
        note(visible(f"{one.source}, {one.code}: '{one.quotation}' becomes '{one.becomes}'"))
    if options.dry_run:
        say(f"{counted(waiting, 'replacement')} would be made; nothing was changed.")
        return 0
    done = desk.apply(options.accept_moved, options.destroy)
    to = "were destroyed" if options.destroy else "are in the vault"
    say(
        f"{counted(done.replaced, 'replacement')} in {counted(done.sources, 'source')}; "
        f"{counted(done.codings, 'coding')} followed. The originals {to}."
    )
    for left in done.residue:
        note(f"Still named in {left.place}: {left.count}. {left.advice}".strip())
    return 1 if done.residue else 0


def _check(desk: RedactionDesk, options: Namespace) -> int:
    if options.clean:
        desk.clean()
    found = desk.residue()
    put(residue_sheet(found), options)
    return 1 if found else 0


def _withdraw(study: Study, options: Namespace) -> int:
    part = study.redacting
    planned = part.withdrawal(options.participant)
    what = (
        f"{counted(planned.sources, 'source')}, their {counted(planned.segments, 'segment')} "
        f"({counted(planned.shared, 'shared transcript')}), {counted(planned.codings, 'coding')}, "
        f"{counted(planned.memos, 'memo')} and {counted(planned.originals, 'original file')}"
    )
    if not options.yes:
        say(f"With {visible(options.participant)} would be destroyed: {what}.")
        say("Nothing was changed. It cannot be undone; to do it, add --yes.")
        return 0
    secret = ""
    if options.vault is not None or part.has_vault:
        secret = passphrase(options, str(part.vault_path(options.vault)))
    done = part.withdraw(options.participant, secret, options.vault)
    say(f"Destroyed: {what}. The journal keeps that it happened, and none of the words.")
    for left in done.residue:
        note(f"Still in {left.place}: {left.count}. {left.advice}".strip())
    return 1 if done.residue else 0


def _tell(notice: str) -> None:
    if notice:
        note(notice)
