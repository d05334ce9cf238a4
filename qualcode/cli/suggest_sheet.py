"""Suggestions laid out for people and programs."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.cli.render import Sheet, counted
from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.suggestion import ReasonKind

if TYPE_CHECKING:
    from qualcode.domain.suggestion import Reason, Suggestion
    from qualcode.study import Study
    from qualcode.study.shelf import Passage

_COLUMNS = (
    "source", "segment", "question", "start", "end", "text", "rank", "code", "name", "score",
    "probability", "reasons",
)  # fmt: skip
_SHOWN = ("segment", "sure", "text; codes, and why")
_TEXT, _REASON = 100, 40
"""Letters of a text and of a reason that people are shown."""
_LEAST = 0.1
"""The part of the weightiest word's weight below which people are not shown a word."""
_OUTSIDE = {
    ReasonKind.CODING: "like",
    ReasonKind.CODEBOOK: "codebook",
    ReasonKind.ALIKE: "texts like it are about it",
}
"""What people are told of reasons that lie outside of the text."""
_NEVER = "Nothing is applied by this: each still needs a coder's key, as in `qualcode code`."


def sheet(study: Study, options: Namespace) -> Sheet:
    """Lay out what is suggested for segments that the person has not finished."""
    suggestions = study.suggestions
    waiting = suggestions.in_order(WorkOrder.DOCUMENT, options.question, options.source)
    asked = waiting[: options.limit]
    found, none = suggestions.of(asked, options.k), suggestions.none_fit(asked)
    silent = len(asked) - len({one.segment for one in found})
    notes = [f"You have not finished {counted(len(waiting), 'segment')}."]
    if len(waiting) > len(asked):
        notes.append(f"Shown are the first {len(asked)}: --limit N shows more.")
    if silent:
        notes.append(
            f"Nothing is suggested for {counted(silent, 'segment')} of them: in an open blind "
            "round, or no code is left."
        )
    return _laid_out(study, "Suggestions", found, none, len(waiting), notes)


def queue_sheet(study: Study, options: Namespace) -> Sheet:
    """Lay out what is probable enough, most certain first."""
    suggestions = study.suggestions
    found = suggestions.queue(options.above, options.question, options.source, reasons=False)
    ids = [one.segment for one in found if one.segment is not None]
    kept = list(dict.fromkeys(ids))[: options.limit]
    notes = [
        f"{counted(len(found), 'suggestion')} for {counted(len(set(ids)), 'segment')} at "
        f"{100 * options.above:g} % or above. {_NEVER}"
    ]
    if len(set(ids)) > len(kept):
        notes.append(f"Shown are the first {len(kept)} segments: --limit N shows more.")
    likely = {(one.segment, one.code) for one in found}
    most = max(map(Counter(ids).__getitem__, kept), default=1)
    shown = [one for one in suggestions.of(kept, most) if (one.segment, one.code) in likely]
    waiting = suggestions.in_order(WorkOrder.DOCUMENT, options.question, options.source)
    return _laid_out(study, "Review queue", shown, set(), len(waiting), notes)


def _laid_out(
    study: Study,
    title: str,
    found: Sequence[Suggestion],
    none: set[Id],
    waiting: int,
    notes: Sequence[str],
) -> Sheet:
    passages = {one.segment.id: one for one in study.sources.passages()}
    codebook = study.catalogue.codebook
    names = {one.code: codebook.by_id[one.code].name for one in found}
    by_segment: dict[Id, list[Suggestion]] = {}
    for one in found:
        if one.segment is not None:
            by_segment.setdefault(one.segment, []).append(one)
    note = study.suggestions.note
    content = {
        "model": study.suggestions.model,
        "note": note,
        "waiting": waiting,
        "segments": [
            _segment(passages[segment], suggested, names, segment in none)
            for segment, suggested in by_segment.items()
        ],
    }
    ranked = [
        (passages[segment], rank, one)
        for segment, suggested in by_segment.items()
        for rank, one in enumerate(suggested, 1)
    ]
    return Sheet(
        title,
        _COLUMNS,
        [
            (
                passage.source.name, passage.segment.label, passage.segment.question,
                passage.segment.span.start, passage.segment.span.end, passage.text, rank, one.code,
                names[one.code], one.score, one.probability, "; ".join(one.words),
            )
            for passage, rank, one in ranked
        ],
        content,
        [*notes, *([note] if note else [])],
        (_SHOWN, list(_shown(passages, by_segment, names, none))),
        frozenset({1}),
    )  # fmt: skip


def _segment(
    passage: Passage, suggested: Iterable[Suggestion], names: dict[str, str], none_fits: bool
) -> dict[str, Any]:
    segment = passage.segment
    return {
        "segment": segment.id,
        "source": passage.source.name,
        "label": segment.label,
        "question": segment.question,
        "start": segment.span.start,
        "end": segment.span.end,
        "text": passage.text,
        "none_fits": none_fits,
        "suggestions": [
            {
                "rank": rank,
                "code": one.code,
                "name": names[one.code],
                "score": round(one.score, 6),
                "probability": None if one.probability is None else round(one.probability, 6),
                "start": one.span.start if one.span else None,
                "end": one.span.end if one.span else None,
                "reasons": [
                    {"words": each.words, "weight": round(each.weight, 6), "kind": each.kind.value}
                    for each in one.evidence
                ],
            }
            for rank, one in enumerate(suggested, 1)
        ],
    }


def _shown(
    passages: dict[Id, Passage],
    by_segment: dict[Id, list[Suggestion]],
    names: dict[str, str],
    none: set[Id],
) -> Iterator[list[str]]:
    """Give a row with the words of each segment, and one for each suggestion below it."""
    for id_, suggested in by_segment.items():
        passage = passages[id_]
        segment = passage.segment
        label = "" if segment.label == segment.question else segment.label
        rather = "\nRather none of the codes." if id_ in none else ""
        words = f"“{_shortened(passage.text, _TEXT)}”{rather}"
        yield [f"{passage.source.name} {label}".strip(), "", words]
        for one in suggested:
            why = "; ".join(_reasons(one.evidence))
            yield ["", one.figure, f"{names[one.code]}: {why}" if why else names[one.code]]


def _reasons(evidence: Sequence[Reason]) -> Iterator[str]:
    """Tell the words of the text that matter, and the weightiest of what lies outside of it.

    These are two views of one score, so that neither replaces the other.
    """
    ranked = sorted(evidence, key=lambda one: -one.weight)
    words = [one for one in ranked if one.kind is ReasonKind.WORDS]
    others = [one for one in ranked if one.kind is not ReasonKind.WORDS]
    if any(one.kind is ReasonKind.REPEAT for one in others):
        yield "the same words, coded before"
        others = []
    matter = [one.words for one in words if one.weight >= _LEAST * words[0].weight]
    if matter:
        shown = dict.fromkeys(one.casefold() for one in matter)
        yield ", ".join(f"“{_shortened(one, _REASON)}”" for one in list(shown)[:3])
    for one in others[:1]:
        told = f" “{_shortened(one.words, _REASON)}”" if one.words else ""
        yield f"{_OUTSIDE[one.kind]}{told}"


def _shortened(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
