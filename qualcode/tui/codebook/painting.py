"""How the codebook editor looks: rows of the tree, the whole card of a code, what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.segment import Segment

from qualcode.domain.codebook import Code, Example
from qualcode.domain.errors import QualcodeError
from qualcode.domain.people import Coder
from qualcode.tui.codebook.bench import CodebookBench
from qualcode.tui.codebook.colours import name_of
from qualcode.tui.codebook.tree import Branch
from qualcode.tui.codebook.uses import Use, Uses
from qualcode.tui.codebook.words import counted, foreseen, planned
from qualcode.tui.deck.painting import wrapped_text
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cropped, spread, taken, words

KeyOf = Callable[[str], str]
"""Returns the key of an action as people read it."""

_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")
_INDENT = "  "
_KEY = 3


def row(
    bench: CodebookBench, branch: Branch, uses: Uses | None, chosen: bool, inks: Inks, width: int
) -> Line:
    """Return a code as a row of the tree, with how often it is used by oneself and by all."""
    code, codes = branch.code, bench.codes
    carried = bench.aim is not None and bench.aim.code == code.id
    ground = inks.selection if chosen else inks.target if carried else inks.background
    dim, plain = style(inks.dim, ground), style(inks.text, ground, bold=chosen)
    sign = {None: "  ", True: "▸ ", False: "▾ "}[branch.folded]
    left: Line = [
        Segment(" ▸" if chosen else " ↕" if carried else "  ", style(inks.accent, ground, True)),
        Segment("█" if chosen else "▌", style(codes.colour(code.id), ground)),
        Segment(_INDENT * branch.level + sign, dim),
        words(f"{code.key:<{_KEY}}", style(inks.accent, ground, bold=True)),
        words(code.name, dim if branch.retired else plain),
    ]
    if bench.whole and branch.above:
        left.append(words(f"  {branch.above}", dim))
    if not code.codable and not branch.retired:
        left.append(Segment("  holds codes", dim))
    if code.asked:
        left.append(words(f"  for {', '.join(code.asked)}", dim))
    if code.retired is not None and code.retired.use:
        left.append(words(f"  use {', '.join(map(codes.name, code.retired.use))}", dim))
    right: Line = [Segment(_numbers(bench, branch, uses), dim)]
    return spread(cropped(left, width - taken(right) - 1), right, width, style(inks.text, ground))


def _numbers(bench: CodebookBench, branch: Branch, uses: Uses | None) -> str:
    if uses is None:
        return f"{'…':>6}{'…':>7} "
    meant = [branch.code.id]
    if branch.folded:
        meant = sorted(bench.codebook.roll_up(branch.code.id))
    own = sum(uses.get(one, Use()).own for one in meant)
    seen = sum(uses.get(one, Use()).codings for one in meant)
    rolled = "Σ" if branch.folded and seen else ""
    return f"{own or '':>6}{rolled + str(seen or ''):>7} "


def head(bench: CodebookBench, study: str, key_of: KeyOf, inks: Inks) -> Line:
    """Return what stands at the left of the head: where one is, or that the file was edited.

    `study` is its title, empty where there is no room for it.
    """
    if bench.diff:
        apply, refuse, view = (key_of(f"{one}_edits") for one in ("apply", "refuse", "view"))
        told = f"{apply} takes it over, {refuse} drops it, {view} the diff"
        ink = style(inks.accent, inks.panel, bold=True)
        return [words(f" codebook.yaml was edited by hand: {told}", ink)]
    living = sum(one.retired is None for one in bench.codebook.codes)
    retired = len(bench.codebook.codes) - living
    more = f", {retired} retired" if retired else ""
    return [words(f" {study} ▸ " if study else " ", inks.quiet(inks.panel)),
            Segment("codebook", inks.bar(bold=True)),
            Segment(f"  {counted(living, 'code')}{more} · codings: own, seen",
                    inks.quiet(inks.panel))]  # fmt: skip


def card(
    bench: CodebookBench,
    code: Code,
    use: Use | None,
    people: Iterable[Coder],
    inks: Inks,
    width: int,
) -> Iterator[Line]:
    """Yield all that is said of a code, nothing cut."""
    quiet, codes = inks.quiet(inks.panel), bench.codes
    title: Line = [
        Segment(" ▌", style(codes.colour(code.id), inks.panel)),
        words(codes.label(code.id), inks.bar(bold=True)),
    ]
    yield spread(title, [words(f"{code.id} ", quiet)], width, inks.bar())
    above = bench.codebook.path(code.id).removesuffix(code.name)
    if above:
        yield [words(f" {above}", quiet, width)]
    for sign, text in _parts(bench, code):
        told = _REFERENCE.sub(lambda one: codes.name(one[1]), sign + text)
        for line in wrapped_text(told, width - 2):
            yield [Segment(f" {line}", inks.bar())]
    facts = [*_facts(bench, code), *_use(use, people)]
    if facts:
        yield []
    for label, text in facts:
        lines = list(wrapped_text(text, width - 12))
        for number, line in enumerate(lines):
            yield [Segment(f" {label if not number else '':<11}", quiet),
                   Segment(line, inks.bar())]  # fmt: skip


def _parts(bench: CodebookBench, code: Code) -> Iterator[tuple[str, str]]:
    gone = code.retired
    if gone is not None:
        use = ", ".join(bench.codes.name(one) for one in gone.use)
        told = f"retired since {gone.version}: {gone.why}".rstrip(": ")
        yield "", told + (f"; use {use}" if use else "")
    yield "", code.short
    yield "", code.definition
    yield from (("+ ", one) for one in code.include)
    yield from (("− ", one) for one in code.exclude)
    for sign, examples in (
        ("e.g. ", code.typical), ("also ", code.atypical), ("not: ", code.close_but_no)
    ):  # fmt: skip
        yield from ((sign, _passage(one)) for one in examples)


def _passage(one: Example) -> str:
    place = " ".join(filter(None, (one.source, one.span)))
    return f"“{one.text}”" + (f" ({place})" if place else "") + (f" {one.note}" * bool(one.note))


def _facts(bench: CodebookBench, code: Code) -> Iterator[tuple[str, str]]:
    name = bench.codes.name
    inherited = "" if code.asked else " (from above)"
    asked = ", ".join(bench.codebook.asked(code.id))
    facts = (
        ("key", code.key),
        ("colour", f"{code.color} {name_of(code.color)}".strip()),
        ("asked", f"{asked}{inherited}" if asked else ""),
        ("applied", "" if code.codable else "no, it only holds other codes"),
        ("see also", ", ".join(map(name, code.see))),
        ("not with", ", ".join(map(name, code.exclusive_with))),
        ("serves", ", ".join(code.serves)),
        ("origin", code.origin),
        ("weight", " ".join(f"{key} {value}" for key, value in (code.weight or {}).items())),
        ("aliases", ", ".join(code.aliases)),
        ("memo", code.memo),
    )
    yield from ((label, text) for label, text in facts if text)


def _use(use: Use | None, people: Iterable[Coder]) -> Iterator[tuple[str, str]]:
    if use is None:
        return
    names = ", ".join(one.name for one in people if one.id in use.coders)
    segments = counted(len(use.segments), "segment")
    yield "used", f"{counted(use.codings, 'coding')} ({use.own} own) on {segments} by {names}"
    if use.rounds:
        yield "rounds", ", ".join(sorted(use.rounds))


def diff_lines(diff: str, inks: Inks, width: int) -> Iterator[Line]:
    """Yield a diff as lines, what was added and taken away told apart by sign and colour."""
    for line in diff.splitlines()[2:]:
        if line.startswith("@@"):
            yield [Segment(" ⋯", inks.quiet(inks.panel))]
            continue
        colour = {"+": inks.good, "-": inks.accent}.get(line[:1], inks.dim)
        yield [words(f" {line}", style(colour, inks.panel), width)]


def asking(
    bench: CodebookBench, target: Branch | None, key_of: KeyOf, inks: Inks, width: int
) -> list[Line]:
    """Return what a change would do that waits for a yes, or where a carried code would go."""
    if (waiting := bench.pending) is not None:
        keys = "Esc leaves it" if waiting.forbidding else "Enter does it   Esc leaves it"
        said = foreseen(bench.codebook, waiting)
        return _question(planned(bench.codebook, waiting.change), said, keys, inks, width)
    if bench.aim is None or target is None:
        return []
    keys = "Enter shows it   Esc leaves it"
    if not bench.aim.merges:
        before, after = key_of("before"), key_of("after")
        keys = f"{key_of('open')} under it   {before} before   {after} after   Esc leaves it"
    try:
        going = planned(bench.codebook, bench.carried(target, "under"))
    except QualcodeError as error:
        doing = "Merge" if bench.aim.merges else "Move"
        going = f"{doing} “{bench.codes.name(bench.aim.code)}”: {error}"
    return _question(going, (), keys, inks, width)


def _question(title: str, said: Sequence[str], keys: str, inks: Inks, width: int) -> list[Line]:
    """Return what is asked at the foot before something is done: what, its effect, the keys."""
    ground = inks.heading
    plain = style(inks.text, ground)
    lines: list[Line] = [[words(f" {title}", style(inks.text, ground, bold=True), width)]]
    for sentence in said:
        lines += [[Segment(f" {line}", plain)] for line in wrapped_text(sentence, width - 2)]
    return [*lines, [words(f" {keys}", style(inks.accent, ground, bold=True), width)]]
