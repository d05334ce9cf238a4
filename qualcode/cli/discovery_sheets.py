"""What was discovered, laid out for people and programs."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.cli.render import Cell, Sheet, counted
from qualcode.domain.discovery import (
    AlikeCodes,
    Discovery,
    Doubt,
    Meaning,
    NewTheme,
    Quotation,
    SecondLook,
    TwoMeanings,
    TypicalWord,
)
from qualcode.domain.suggestion import Reason, ReasonKind

_COLUMNS = (
    "part", "rank", "group", "code", "other_code", "n", "participants", "figure", "by_chance",
    "words", "source", "number", "start", "end", "participant", "quotation",
)  # fmt: skip
_LONGEST = 160
_FAR = 0.1
"""How well a code must fit a group to be called near."""
_NEVER = "A machine only counts and compares: read the texts and judge."

Names = Mapping[str, str]


def parts(found: Discovery, names: Names, limit: int) -> Iterator[Sheet]:
    """Lay out the four parts for people."""
    yield _themes(found.new_themes, names, limit)
    yield _alike(found.alike, names, limit)
    yield _meanings(found.two_meanings, names, limit)
    yield _doubts(found.second_look, names, limit)


def everything(found: Discovery, names: Names) -> Sheet:
    """Lay out all parts as one table, a quotation or a pair of codes in each row."""
    rows = [*_theme_rows(found), *_alike_rows(found), *_meaning_rows(found), *_doubt_rows(found)]
    return Sheet("Discovery", _COLUMNS, rows, found.to_json(names), found.notes)


def _themes(themes: Sequence[NewTheme], names: Names, limit: int) -> Sheet:
    notes = [
        "Groups of uncoded sentences that lie closer together than chance puts them, those that "
        "no code fits first; nearest = the code that fits best, and how well (0 to 1)."
    ]
    shown = [
        (
            str(one.size),
            str(one.participants) if one.participants else "–",
            _cell(_words(one.words), one.typical),
            _nearest(one, names),
        )
        for one in themes[:limit]
    ]
    if themes:
        notes += [*_more(len(themes), limit, "group"), *_jump(themes[0].typical), _NEVER]
    columns = ("n", "people", "typical words and sentences", "nearest")
    return _sheet("Perhaps new themes", columns, shown, notes, frozenset({0, 1}))


def _alike(pairs: Sequence[AlikeCodes], names: Names, limit: int) -> Sheet:
    shown = [
        (
            f"{_name(one.first, names)}\n{_name(one.second, names)}",
            f"{one.definitions:.2f}",
            "–" if one.texts is None else f"{one.texts:.2f}",
            f"{one.both}/{one.either}",
            f"{one.segments[0]}, {one.segments[1]}",
        )
        for one in pairs[:limit]
    ]
    notes = [
        "texts = 1 if the texts of the two are as like as each one's own (– below 10 texts); "
        "both = segments with both of those with either; n = segments of each."
    ]
    columns = ("codes", "definitions", "texts", "both", "n")
    right = frozenset({1, 2, 3, 4})
    more = _more(len(pairs), limit, "pair")
    return _sheet("Codes that may be one", columns, shown, [*notes, *more], right)


def _meanings(codes: Sequence[TwoMeanings], names: Names, limit: int) -> Sheet:
    shown = [
        (
            _name(one.code, names),
            f"{one.silhouette:.2f}\n({one.by_chance:.2f})",
            "\n".join(_half(half) for half in one.halves),
        )
        for one in codes[:limit]
    ]
    notes = [
        "apart = mean silhouette width of two groups of a code's texts (in brackets: the widest "
        "that chance gave). It may be two meanings, or one in two tones, as praise and blame."
    ]
    columns = ("code", "apart", "two groups")
    more = _more(len(codes), limit, "code")
    return _sheet("Codes that may mean two things", columns, shown, [*notes, *more], frozenset({1}))


def _doubts(doubts: Sequence[SecondLook], names: Names, limit: int) -> Sheet:
    shown = [
        (f"{one.surprise:.1f}", f"{_reason(one, names)}\n{_quoted(one.quotation)}")
        for one in doubts[:limit]
    ]
    notes = [
        "Each text was left out and judged by how all others are coded; surprise is in bits "
        "(-log2 of the probability). A surprising coding is often right: this is where to look "
        "again, and nothing is changed by it."
    ]
    if doubts:
        first = (doubts[0].quotation,)
        notes += [*_more(len(doubts), limit, "decision"), *_jump(first)]
    columns = ("bits", "decision and text")
    return _sheet("For a second look", columns, shown, notes, frozenset({0}))


def _sheet(
    title: str,
    columns: Sequence[str],
    shown: Sequence[Sequence[str]],
    notes: Sequence[str],
    right: frozenset[int],
) -> Sheet:
    told = notes if shown else ()
    return Sheet(title, columns, shown, None, told, (columns, shown), right)


def _reason(one: SecondLook, names: Names) -> str:
    name, sure = _name(one.code, names), f"{100 * one.probability:.0f} %"
    if one.doubt is Doubt.MISSED:
        return f"{name}: not given, {sure} expected{_because(one.words)}"
    who = f" by {', '.join(one.coders)}" if one.coders else ""
    instead = ""
    if one.instead:
        instead = f"; rather {_name(one.instead, names)}{_because(one.words)}"
    return f"{name}: given{who}, {sure} expected{instead}"


def _nearest(one: NewTheme, names: Names) -> str:
    told = f"{_name(one.nearest, names)} {one.fit:.2f}" if one.nearest else ""
    if one.fit >= _FAR:
        return told
    return f"none ({told})" if told else "none"


def _because(reasons: Iterable[Reason]) -> str:
    words = [one.words for one in reasons if one.kind is ReasonKind.WORDS]
    return f" (words: {', '.join(words)})" if words else ""


def _half(half: Meaning) -> str:
    return _cell(f"{counted(half.size, 'text')}: {_words(half.words)}", half.typical)


def _cell(heading: str, quotations: Iterable[Quotation]) -> str:
    return "\n".join((heading, *map(_quoted, quotations)))


def _quoted(one: Quotation) -> str:
    words = " ".join(one.words.split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST - 1].rstrip()}…"
    return f"“{words}” {one.participant or one.source}".rstrip()


def _words(words: Iterable[TypicalWord]) -> str:
    return ", ".join(one.word for one in words) or "no typical words"


def _name(code: str | None, names: Names) -> str:
    return names.get(code, code) if code else ""


def _more(count: int, limit: int, word: str) -> list[str]:
    if count <= limit:
        return []
    return [f"Shown are {limit} of {counted(count, word)}: --limit N shows more."]


def _jump(quotations: Sequence[Quotation]) -> list[str]:
    if not quotations or not quotations[0].source:
        return []
    one = quotations[0]
    return [
        f"Read the first in its place: qualcode code {shlex.quote(one.source)} --at {one.number}"
    ]


def _theme_rows(found: Discovery) -> Iterator[Sequence[Cell]]:
    for rank, one in enumerate(found.new_themes, start=1):
        facts = (one.nearest, None, one.size, one.participants, one.coherence, one.by_chance)
        for quotation in one.members:
            yield ("new theme", rank, None, *facts, _words(one.words), *_place(quotation))


def _alike_rows(found: Discovery) -> Iterator[Sequence[Cell]]:
    for rank, one in enumerate(found.alike, start=1):
        facts = (one.first, one.second, one.either, None, one.texts, None)
        yield ("alike", rank, None, *facts, None, *(None,) * 6)


def _meaning_rows(found: Discovery) -> Iterator[Sequence[Cell]]:
    for rank, one in enumerate(found.two_meanings, start=1):
        for number, half in enumerate(one.halves, start=1):
            facts = (one.code, None, half.size, None, one.silhouette, one.by_chance)
            for quotation in half.typical:
                yield ("two meanings", rank, number, *facts, _words(half.words), *_place(quotation))


def _doubt_rows(found: Discovery) -> Iterator[Sequence[Cell]]:
    for rank, one in enumerate(found.second_look, start=1):
        words = ", ".join(each.words for each in one.words if each.kind is ReasonKind.WORDS)
        facts = (one.code, one.instead, None, None, one.probability, None)
        yield (one.doubt.value, rank, None, *facts, words, *_place(one.quotation))


def _place(one: Quotation) -> tuple[Cell, ...]:
    return (
        one.source, one.number, one.span.start, one.span.end, one.participant, one.words,
    )  # fmt: skip
