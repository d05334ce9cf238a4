"""How transcripts mark who speaks: the label at the head of a turn, in its many styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3})?"
STAMP = rf"(?:\[{_TIME}\]|\({_TIME}\)|#{_TIME}#)"
"""A time stamp in brackets or between f4's number signs."""

_NAME = r"[^\W\d_][^\n:：#*\[\]]{0,58}?"
# `[00:01:02] Name: words`, `Name (00:12): words`, `**Name:** words`, `Name：words`, `Name:` alone.
_COLON = re.compile(
    rf"[ \t]*(?:(?P<before>{STAMP}|{_TIME})[ \t]*(?:-[ \t]+)?)?(?P<bold>\*\*|__)?"
    rf"(?P<name>{_NAME})[ \t]*(?P<after>{STAMP})?[ \t]*"
    r"(?:(?P<mark>:)(?(bold)(?P=bold))|(?(bold)(?P=bold)|(?!))[ \t]*:|：)"
    r"(?:(?<=：)|(?=\s|$))[ \t]*"
)
# `Name  00:07` or `[00:07] Name`, alone on the line.
_TIMED = re.compile(
    rf"[ \t]*(?:\*\*|__)?\[?(?P<name>{_NAME})\]?(?:\*\*|__)?[ \t]+"
    rf"(?P<after>{STAMP}|{_TIME})[ \t]*$"
    rf"|[ \t]*(?P<before>{STAMP}|{_TIME})[ \t]+(?P<name2>{_NAME})[ \t]*$"
)
# `[NAME] words`
_BRACKET = re.compile(rf"[ \t]*\[(?P<name>{_NAME})\](?:[ \t]+|$)")
_LONGEST_BARE = 40
_WORD = re.compile(r"[\w'’.\-&/()]+")
_SMALL = "al and bin da de del den der di dos du el la le of the van von y"
_PARTICLES = frozenset(_SMALL.split())
_NOT_NAMES = """
note notes nb n.b http https ftp mailto e.g i.e eg example examples summary keywords speakers
date time place location duration title subject project transcript recording file warning
ps p.s to from cc re fw tel phone email e-mail fax url address figure table chapter section
page age sex gender name yes no but so and or because first second third finally also then
again however for well ok okay facts problem rule conclusion
"""
_NO_SPEAKERS = frozenset(_NOT_NAMES.split())
MODERATORS = frozenset(("moderator", "interviewer", "int", "i"))
_MODERATOR = re.compile(r"(?:moderator|interviewer)[ _-]?\d{0,3}")


class LabelStyle(Enum):
    """How the name is set off from the words."""

    TIMED = "timed"
    COLON = "colon"
    BRACKET = "bracket"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: the name, where in its line the words begin, and the time it tells."""

    name: str
    words: int
    style: LabelStyle
    time_ms: int | None = None

    @property
    def key(self) -> str:
        """Return the form in which two labels are the same speaker."""
        return self.name.casefold()


def label_of(line: str) -> Label | None:
    """Return the label that the line begins with, if it has the shape of one."""
    if ":" not in line[:120] and "：" not in line[:120]:
        return _without_colon(line)
    match, style = _TIMED.match(line) if len(line) <= 120 else None, LabelStyle.TIMED
    if match is None:
        match, style = _COLON.match(line), LabelStyle.COLON
    if match is None:
        return _without_colon(line)
    groups = match.groupdict()
    name = (groups["name"] or groups.get("name2") or "").strip()
    stamp = groups["before"] or groups["after"]
    time_ms = milliseconds(stamp) if stamp else None
    return Label(name, match.end(), style, time_ms) if plausible(name) else None


def _without_colon(line: str) -> Label | None:
    """Return `[NAME] words`, or a short name alone on its line; neither begins in small letters."""
    if match := _BRACKET.match(line):
        name, end, style = match["name"].strip(), match.end(), LabelStyle.BRACKET
    elif len(line) <= _LONGEST_BARE:
        name, end, style = line.strip(), len(line), LabelStyle.BARE
    else:
        return None
    if not name or name[0].islower() or not name[0].isalpha() or not name[-1].isalnum():
        return None
    return Label(name, end, style) if plausible(name) else None


def plausible(name: str) -> bool:
    """Say whether a few words could name a speaker: no sentence, no `Note:`, no address."""
    words = name.split()
    if not words or len(words) > 5 or name.casefold().rstrip(".") in _NO_SPEAKERS:
        return False
    if not all(_WORD.fullmatch(word) for word in words):
        return False
    numbered = len(words) == 2 and (words[1].isdigit() or len(words[1]) == 1)
    return len(words) == 1 or numbered or not any(_is_common(word) for word in words)


def _is_common(word: str) -> bool:
    return word[0].islower() and word not in _PARTICLES


def is_moderator(name: str, named: tuple[str, ...] = ()) -> bool:
    """Say whether a speaker asks rather than answers, by what it is called or was named."""
    key = name.casefold()
    always = key in MODERATORS or _MODERATOR.fullmatch(key) is not None
    return always or any(key == one.strip().casefold() for one in named)


def milliseconds(stamp: str) -> int:
    """Return the time that a stamp tells; f4's `-4` after the seconds is a tenth."""
    figures = re.findall(r"\d+", stamp)
    fraction = figures.pop() if re.search(r"[.,-]\d{1,3}\D*$", stamp) else "0"
    seconds = 0
    for figure in figures:
        seconds = seconds * 60 + int(figure)
    return seconds * 1000 + int(fraction.ljust(3, "0"))
