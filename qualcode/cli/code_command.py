"""`qualcode code`: the coding screen."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.domain.errors import InputError, Refused
from qualcode.domain.provenance import WorkOrder

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.desk import Page

_ORDERS = {
    "rare": WorkOrder.RARE,
    "audit": WorkOrder.AUDIT,
    "uncertain": WorkOrder.UNCERTAIN,
}


def configure(parser: ArgumentParser) -> None:
    """Take who codes, and what to open straight away."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="the text to begin with")
    parser.add_argument("--coder", metavar="NAME", help="who codes")
    parser.add_argument("--question", metavar="ID", help="all answers to this question in a row")
    parser.add_argument("--round", metavar="NAME", help="your queue of this round")
    parser.add_argument(
        "--order",
        choices=list(_ORDERS),
        help="what you have not finished, by rare codes, as a random audit sample, or where the "
        "suggestions are least certain; the order is kept with each coding",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of an order that draws (default: 0)"
    )
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
    if options.order and options.round:
        raise InputError("A round is coded in the order of its queue: leave out --order.")
    named = options.source or options.question or options.round or options.order
    if options.deck and not named:
        raise InputError("--deck needs a question, a round, a source or an --order.")
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
    named = options.source or options.question or options.round or options.order
    if options.resume and named:
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
    if options.order:
        return _steered(study, options)
    if options.round:
        return study.in_round(options.round).desk.round_page()
    if options.question:
        return study.desk.question_page(options.question)
    return study.desk.source_page(options.source) if options.source else None


def _steered(study: Study, options: Namespace) -> Page:
    order, suggestions = _ORDERS[options.order], study.suggestions
    if order.steered:
        from qualcode.cli.progress import progress_bar

        suggestions.require_ready()
        with progress_bar() as bar:
            suggestions.prepare(lambda done, of: bar(done, of, "reading"))
    ids = suggestions.in_order(order, options.question, options.source, options.seed)
    if not ids:
        raise Refused("There is nothing left here that you have not finished.")
    return study.desk.steered_page(order, ids)


def _start(page: Page | None, at: int | None) -> int | None:
    if at is None:
        return None
    if page is None:
        raise InputError("--at needs a source, a question, a round or an --order.")
    if not 1 <= at <= len(page.entries):
        raise InputError(f"{page.title} has the segments 1 to {len(page.entries)}, no {at}.")
    return at - 1


def _show(study: Study, page: Page | None, at: int | None, options: Namespace) -> int:
    # Before Textual is imported: a key must not wait for a slow frame clock.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from qualcode.tui.habits.outset import outset

    begun = outset(study.coder.id, os.environ, options.keymap, options.theme)
    from qualcode.tui.app import CodingApp
    from qualcode.tui.suggesting.live import LiveSuggesting

    app = CodingApp(
        study,
        page,
        at,
        as_deck=options.deck,
        outset=begun,
        resume=options.resume,
        suggesting=LiveSuggesting(study),
    )
    return app.sit_through()
