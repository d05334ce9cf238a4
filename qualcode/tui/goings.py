"""The screens that one can go to from any other; each is imported when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from qualcode.tui.app import CodingApp

Going = Callable[["CodingApp"], "Screen[None]"]


def _sources(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.sources import SourcesScreen

    return SourcesScreen(app.study, app.frame)


def _search(app: CodingApp) -> Screen[None]:
    from qualcode.tui.codes import Codes
    from qualcode.tui.lists.seek_bench import SeekBench
    from qualcode.tui.screens.search import SearchScreen

    desk = app.study.desk
    codes = Codes(
        app.study.catalogue.codebook, "", lambda _: (desk.code_counts(), desk.recent_codes())
    )
    return SearchScreen(SeekBench(app.study, codes), app.frame)


def _journal(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.journal import JournalScreen

    return JournalScreen(app.study, app.frame)


def _memos(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.memos import MemosScreen

    return MemosScreen(app.study, app.frame)


def _flags(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.flags import FlagsScreen

    return FlagsScreen(app.study, app.frame)


def _codebook(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.codebook import CodebookScreen

    return CodebookScreen(app.study, app.frame)


def _agreement(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.agreement import AgreementScreen

    return AgreementScreen(app.study, app.reports, app.frame)


def _adjudication(app: CodingApp) -> Screen[None]:
    from qualcode.tui.adjudicating.finding import open_disputes
    from qualcode.tui.screens.adjudication import AdjudicationScreen

    return AdjudicationScreen(open_disputes(app.study), app.frame)


def _themes(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.themes import ThemesScreen

    return ThemesScreen(app.study, app.frame)


def _tables(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.tables import TablesScreen

    return TablesScreen(app.study, app.frame)


def _matrix(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.matrix import MatrixScreen

    return MatrixScreen(app.study, app.frame)


def _redaction(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.redaction import RedactionScreen

    return RedactionScreen(app.study, app.frame)


def _settings(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.settings import SettingsScreen

    return SettingsScreen(app.frame)


def _keys(app: CodingApp) -> Screen[None]:
    from qualcode.tui.screens.keys import KeysScreen

    return KeysScreen(app.outset, app.frame)


GOINGS: Mapping[str, Going] = {
    "codebook": _codebook,
    "sources": _sources,
    "search": _search,
    "journal": _journal,
    "memos": _memos,
    "flags": _flags,
    "agreement": _agreement,
    "adjudication": _adjudication,
    "themes": _themes,
    "tables": _tables,
    "matrix": _matrix,
    "redaction": _redaction,
    "settings": _settings,
    "keys": _keys,
}
"""What makes the screen that an action of `registry.everywhere.GOING` goes to."""
