"""Suggestions laid out for people and programs."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.cli.render import Sheet, counted
from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder

if TYPE_CHECKING:
    from qualcode.domain.suggestion import Reason, Suggestion
    from qualcode.study import Study
    from qualcode.study.shelf import Passage

_COLUMNS = (
    "source", "segment", "question", "start", "end", "text", "rank", "code", "name", "score",
    "probability", "reasons",
)  # fmt: skip
_SHOWN = ("segment", "text", "code", "sure", "reasons")
_TEXT, _REASON = 60, 24
"""Letters of a text and of a reason that people are shown."""
_LEAST = 0.1
"""The part of the weightiest reason's weight below which people are not shown a reason."""
_NEVER = "Nothing is applied by this: each still needs a coder's key, as in `qualcode code`."


def sheet(study: Study, options: Namespace) -> Sheet:
    """Lay out what is suggested for segments that the person has not finished."""
    suggestions = study.suggestions
    waiting = suggestions.in_order(WorkOrder.DOCUMENT, options.question, options.source)
    asked = waiting[: options.limit]
    found, none = suggestions.of(asked, options.k), suggestions.none_fit(asked)
    silent = len(asked) - len({one.segment for one in found})
    notes = [f"{counted(len(waiting), 'segment')} not finished."]
    if len(waiting) > len(asked):
        notes.append(f"Shown are the first {len(asked)}: --limit N shows more.")
    if silent:
        notes.append(
            f"Nothing is suggested for {counted(silent, 'segment')} of them: in a blind round, or "
            "all codes decided."
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
        (_SHOWN, [_shown(passage, rank, one, names, none) for passage, rank, one in ranked]),
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
    passage: Passage, rank: int, one: Suggestion, names: dict[str, str], none: set[Id]
) -> list[str]:
    first, segment = rank == 1, passage.segment
    label = "" if segment.label == segment.question else segment.label
    place = f"{passage.source.name} {label}".strip()
    reasons = ", ".join(_reason(each) for each in _weightiest(one.evidence))
    return [
        place if first else "",
        _shortened(passage.text, _TEXT) if first else "",
        f"rather none; {names[one.code]}" if first and segment.id in none else names[one.code],
        one.figure,
        reasons,
    ]


def _weightiest(evidence: Sequence[Reason]) -> list[Reason]:
    """Return the few that matter beside the first, each once however it is written."""
    ranked = sorted(evidence, key=lambda one: -one.weight)
    matter = [one for one in ranked if one.weight >= _LEAST * ranked[0].weight]
    return list({one.words.casefold(): one for one in reversed(matter)}.values())[::-1][:3]


def _reason(one: Reason) -> str:
    return f"“{_shortened(one.words, _REASON)}”" if one.words else one.kind.value


def _shortened(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
