"""Writes a report as one web page that needs no network, no script and no other file."""

from __future__ import annotations

from markupsafe import Markup

from qualcode.reports.contents import Picture, Report, printable


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
    environment.filters["sort_of"] = lambda block: type(block).__name__
    environment.filters["drawn"] = _drawn
    return environment.get_template("report.html.j2").render(report=report).encode("utf-8")


def _drawn(picture: Picture) -> Markup:
    """Return the chart as SVG, which holds no word that is not escaped."""
    from qualcode.reports.charts.drawing import svg

    return Markup(svg(picture.drawing, picture.told))


def _plain(value: object) -> object:
    """Make text of the study printable; markup of the template itself is passed on as it is."""
    return printable(value) if type(value) is str else value
