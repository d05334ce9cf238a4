"""How disagreements are laid out: a list for people, rows and JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.render import Sheet, counted
from qualcode.domain.disputes import Reading, common, in_words, letter
from qualcode.domain.identity import Id

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.adjudication.disputes import Dispute

_SHORT = 300
_COLUMNS = (
    "number", "code", "alpha", "source", "segment", "participant", "quotation", "disputed",
    "agreed", "readings", "verdict", "decided", "by", "reason",
)  # fmt: skip


def sheet(study: Study, round_: str, everything: bool) -> Sheet:
    """Lay the disagreements out for people and programs, the worst code first."""
    disputes = study.adjudication.disputes(round_)
    shown = [one for one in disputes if everything or one.is_open]
    names = {one.id: one.name for one in study.team}
    rows = [_row(one, names) for one in shown]
    decided = sum(not one.is_open for one in disputes)
    where = f"round {round_}" if round_ else "what was coded outside rounds"
    return Sheet(
        title=f"Disagreements in {where}",
        columns=_COLUMNS,
        rows=[list(row.values()) for row in rows],
        json={
            "round": round_,
            "decided": decided,
            "total": len(disputes),
            "disagreements": [_json(one, names) for one in shown],
        },
        notes=_notes(study, round_, decided, len(disputes)),
        shown=(("N", "readings and words"), [_lines(one, names) for one in shown]),
        right=frozenset({0}),
    )


def _notes(study: Study, round_: str, decided: int, total: int) -> list[str]:
    agreed = study.adjudication.agreed(round_)
    notes = [f"{decided} of {total} decided. The code with the lowest alpha comes first."]
    if agreed.waiting:
        notes.append(
            f"Read alike by all and not in consensus yet: {counted(agreed.waiting, 'segment')}; "
            "the first decision takes them over."
        )
    if agreed.single:
        notes.append(f"Looked at by one coder only: {counted(agreed.single, 'segment')}.")
    return notes


def _row(one: Dispute, names: dict[Id, str]) -> dict[str, str | int | float | None]:
    made = one.decision
    return dict(
        zip(
            _COLUMNS,
            (
                one.number,
                one.codes[0],
                one.alphas[one.codes[0]],
                one.source.name,
                one.segment.label,
                one.participant.name if one.participant else None,
                one.text,
                "; ".join(one.codes),
                "; ".join(sorted(common(one.readings))),
                " | ".join(_reading(one, reading, names) for reading in one.readings),
                in_words(one.readings, made) if made else None,
                "; ".join(made.codes) if made else None,
                names.get(made.coder) if made else None,
                made.reason if made else None,
            ),
            strict=True,
        )
    )


def _reading(one: Dispute, reading: Reading, names: dict[Id, str]) -> str:
    who = ", ".join(names[coder] for coder in reading.coders)
    ordered = [code for code in one.all_codes if code in reading.codes]
    return f"{letter(one.readings, reading)} ({who}): {', '.join(ordered) or 'nothing applies'}"


def _json(one: Dispute, names: dict[Id, str]) -> dict[str, object]:
    row = _row(one, names)
    made = one.decision
    return {
        **{name: row[name] for name in _COLUMNS[:7]},
        "disputed": list(one.codes),
        "agreed": sorted(common(one.readings)),
        "readings": [
            {
                "name": letter(one.readings, reading),
                "coders": [names[coder] for coder in reading.coders],
                "codes": [
                    {"code": code, "start": span.start, "end": span.end, "words": one.words(span)}
                    for code in one.all_codes
                    for span in reading.spans.get(code, ())
                ],
            }
            for reading in one.readings
        ],
        "decision": None if made is None else {
            "verdict": made.verdict.value,
            "readings": [names[coder] for coder in made.readings],
            "codes": list(made.codes),
            "by": names.get(made.coder),
            "reason": made.reason,
        },
    }  # fmt: skip


def _lines(one: Dispute, names: dict[Id, str]) -> list[str]:
    figure = one.alphas[one.codes[0]]
    alpha = "undefined" if figure is None else f"{figure:.2f}"
    words = one.text if len(one.text) <= _SHORT else one.text[:_SHORT] + " …"
    lines = [f"{one.codes[0]} (alpha {alpha}), {one.source.name} {one.segment.label}"]
    lines += [_reading(one, reading, names) for reading in one.readings]
    lines.append(f"“{' '.join(words.split())}”")
    if one.decision is not None:
        why = f", because: {one.decision.reason}" if one.decision.reason else ""
        lines.append(f"decided: {in_words(one.readings, one.decision)}{why}")
    return [str(one.number), "\n".join(lines)]
