"""`qualcode quotes`: the words behind a code, and passing them for the outside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.narrowing import add_where
from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, note, put, say
from qualcode.domain.errors import InputError, NotFound

if TYPE_CHECKING:
    from qualcode.domain.identity import Id
    from qualcode.domain.quotation import Quotation
    from qualcode.study import Study

_SHORT_ID = 8
_COLUMNS = (
    "id", "code", "name", "quotation", "before", "after", "source", "segment", "participant",
    "coders", "typicality", "attributes",
)  # fmt: skip


def configure(parser: ArgumentParser) -> None:
    """Take the code, which quotations of it, or one to pass for the outside."""
    parser.epilog = (
        "What is listed is a working copy for the team. --passed lists what may leave the study: "
        "quotations that a named person passed, attributed by groups that are large enough."
    )
    parser.add_argument("code", nargs="?", help="the code or theme")
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--kind", choices=["survey", "interview", "forum", "case"], help="only such sources"
    )
    parser.add_argument("--coder-rule", metavar="RULE", help="whose codings count")
    add_where(parser)
    parser.add_argument(
        "--order",
        choices=["text", "typical", "longest", "shortest"],
        default="text",
        help="as in the texts (default), the most typical first, or by length",
    )
    parser.add_argument("--at-least", type=int, default=0, metavar="N", help="words in it")
    parser.add_argument("--at-most", type=int, metavar="N", help="words in it")
    parser.add_argument("--limit", type=int, metavar="N", help="no more than so many")
    parser.add_argument(
        "--context", type=int, default=60, metavar="N", help="characters around it (default: 60)"
    )
    passing = parser.add_mutually_exclusive_group()
    passing.add_argument("--passed", action="store_true", help="only what may leave the study")
    passing.add_argument("--pass", dest="pass_", metavar="ID", help="pass one for the outside")
    passing.add_argument("--withdraw", metavar="ID", help="take that back")
    parser.add_argument(
        "--attributed",
        metavar="A,B",
        help="with --pass: the attributes that tell who says it (default: as many as are safe)",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """List quotations, or pass one."""
    _require_sense(options)
    with opened(options) as study:
        if options.pass_ is not None or options.withdraw is not None:
            return _pass(study, options)
        if options.passed:
            return _passed(study, options)
        if not options.code:
            raise InputError("Of which code? See: qualcode codebook")
        return _list(study, options)


def _require_sense(options: Namespace) -> None:
    if options.attributed is not None and options.pass_ is None:
        raise InputError("--attributed goes with --pass ID.")
    if "" in (options.pass_, options.withdraw):
        raise InputError(
            "Which quotation?", fix="The first column of `qualcode quotes CODE` names them."
        )
    narrowed = (options.question, options.kind, options.coder_rule, options.where,
                options.at_least, options.at_most, options.limit)  # fmt: skip
    if options.passed and (any(narrowed) or options.order != "text"):
        raise InputError("--passed takes a code only.", fix="It lists all that was passed of it.")
    if options.context < 0:
        raise InputError("--context is a number of characters, 0 or more.")


def _list(study: Study, options: Namespace) -> int:
    from qualcode.study.findings.quotations import Wanted

    wanted = Wanted(
        options.question, options.coder_rule, options.kind, options.where,
        order=options.order, at_least=options.at_least, at_most=options.at_most,
        limit=options.limit,
    )  # fmt: skip
    found = study.quotations.find(options.code, wanted)
    put(_sheet(found, options), options)
    if options.output or options.json or options.csv:
        target = str(options.output or "stdout")
        study.publishing.note_transfer(f"quotations of {options.code}", len(found), target)
    if study.left_out:
        note(study.left_out)
    note("A working copy for the team: it holds what respondents said in confidence.")
    return 0


def _sheet(found: list[Quotation], options: Namespace) -> Sheet:
    rows = [
        (
            one.codings[0], one.code, one.code_name, one.words, one.before, one.after,
            one.spot.source_name, one.spot.label, one.participant, ", ".join(one.coders),
            one.typicality, "; ".join(f"{name}={told}" for name, told in one.attributes.items()),
        )
        for one in found
    ]  # fmt: skip
    return Sheet(
        title=f"Quotations of {options.code}",
        columns=_COLUMNS,
        rows=rows,
        json={
            "kind": "quotes",
            "unit": "quotation",
            "base": "codings that count",
            "coder_rule": options.coder_rule or "as the study does",
            "suppressed": [],
            "rows": [dict(zip(_COLUMNS, row, strict=True)) for row in rows],
        },
        notes=(f"{counted(len(rows), 'quotation')}.",),
        shown=(
            ("id", "where", "who", "quotation"),
            [
                [
                    one.codings[0][-_SHORT_ID:],
                    f"{one.spot.source_name} {one.spot.label}",
                    one.participant,
                    _in_context(one, options.context),
                ]
                for one in found
            ],
        ),
    )


def _in_context(one: Quotation, most: int) -> str:
    """Return the words in quotation marks with what stands around them, cut between words."""
    before, after = one.before, one.after
    if len(before) > most:
        before = "… " + before[len(before) - most :].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + " …"
    return " ".join(f"{before}“{one.words}”{after}".split())


def _passed(study: Study, options: Namespace) -> int:
    found = study.passing.passed(options.code)
    columns = ("code", "name", "quotation", "attribution", "passed_by")
    rows = [(one.code, one.code_name, one.words, one.attribution, one.passed_by) for one in found]
    content = {
        "kind": "quotes",
        "unit": "quotation",
        "base": "quotations that were passed for the outside",
        "coder_rule": "",
        "suppressed": [],
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
    }
    put(Sheet("Quotations that may leave the study", columns, rows, content), options)
    return 0


def _pass(study: Study, options: Namespace) -> int:
    coding = _coding(study, options.pass_ or options.withdraw)
    if options.withdraw:
        study.passing.withdraw(coding)
        say("Withdrawn: the quotation stays in the study.")
        return 0
    attributes = tuple(options.attributed.split(",")) if options.attributed else None
    passed = study.passing.pass_quotation(coding, attributes)
    say(f"Passed, attributed to {passed.attribution}.")
    return 0


def _coding(study: Study, given: str) -> Id:
    """Return the coding whose id ends as given."""
    found = [one.id for one in study.codings.all() if one.id.endswith(given)]
    if not found:
        raise NotFound("quotation", given, fix="The first column of `qualcode quotes` names them.")
    if len(found) > 1:
        raise InputError(f"{len(found)} quotations end in '{given}'.", fix="Give more of the id.")
    return found[0]
