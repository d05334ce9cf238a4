"""Words that are typical of a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.keyness import Key, Vocabulary, keyness
from qualcode.domain.codebook import Code
from qualcode.domain.counting import Scope
from qualcode.domain.disclosure import Cell, Guard
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.keyness import WordRow
from qualcode.domain.source import SourceKind
from qualcode.domain.span import Span, merged
from qualcode.domain.tables import Table, Unit
from qualcode.domain.words import words
from qualcode.store import sources
from qualcode.store.coded_spans import SegmentPlace, coded_spans, segment_places
from qualcode.store.incidence import Incidence, incidence
from qualcode.study.findings.framing import Frame, Framing, framed
from qualcode.study.releasing.gate import Gate
from qualcode.study.releasing.promises import promised
from qualcode.suggest.stop_words import stop_words

if TYPE_CHECKING:
    from qualcode.privacy.release import Release
    from qualcode.study.session import Session

_SOURCES_AT_ONCE = 200


class TypicalWords:
    """What people say where a code was put, and not elsewhere."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(
        self,
        code: str,
        top: int = 30,
        question: str | None = None,
        coder_rule: str | None = None,
        kind: SourceKind | str | None = None,
        where: str = "",
        without_accepted: bool = False,
        unsuppressed: bool = False,
    ) -> Release[WordRow]:
        """Compare the words of a code's quotations with the rest of the text that was looked at.

        Both are answers to the questions that the code is for, or to the one named. Words are
        compared without case; stop words of the codebook's language are left out. A word that
        fewer persons say than the study's rule asks for is withheld, as it may be a name.

        Raises:
            InputError: if `top` is not usable.
            NotFound: if the code or a name is not known.
            Confidential: if `unsuppressed` is asked for by somebody other than the lead.
        """
        if top < 1:
            raise InputError(f"{top} words cannot be shown.", fix="Take 1 or more.")
        framing = Framing(question, coder_rule, kind, where, without_accepted)
        with self._session.reading() as connection:
            frame = framed(self._session, connection, framing)
            known = _code(frame, code)
            scope = _scope(frame, known)
            spoken = _spoken(frame, known, scope)
            common = stop_words(frame.codebook.language) or frozenset()
            typical = _Typical(spoken.text.without(common), spoken.rest.without(common))
            least = 1 if unsuppressed else promised(self._session).rule.threshold
            keys, left_out = typical.keys(least)
            keys = keys[:top]
            table = Table(
                "words",
                Unit.SEGMENT,
                f"words of the {frame.base_in_words(Unit.SEGMENT)}",
                frame.rule.label,
                typical.rows(keys),
                notes=(*_told(left_out, least), *frame.notes(Unit.SEGMENT, {scope: [known]})),
                without_accepted=framing.without_accepted,
                query={"code": known.id, "top": top, **framing.query},
            )
            return Gate(self._session).release(connection, table, typical.guard(keys), unsuppressed)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of a code's quotations, and those of the rest."""

    text: Vocabulary
    rest: Vocabulary


def _code(frame: Frame, word: str) -> Code:
    found = frame.codebook.find(word)
    if found is None:
        raise NotFound("code", word, [code.id for code in frame.codebook.codes])
    return found


def _scope(frame: Frame, code: Code) -> Scope:
    for scope, codes in frame.scopes.items():
        if code in codes:
            return scope
    raise InputError(
        f"The code '{code.id}' is not for answers to '{frame.wanted.questions[0]}'.",
        fix="Leave --question out.",
    )


def _spoken(frame: Frame, code: Code, scope: Scope) -> _Spoken:
    """Read every segment that was looked at, source by source, and part its words."""
    members = frame.codebook.roll_up(code.id)
    found = incidence(
        frame.connection, frame.eyes, scope, {code.id: members}, frame.rule, Unit.SEGMENT
    )
    quoted = _quoted(frame, scope, members, found.carrying[code.id])
    places = segment_places(frame.connection, frame.eyes, scope, frame.rule)
    spoken = _Spoken(Vocabulary(), Vocabulary())
    by_source = _by_source(found)
    names = sorted(by_source)
    for first in range(0, len(names), _SOURCES_AT_ONCE):
        batch = names[first : first + _SOURCES_AT_ONCE]
        texts = sources.texts(frame.connection, [Id(one) for one in batch])
        for name in batch:
            for segment, person in by_source[name]:
                _part(texts[Id(name)], places[segment], quoted.get(segment, []), person, spoken)
    return spoken


