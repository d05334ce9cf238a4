"""Arbitrary codebooks: trees of codes with every field that the file format has."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Example, Retirement
from qualcode.exchange.codebook_writing import in_tree_order

ALPHABET = st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff")
PROSE = st.one_of(
    st.text(ALPHABET, max_size=40),
    st.text(" ab:#-'\"\n[]{}|>,&*!%@`\\\té", max_size=60),
    st.lists(st.sampled_from(["word", "a", "no", "12", "x,", "see:"]), max_size=40).map(" ".join),
    st.sampled_from(
        ["no", "true", "null", "1e3", "12", "~", "2026-01-02", "<<", "- a", "a\n\nb\n"]
    ),
)
NAMES = PROSE.map(lambda text: " ".join(text.split()).strip()).filter(bool)
NAMES = NAMES.filter(lambda name: name[:1].strip() and name[-1:].strip() and "\x1c" not in name)
WRITTEN = PROSE.filter(bool)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True)
EXAMPLES = st.lists(
    st.builds(Example, text=WRITTEN, source=PROSE, span=st.sampled_from(["", "1-2"]), note=PROSE),
    max_size=2,
).map(tuple)
RULES = st.lists(PROSE, max_size=3).map(tuple)
EXTRA = st.dictionaries(
    st.sampled_from(["x-one", "x-two"]), st.one_of(PROSE, st.integers(-5, 5), st.booleans())
)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Draw a codebook that the reader accepts, with up to eight codes in any tree."""
    ids = draw(st.lists(IDS, unique=True, max_size=8))
    codes: list[Code] = []
    for index, id_ in enumerate(ids):
        above = draw(st.none() | st.sampled_from(codes)) if codes else None
        name = f"{draw(NAMES)[:100].strip()} {index}".strip()
        codes.append(draw(code(id_, name, above.id if above else None, tuple(ids))))
    details = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "status": st.sampled_from(["draft", "pilot", "frozen"]),
                "description": PROSE,
                "authors": st.lists(PROSE, max_size=2),
                "x-own": st.one_of(st.lists(PROSE, max_size=3), st.just({"a": ["b"]})),
                "research_questions": st.just([{"id": "rq1", "text": "Why?"}]),
                "sets": st.just([{"name": "All", "codes": list(ids)}]),
            },
        )
    )
    version = draw(st.sampled_from(["", "1.0", "1.10", "2"]))
    return in_tree_order(Codebook(draw(NAMES), tuple(codes), version, details=details))


@st.composite
def code(draw: st.DrawFn, id_: str, name: str, parent: str | None, ids: tuple[str, ...]) -> Code:
    """Draw one code with some of its fields."""
    others = st.lists(st.sampled_from(ids), max_size=2).map(
        lambda found: tuple(one for one in found if one != id_)
    )
    return Code(
        id_,
        name,
        parent,
        color=draw(st.sampled_from(["", "#112233"])),
        codable=draw(st.booleans()),
        short=draw(PROSE),
        definition=draw(PROSE),
        include=draw(RULES),
        typical=draw(EXAMPLES),
        close_but_no=draw(EXAMPLES),
        asked=draw(st.lists(IDS, max_size=2).map(tuple)),
        see=draw(others),
        aliases=draw(st.lists(WRITTEN, max_size=2).map(tuple)),
        memo=draw(PROSE),
        weight=draw(st.none() | st.just({"min": 1, "max": 3, "labels": {"1": "some"}})),
        extra=draw(EXTRA),
    )


def retired(codebook: Codebook, id_: str) -> Codebook:
    """Retire a code and all below it."""
    gone = codebook.roll_up(id_)
    mark = Retirement("2", (), "too broad")
    return replace(
        codebook,
        codes=tuple(
            replace(one, retired=mark) if one.id in gone else one for one in codebook.codes
        ),
    )
