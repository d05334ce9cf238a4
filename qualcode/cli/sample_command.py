"""`qualcode sample`: who was contacted, what became of it, and the response rate."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, fields

from qualcode.cli.opening import opened
from qualcode.cli.releases import put_release
from qualcode.cli.render import Sheet, add_output_options
from qualcode.domain.response import ResponseRow
from qualcode.privacy.release import Release


def configure(parser: ArgumentParser) -> None:
    """Take what every reading command takes."""
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Account for the contacts and show."""
    with opened(options) as study:
        release = study.sample.response(unsuppressed=options.unsuppressed)
        put_release(study, release, sheet(release), options)
    return 0


def sheet(release: Release[ResponseRow]) -> Sheet:
    """Lay the accounting out for people and programs."""
    shown = [[row.name, *_figures(row)] for row in release.rows]
    return Sheet(
        title="Sample",
        columns=tuple(one.name for one in fields(ResponseRow)),
        rows=[tuple(asdict(row).values()) for row in release.rows],
        json=release.to_json(),
        notes=release.notes,
        shown=(("contacts", "n", "of", "%", "95 %"), shown),
        right=frozenset(range(1, 5)),
    )


def _figures(row: ResponseRow) -> tuple[str, str, str, str]:
    if row.suppressed:
        return ("withheld", "", "", "")
    if row.percent is None or row.low is None or row.high is None:
        return (f"{row.n:,}", "", "", "")
    interval = f"[{row.low:.0f}, {row.high:.0f}]"
    return (f"{row.n:,}", f"{row.base:,}", f"{row.percent:.0f}", interval)