def _by_source(found: Incidence) -> Mapping[str, list[tuple[str, str]]]:
    by_source: dict[str, list[tuple[str, str]]] = {}
    for unit in found.units:
        by_source.setdefault(unit.source, []).append((unit.id, unit.person))
    return by_source


def _quoted(
    frame: Frame, scope: Scope, members: frozenset[str], carrying: frozenset[str]
) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {}
    for one in coded_spans(frame.connection, frame.eyes, scope, frame.rule):
        if one.code in members and one.segment in carrying:
            spans.setdefault(one.segment, []).append(Span(one.start, one.end))
    return {segment: merged(found) for segment, found in spans.items()}


def _part(text: str, place: SegmentPlace, quoted: list[Span], person: str, spoken: _Spoken) -> None:
    """Give each word of a segment to the quotations that it touches, or to the rest."""
    inside: list[str] = []
    outside: list[str] = []
    left = list(reversed(quoted))
    for word in words(text, place.start, place.end):
        while left and left[-1].end <= word.start:
            left.pop()
        touches = bool(left) and left[-1].overlaps(word)
        (inside if touches else outside).append(word.of(text).casefold())
    if inside:
        spoken.text.add(person, inside)
    if outside:
        spoken.rest.add(person, outside)


class _Typical:
    """The typical words as rows, with what each would give away."""

    def __init__(self, text: Vocabulary, rest: Vocabulary) -> None:
        self._text, self._rest = text, rest
        self._counts, self._rest_counts = text.total, rest.total
        self._speakers, self._rest_speakers = text.speakers, rest.speakers

    def keys(self, least: int) -> tuple[list[Key], int]:
        """Return the words that so many persons say, best first, and how many are left out."""
        every = keyness(self._counts, self._rest_counts)
        typical = [one for one in every if one.z > 0]
        kept = [one for one in typical if self._speakers[one.word] >= least]
        return kept, len(typical) - len(kept)

    def rows(self, keys: list[Key]) -> tuple[WordRow, ...]:
        """Return a row for each word."""
        size, rest = self._counts.total(), self._rest_counts.total()
        spread = self._text.spread([one.word for one in keys])
        return tuple(
            WordRow(
                one.word,
                one.n,
                size,
                one.n_rest,
                rest,
                self._speakers[one.word],
                self._rest_speakers[one.word],
                one.z,
                one.g2,
                one.p,
                one.log_ratio,
                spread[one.word],
            )
            for one in keys
        )

    def guard(self, keys: list[Key]) -> Guard:
        """Return who says each word in the quotations, and who elsewhere."""
        everyone = Cell(("words",), len(self._text.counts), self._counts.total())
        others = Cell(("words", "rest"), len(self._rest.counts), self._rest_counts.total())
        cells, rows = [everyone, others], []
        for one in keys:
            said = Cell(("word", one.word), self._speakers[one.word], one.n)
            elsewhere = Cell(("word", one.word, "rest"), self._rest_speakers[one.word], one.n_rest)
            cells += [said, elsewhere]
            rows.append({"n": (said.key, everyone.key), "rest": (elsewhere.key, others.key)})
        return Guard(tuple(cells), (), tuple(rows))


def _told(left_out: int, least: int) -> tuple[str, ...]:
    ranked = (
        "Ranked by z, the log-odds with an informative prior over its error. p is corrected over "
        "all words, but people repeat themselves: read it as too small. n counts words that touch "
        "a quotation of the code."
    )
    if not left_out:
        return (ranked,)
    more = "1 more typical word is" if left_out == 1 else f"{left_out} more typical words are"
    return (ranked, f"{more} not shown, as fewer than {least} persons say it: it may be a name.")
