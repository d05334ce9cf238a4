"""How much of what identifies somebody is proposed, on passages that no rule was written with.

Their misses were never read; their totals were looked at four times while rules got better, and
whoever wrote the passages wrote the rules. Real texts will do worse.

Prints, for the half of the invented passages that was held back: recall of proposals by kind, with
rules alone, with the confirmed names, and with a language model if one is installed; false alarms;
and how many names stay in 10,000 words once every proposal is accepted and its names are replaced
wherever they stand. Run: python -m tests.benchmarks.redaction
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.domain.redaction import IdentifierKind, KnownName, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.confirmed import ConfirmedNames
from qualcode.privacy.identifiers.finding import Entities, Finder
from qualcode.privacy.identifiers.titles import bare
from qualcode.suggest.entities import installed_entities
from tests.support.passages import MarkedPassage, is_found, known_names, passages

NAMES = (IdentifierKind.PERSON, IdentifierKind.PLACE, IdentifierKind.ORGANISATION)


def main() -> None:
    """Print all figures."""
    model = installed_entities("en")
    half = passages(held_back=True)
    words = sum(len(one.text.split()) for one in half)
    print(f"{len(half)} passages held back, {words} words, {_golds(half)} marked identifiers")
    print("(synthetic, and by whoever wrote the rules: real texts will do worse)\n")
    ways: list[tuple[str, list[KnownName], Entities | None]] = [
        ("rules alone", [], None),
        ("rules and confirmed names", known_names(), None),
    ]
    if model is not None:
        ways += [("rules and model", [], model), ("all three", known_names(), model)]
    else:
        print("no language model is installed: rows with spaCy's entities are left out\n")
    for name, names, entities in ways:
        finder = Finder(names, [one.text for one in half], entities)
        _print(name, half, [finder.find(one.text) for one in half], words)


def _golds(half: Sequence[MarkedPassage]) -> int:
    return sum(len(one.gold) for one in half)


def _print(
    name: str, half: Sequence[MarkedPassage], found: Sequence[list[Proposal]], words: int
) -> None:
    hit: Counter[IdentifierKind] = Counter()
    total: Counter[IdentifierKind] = Counter()
    for one, proposals in zip(half, found, strict=True):
        for gold in one.gold:
            total[gold.kind] += 1
            hit[gold.kind] += is_found(gold, one.text, [each.span for each in proposals])
    direct = [kind for kind in total if kind is not IdentifierKind.OTHER]
    print(f"{name}:")
    print(f"  recall of all         {_share(sum(hit.values()), sum(total.values()))}")
    print(
        "  of direct identifiers "
        f"{_share(sum(hit[kind] for kind in direct), sum(total[kind] for kind in direct))}"
    )
    for kind in total:
        print(f"    {kind.value:<14}{_share(hit[kind], total[kind])}")
    proposed = sum(len(each) for each in found)
    print(f"  false alarms          {_share(_false_alarms(half, found), proposed)}")
    left = _residual(half, found)
    print(f"  names left after review and replacing: {left}, {left / words * 10_000:.0f}")
    print("    in 10,000 words\n")


def _share(part: int, whole: int) -> str:
    return f"{part:>4} of {whole:<4} {part / whole:.1%}"


def _false_alarms(half: Sequence[MarkedPassage], found: Sequence[list[Proposal]]) -> int:
    return sum(
        not any(each.span.overlaps(gold.span) for gold in one.gold)
        for one, proposals in zip(half, found, strict=True)
        for each in proposals
    )


def _residual(half: Sequence[MarkedPassage], found: Sequence[list[Proposal]]) -> int:
    """Count the marked names that stay when right proposals are accepted, and wrong ones not."""
    accepted = [
        [each for each in proposals if any(each.span.overlaps(gold.span) for gold in one.gold)]
        for one, proposals in zip(half, found, strict=True)
    ]
    names = [
        KnownName(bare(each.span.of(one.text)), each.kind, "[x]")
        for one, proposals in zip(half, accepted, strict=True)
        for each in proposals
        if each.kind in NAMES
    ]
    everywhere = ConfirmedNames(names, certain=True)
    left = 0
    for one, proposals in zip(half, accepted, strict=True):
        spans: list[Span] = [each.span for each in proposals]
        spans += [each.span for each in everywhere.find(one.text)]
        left += sum(gold.kind in NAMES and not is_found(gold, one.text, spans) for gold in one.gold)
    return left


if __name__ == "__main__":
    main()
