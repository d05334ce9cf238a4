"""`qualcode log`: the journal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from itertools import groupby

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, put
from qualcode.domain.deeds_told import told, what
from qualcode.domain.events import Event
from qualcode.domain.identity import Id


def configure(parser: ArgumentParser) -> None:
    """Take how far back."""
    parser.add_argument("--limit", type=int, default=20, help="how many deeds (default 20)")
    parser.add_argument("--all", action="store_true", help="the whole journal")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Show the newest events first."""
    with opened(options) as study:
        events = study.history.latest(None if options.all else options.limit)
        names, notice = study.team.names(), study.left_out
    columns = ("moment", "coder", "kind", "what", "subject", "before", "after", "undoes", "digest")
    rows = [
        (
            event.moment.isoformat(timespec="seconds"),
            names.get(event.coder, event.coder),
            event.kind.value,
            _what(event),
            event.subject,
            _json(event.before),
            _json(event.after),
            event.undoes,
            event.digest,
        )
        for event in events
    ]
    shown = [_line(list(deed), names) for _, deed in groupby(events, key=lambda one: one.deed)]
    content = {
        "rows": [
            dict(zip(columns, row, strict=True)) | {"before": event.before, "after": event.after}
            for row, event in zip(rows, events, strict=True)
        ]
    }
    headings = ("when", "who", "what")
    notes = (notice,) if notice else ()
    put(Sheet("Journal, newest first", columns, rows, content, notes, (headings, shown)), options)
    return 0


def _line(deed: list[Event], names: Mapping[Id, str]) -> tuple[str, str, str]:
    first = deed[0]
    taking_back = " (taking back)" if first.undoes else ""
    who = names.get(first.coder, first.coder)
    return f"{first.moment:%Y-%m-%d %H:%M:%S}", who, told(reversed(deed)) + taking_back


def _what(event: Event) -> str:
    return f"{what(event)} (taking back)" if event.undoes else what(event)


def _json(value: object) -> str:
    import json

    return "" if value is None else json.dumps(value, ensure_ascii=False)
