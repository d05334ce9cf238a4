"""The option that narrows a table to some segments: the same on every analyst's command."""

from __future__ import annotations

from argparse import ArgumentParser


def add_where(parser: ArgumentParser) -> None:
    """Take `--where`, the words of a filter; empty if it is left out."""
    parser.add_argument(
        "--where",
        metavar="FILTER",
        default="",
        help="only what fits, e.g. 'position = \"officer\" and code under barriers', or @NAME for "
        "a query saved in study.toml (docs/filters.md)",
    )
