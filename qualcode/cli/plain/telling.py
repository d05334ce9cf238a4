"""What is said of a page, a unit and a code: plain lines, each with the whole of one thing.

Lines of the text begin with two blanks and no others do, so that no answer can pass for a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.domain.codebook import Code, Example
from qualcode.domain.coding import Coding, LookState
from qualcode.domain.span import Span
from qualcode.domain.text import sentences
from qualcode.domain.text import words as words_of
from qualcode.study.desk import Entry, Page
from qualcode.tui.codes import PINNED, Codes
from qualcode.tui.lists.choices import Choice
from qualcode.tui.page.units import Step, Units

_MOST = 60
_COUNTED = 100_000
_LISTED = 9
_WITHIN = {Step.SENTENCE: sentences, Step.WORD: words_of}
_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")


def quotation(text: str) -> str:
    """Return the words of a text in one line and quotes, cut where they are many."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= _MOST else words[: _MOST - 1] + '…'}”"


def page_line(page: Page) -> str:
    """Return what a page is."""
    if page.round:
        told = f"Round {page.round}"
    elif page.question:
        told = f"Question {page.title}"
    else:
        told = f"Source {page.title}" if page.source else page.title.capitalize()
    asked = f": {page.question.text}" if page.question and page.question.text != page.title else ""
    return one_line(told + asked)


def text_lines(text: str) -> list[str]:
    """Return the lines of a text."""
    return [f"  {line}" for line in text.replace("\r\n", "\n").split("\n")]


def place_line(units: Units, entry: Entry, unit: Span, state: LookState | None) -> str:
    """Return which unit this is, who speaks, and how far one looked at its segment."""
    facts = [
        _number(units, unit),
        *_who(entry),
        (state.value if state else "not seen").capitalize(),
    ]
    return sentences_of(facts)


def _number(units: Units, unit: Span) -> str:
    number = units.segment_index(unit.start)
    segment = units.segments[number]
    told = f"egment {number + 1} of {len(units.segments)}"
    for step in (Step.SENTENCE, Step.WORD) if unit != segment else ():
        if units.at(step, unit.start) == unit:
            return f"{step.value.capitalize()} {_place(units, step, unit)}, s{told}"
    return f"S{told}"


def _place(units: Units, step: Step, unit: Span) -> str:
    segment = units.segment(unit.start)
    if len(segment) > _COUNTED:
        return "in a long segment"
    within = _WITHIN[step](units.text, segment.start, segment.end)
    starts = [one.start for one in within] or [unit.start]
    place = starts.index(unit.start) + 1 if unit.start in starts else 1
    return f"{place} of {len(starts)}"


def _who(entry: Entry) -> Iterator[str]:
    if entry.speaker and entry.speaker not in entry.heading:
        yield entry.speaker + (" asks" if entry.asks else "")
    if entry.heading:
        yield entry.heading.replace(" · ", ", ")
    if entry.segment.time_ms is not None:
        seconds = entry.segment.time_ms // 1000
        yield f"At {seconds // 60}:{seconds % 60:02}"


def who_lines(entry: Entry) -> list[str]:
    """Return where a segment stands and all that is known of who speaks."""
    person = entry.participant
    lines = [f"{entry.source.name}, {entry.segment.label}"]
    if person is not None:
        lines.append(person.name + ("" if person.counted else " (asks)"))
        lines += [
            f"{name}: {value if isinstance(value, str) else f'{value:g}'}"
            for name, value in person.attributes.items()
        ]
    return list(map(one_line, lines))


def codings_line(codes: Codes, entry: Entry, unit: Span, text: str, here: list[Coding]) -> str:
    """Return the codes on a unit with the words that they are on."""
    told = []
    for coding in here:
        span = entry.on_page(coding.span)
        whole = " on the whole segment" if span == entry.span else f" on {quotation(span.of(text))}"
        told.append(codes.name(coding.code) + ("" if span == unit else whole))
    return one_line(f"Codes: {'; '.join(told)}") if told else "No codes."


