"""`qualcode memo`: notes on the study, a source, a code or a participant."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put, say
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.domain.coding import Memo
    from qualcode.study import Study


def configure(parser: ArgumentParser) -> None:
    """Take `list` or `write` with its subject and words."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="all memos")
    add_output_options(listing)
    writing = parts.add_parser("write", help="write a memo")
    about = writing.add_mutually_exclusive_group()
    about.add_argument("--source", metavar="NAME", help="on a source (left out: on the study)")
    about.add_argument("--code", metavar="CODE", help="on a code, by id or name")
    about.add_argument("--participant", metavar="NAME", help="on a participant")
    writing.add_argument("text", nargs="+", help="the words")


def run(options: Namespace) -> int:
    """List or write."""
    with opened(options) as study:
        if options.action == "write":
            return _write(study, options)
        names = study.team.names()
        rows = [_row(study, memo, names.get(memo.coder, "")) for memo in study.memos.all()]
        notice = study.left_out
    columns = ("about", "subject", "coder", "changed", "text")
    content = {"rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    put(Sheet("Memos", columns, rows, content, (notice,) if notice else ()), options)
    return 0


def _write(study: Study, options: Namespace) -> int:
    from qualcode.domain.coding import MemoSubject

    text = " ".join(options.text).strip()
    if not text:
        raise InputError("A memo needs words.")
    kind, subject = MemoSubject.STUDY, ""
    if options.source:
        kind, subject = MemoSubject.SOURCE, study.sources.find(options.source).id
    elif options.code:
        kind, subject = MemoSubject.CODE, study.catalogue.code(options.code).id
    elif options.participant:
        kind, subject = MemoSubject.PARTICIPANT, study.participants.find(options.participant).id
    study.memos.write(kind, subject, text)
    say(f"Memo on the {kind.value} kept.")
    return 0


def _row(study: Study, memo: Memo, coder: str) -> tuple[str, str, str, str, str]:
    return (
        memo.kind.value,
        study.memos.subject_name(memo),
        coder,
        f"{memo.changed:%Y-%m-%d %H:%M}",
        memo.text,
    )
