"""Writes a report as one web page that needs no network, no script and no other file."""

from __future__ import annotations

from qualcode.reports.contents import CONFIDENTIAL, Report, printable


def web_page(report: Report) -> bytes:
    """Return the page as UTF-8; every word from the study is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("qualcode.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_plain,
    )
    template = environment.get_template("agreement.html.j2")
    return template.render(report=report, confidential=CONFIDENTIAL).encode("utf-8")


def _plain(value: object) -> object:
    """Make text of the study printable; markup of the template itself is passed on as it is."""
    return printable(value) if type(value) is str else value