def memo_line(text: str) -> str:
    """Return a memo in one line."""
    return one_line(f"Memo: {' / '.join(text.splitlines())}")


def code_lines(codes: Codes, typed: str) -> list[str]:
    """Return a line for each code that fits what was typed, or that the question asks for.

    `all` asks for all, and so does nothing typed where the question asks for none.
    """
    found = codes.ordered
    if not typed:
        found = codes.asked or found
    elif typed != "all":
        found = codes.find(typed, len(found))
    lines = [
        sentences_of([codes.codebook.path(code.id), *_keys(codes, code), code.short])
        for code in found
    ]
    others = len(codes.ordered) - len(found)
    return [*lines, f"{others} other codes: codes all"] if others else lines or ["No codes."]


def _keys(codes: Codes, code: Code) -> Iterator[str]:
    if code.id in codes.pinned[:PINNED]:
        yield f"Digit {codes.pinned.index(code.id) + 1}"
    if key := codes.key_of.get(code.id):
        yield f"Key {key}"


def card_lines(codes: Codes, code: Code) -> list[str]:
    """Return all that the codebook says of a code, what belongs to it and what does not."""
    lines = [sentences_of([codes.codebook.path(code.id), *_keys(codes, code)])]
    lines += _named("Definition", [code.definition or code.short])
    lines += _named("Include", code.include)
    lines += _named("Exclude", code.exclude)
    lines += _named("Typical", map(_example, code.typical))
    lines += _named("Atypical", map(_example, code.atypical))
    lines += _named("Close, but no", map(_example, code.close_but_no))
    lines += _named("See also", map(codes.name, code.see))
    if code.retired is not None:
        instead = " or ".join(map(codes.name, code.retired.use))
        lines.append(f"Retired. {code.retired.why} {f'Use {instead}.' if instead else ''}")
    elif not code.codable:
        lines.append("It holds other codes and is not put on itself.")
    return [one_line(_REFERENCE.sub(lambda one: codes.name(one[1]), line)) for line in lines]


def _named(name: str, texts: Iterable[str]) -> list[str]:
    return [f"{name}: {text}" for text in texts if text]


def _example(example: Example) -> str:
    return f"“{example.text}” {example.note}".rstrip()


def choice_lines(choices: list[Choice]) -> list[str]:
    """Return what can be opened, numbered."""
    if not choices:
        return ["There is nothing to code yet: qualcode import FILE"]
    surveys = [number for number, one in enumerate(choices, 1) if one.kind == "surveys"]
    told = len(choices) - len(surveys) if len(surveys) > _LISTED else len(choices)
    lines = ["Texts; open N opens one:"]
    for number, one in enumerate(choices[:told], 1):
        about = f" ({one.about})" if one.about not in ("", one.name) else ""
        done = f"{one.progress.finished} of {one.progress.segments} finished"
        lines.append(one_line(f"{number}. {one.kind.removesuffix('s')} {one.name}{about}: {done}"))
    if told < len(choices):
        first, last = one_line(choices[told].name), one_line(choices[-1].name)
        lines.append(f"{told + 1} to {len(choices)}. one survey a respondent, {first} to {last}")
    return lines


def offer(codes: Codes, found: list[str]) -> str:
    """Return codes that somebody may have meant, numbered; by their paths if names are alike."""
    names = [codes.name(code) for code in found]
    told = names if len({*names}) == len(names) else [codes.codebook.path(code) for code in found]
    return "; ".join(f"c {number} {name}" for number, name in enumerate(told, 1))


def times(number: int) -> str:
    """Return how often in words."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def sentences_of(facts: Iterable[str]) -> str:
    """Return facts in one line, each as a sentence."""
    told = [one_line(fact) for fact in facts]
    return " ".join(fact if fact.endswith((".", "?", "!")) else f"{fact}." for fact in told if fact)


def one_line(text: str) -> str:
    """Return words in one line, however they were written."""
    return " ".join(text.split())
