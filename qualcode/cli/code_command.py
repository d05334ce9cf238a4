"""`qualcode code`: the coding screen."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.domain.errors import InputError, Refused

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.desk import Page


def configure(parser: ArgumentParser) -> None:
    """Take who codes, and what to open straight away."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="the text to begin with")
    parser.add_argument("--coder", metavar="NAME", help="who codes")
    parser.add_argument("--question", metavar="ID", help="all answers to this question in a row")
    parser.add_argument("--round", metavar="NAME", help="your queue of this round")
    parser.add_argument(
        "--deck", action="store_true", help="show them as rows, to be sorted and coded in batch"
    )
    parser.add_argument(
        "--plain", action="store_true", help="line by line, for screen readers and scripts"
    )
    parser.add_argument("--at", type=int, metavar="N", help="the segment to begin at")
    parser.add_argument("--resume", action="store_true", help="go on where you were last")
    parser.add_argument(
        "--keymap", metavar="NAME|FILE", help="standard, vim, plain, or a file of keys"
    )
    parser.add_argument("--theme", metavar="NAME", help="colours, such as light or contrast-dark")


def run(options: Namespace) -> int:
    """Open the screen and stay until it is left."""
    if sum(one is not None for one in (options.source, options.question, options.round)) > 1:
        raise InputError("Name one of a source, --question and --round, not both.")
    if options.deck and not (options.source or options.question or options.round):
        raise InputError("--deck needs a question, a round or a source.")
    if options.plain and options.deck:
        raise InputError("A deck is a screen: leave out --deck or --plain.")
    _check_resume(options)
    if not options.plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(
            "The coding screen needs a terminal; run `qualcode code` in one, or add --plain to "
            "work line by line."
        )
    # Collecting garbage while thousands of classes load costs a tenth of a second; the app collects
    # again once its first picture stands.
    if not options.plain:
        gc.disable()
    options.person = options.coder or options.person
    with opened(options) as study:
        _ = study.coder
        page = _page(study, options)
        at = _start(page, options.at)
        if options.plain:
            from qualcode.cli.plain.sitting import sit_down

            if options.resume:
                page, at = _last(study)
            return sit_down(study, page, at)
        return _show(study, page, at, options)


def _check_resume(options: Namespace) -> None:
    if options.resume and (options.source or options.question or options.round):
        raise InputError("--resume goes to where you were: name nothing else to open.")
    if options.resume and options.at is not None:
        raise InputError("--resume goes to where you were: leave out --at.")


def _last(study: Study) -> tuple[Page | None, int | None]:
    from qualcode.tui.habits.going_on import going_on, page_to_go_on
    from qualcode.tui.habits.sitting_state import read_sitting, state_folder

    going = going_on(study, read_sitting(state_folder(os.environ), study.coder.id))
    page = page_to_go_on(study, going) if going is not None else None
    if going is None or page is None:
        raise InputError("There is nothing to go on with: name a source or a question.")
    return page, min(going.number, len(page.entries) - 1)


def _page(study: Study, options: Namespace) -> Page | None:
    if options.round:
        return study.in_round(options.round).desk.round_page()
    if options.question:
        return study.desk.question_page(options.question)
    return study.desk.source_page(options.source) if options.source else None


def _start(page: Page | None, at: int | None) -> int | None:
    if at is None:
        return None
    if page is None:
        raise InputError("--at needs a source, a question or a round.")
    if not 1 <= at <= len(page.entries):
        raise InputError(f"{page.title} has the segments 1 to {len(page.entries)}, no {at}.")
    return at - 1


def _show(study: Study, page: Page | None, at: int | None, options: Namespace) -> int:
    # Before Textual is imported: a key must not wait for a slow frame clock.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from qualcode.tui.habits.outset import outset

    begun = outset(study.coder.id, os.environ, options.keymap, options.theme)
    from qualcode.tui.app import CodingApp

    app = CodingApp(study, page, at, as_deck=options.deck, outset=begun, resume=options.resume)
    return app.sit_through()
