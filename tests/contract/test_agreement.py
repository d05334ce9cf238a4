"""The agreement report is what counting the long way gives, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest

from qualcode import Study
from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.domain.text import sentences, words
from tests.support import plain_agreement as plain
from tests.support.studies import write_survey

QUESTIONS = ("What helps most?", "What stands in the way?")
CODERS = ("Ana", "Ben", "Cyd")
GIVEN = ("data", "law", "help", "time", "pace")


@dataclass(frozen=True)
class Made:
    """One coding as it was made."""

    coder: str
    segment: str
    code: str
    start: int
    end: int


@dataclass
class Trial:
    """A study, and all that was done in it in plain Python."""

    study: Study
    segments: list[Segment]
    texts: dict[str, str]
    looks: set[tuple[str, str]]
    codings: list[Made]


@pytest.fixture
def trial(study: Study, tmp_path: Path) -> Trial:
    """Give a study in which three coders looked at some of it and coded some of that."""
    chance = random.Random(0)
    saying = "Training helps. Time is short, and nobody asks us. So it goes."
    rows = [[f"P{n}", "a", f"{n}: {saying}", saying[n:]] for n in range(1, 9)]
    study.import_files(
        write_survey(tmp_path / "in" / "s.csv", rows), id_column="id", text_columns=QUESTIONS
    )
    talk = tmp_path / "in" / "talk.txt"
    turns = [("Moderator", "And?"), ("Dara", saying), ("Moderator", "Why?"), ("Dara", saying)] * 3
    talk.write_text("".join(f"{who}: {words}\n\n" for who, words in turns))
    study.import_files(talk, kind="interview", moderators=("Moderator",))
    study.team.add("Cyd")
    asked = sorted({str(one.segment.question) for one in study.sources.passages()} - {"None"})
    study.catalogue.add_codes(
        [Code("help", "Help", asked=(asked[0],)), Code("pace", "Pace", "time"), Code("x", "X")]
    )
    passages = study.sources.passages()
    counted = [one for one in passages if one.participant is None or one.participant.counted]
    made = Trial(study, [one.segment for one in counted], {}, set(), [])
    for one in study.sources:
        made.texts[one.id] = study.sources.read(one).text
    for coder in CODERS:
        code_at_random(made, coder, chance)
    return made


def code_at_random(trial: Trial, coder: str, chance: random.Random) -> None:
    working = trial.study.acting_as(coder)
    for segment in trial.segments:
        if chance.random() < 0.25:
            continue
        trial.looks.add((coder, segment.id))
        if chance.random() < 0.3:
            working.codings.look([segment.id], LookState.NOTHING)
            continue
        working.codings.look([segment.id], LookState.SEEN)
        for code in chance.sample(GIVEN, chance.choice([0, 1, 2])):
            start = chance.randrange(segment.span.start, segment.span.end - 1)
            end = chance.randrange(start + 1, segment.span.end + 1)
            working.codings.apply(code, segment, Span(start, end))
            trial.codings.append(Made(coder, segment.id, code, start, end))


def pieces(trial: Trial, segment: Segment, unit: str) -> Iterator[tuple[int, int]]:
    start, end = segment.span.start, segment.span.end
    text = trial.texts[segment.source]
    if unit == "segment":
        yield start, end
    elif unit == "character":
        yield from ((at, at + 1) for at in range(start, end))
    else:
        cut = sentences if unit == "sentence" else words
        yield from ((one.start, one.end) for one in cut(text, start, end))


def units(
    trial: Trial, unit: str, level: str, question: tuple[str, ...] = (),
    coders: tuple[str, ...] = CODERS,
) -> list[dict[str, frozenset[str]]]:  # fmt: skip
    """Return what each coder said of each unit, looked up one by one."""
    book = trial.study.catalogue.codebook
    top = {code.id: [code, *book.ancestors(code.id)][-1].id for code in book.codes}
    found = []
    for segment in trial.segments:
        if question and segment.question is not None and segment.question not in question:
            continue
        for start, end in pieces(trial, segment, unit):
            one = {}
            for coder in coders:
                if (coder, segment.id) in trial.looks:
                    one[coder] = frozenset(
                        top[each.code] if level == "theme" else each.code
                        for each in trial.codings
                        if each.coder == coder
                        and each.segment == segment.id
                        and each.start < end
                        and start < each.end
                    )
            found.append(one)
    return found


def whole(trial: Trial, question: tuple[str, ...] = ()) -> list[dict[str, frozenset[str]]]:
    """Return the same for whole sources."""
    by_source: dict[str, list[Segment]] = {}
    for segment in trial.segments:
        if not question or segment.question is None or segment.question in question:
            who = [coder for coder in CODERS if (coder, segment.id) in trial.looks]
            if len(who) >= 2:
                by_source.setdefault(segment.source, []).append(segment)
    found = []
    for inside in by_source.values():
        ids = {one.id for one in inside}
        one = {}
        for coder in CODERS:
            if all((coder, each) in trial.looks for each in ids):
                one[coder] = frozenset(
                    each.code
                    for each in trial.codings
                    if each.coder == coder and each.segment in ids
                )
        found.append(one)
    return found


def close(value: float | None, wanted: float | None) -> bool:
    if value is None or wanted is None:
        return value is wanted
    return value == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("level", ["leaf", "theme"])
@pytest.mark.parametrize("unit", ["segment", "sentence", "token", "character"])
def test_as_counted_the_long_way(trial: Trial, unit: str, level: str) -> None:
    report = trial.study.agreement(unit=unit, level=level, n=20)
    everything = units(trial, unit, level)
    assert report.units == sum(len(one) >= 2 for one in everything)
    assert report.left_out == sum(len(one) == 1 for one in everything)
    distance = (lambda a, b: float(a != b)) if unit == "character" else plain.masi
    assert close(report.overall.value, plain.alpha(everything, distance))
    book = trial.study.catalogue.codebook
    for one in report.codes:
        among = [x for x in units(trial, unit, level, book.asked(one.code)) if len(x) >= 2]
        compare(one, plain.of_code(among, one.code), one.code)
    known = [one.alpha for one in report.codes if one.alpha is not None]
    assert report.overall.median == pytest.approx(median(known))
    compare_pairs(trial, report, everything)


def compare(one, yes, code) -> None:
    assert one.n_units == len(yes), code
    assert close(one.alpha, plain.alpha(yes)), code
    assert close(one.percent, plain.percent(yes)), code
    if any(any(unit.values()) for unit in yes):
        assert close(one.ac1, plain.ac1(yes)), code
        pairs = [plain.kappa(yes, *pair) for pair in combinations(CODERS, 2)]
        known = [value for value in pairs if value is not None]
        assert close(one.kappa, sum(known) / len(known) if known else None), code
    else:
        assert (one.alpha, one.reason) == (None, "not used")
    assert one.n_by_coder == {who: sum(unit.get(who, False) for unit in yes) for who in CODERS}
    assert one.n_positive == sum(any(unit.values()) for unit in yes)


def compare_pairs(trial: Trial, report: AgreementReport, everything: list) -> None:
    distance = (lambda a, b: float(a != b)) if report.unit == "character" else plain.masi
    book = trial.study.catalogue.codebook
    for pair in report.pairs:
        who = (pair.first, pair.second)
        both = [{name: one[name] for name in who} for one in everything if set(who) <= set(one)]
        assert pair.n_units == len(both)
        assert close(pair.percent, sum(one[who[0]] == one[who[1]] for one in both) / len(both))
        assert close(pair.alpha, plain.alpha(both, distance))
        for code, value in pair.kappas.items():
            among = units(trial, report.unit, report.level, book.asked(code))
            wanted = plain.kappa(plain.of_code(among, code), *who)
            assert close(value, wanted), (who, code)
    for one in report.leave_one_out:
        rest = [
            {name: codes for name, codes in unit.items() if name != one.coder}
            for unit in everything
        ]
        assert close(one.alpha, plain.alpha(rest, distance))
        assert one.n_units == sum(len(unit) >= 2 for unit in rest)


def test_whole_sources_as_counted_the_long_way(trial: Trial) -> None:
    report = trial.study.agreement(unit="source", n=20)
    assert close(report.overall.value, plain.alpha(whole(trial), plain.masi))
    assert report.units == sum(len(one) >= 2 for one in whole(trial))
    book = trial.study.catalogue.codebook
    for one in report.codes:
        among = [unit for unit in whole(trial, book.asked(one.code)) if len(unit) >= 2]
        compare(one, plain.of_code(among, one.code), one.code)
    assert {one.segment for one in report.disagreements} == {""}


@pytest.mark.parametrize("unit", ["segment", "character", "source"])
def test_groups_are_reports_of_their_own(trial: Trial, unit: str) -> None:
    report = trial.study.agreement(unit=unit, by="question", n=20)
    questions = sorted({str(one.question) for one in trial.segments if one.question})
    assert {one.group for one in report.groups} >= set(questions)
    for group in report.groups:
        if group.group == "(no question)":
            continue
        alone = trial.study.agreement(unit=unit, question=group.group, n=20)
        assert close(group.overall.value, alone.overall.value)
        assert (group.overall.low, group.n_units) == (alone.overall.low, alone.units)
        alphas = {one.code: one.alpha for one in alone.codes}
        for one in group.codes:
            assert close(one.alpha, alphas[one.code]), (group.group, one.code)
    for by in ("source", "week"):
        parts = trial.study.agreement(unit=unit, by=by, n=20).groups
        assert sum(one.n_units for one in parts) == report.units


@pytest.mark.parametrize("unit", ["segment", "sentence"])
def test_disagreements_are_all_there_and_the_worst_code_comes_first(
    trial: Trial, unit: str
) -> None:
    report = trial.study.agreement(unit=unit, n=20)
    wanted = sorted(
        code
        for one in units(trial, unit, "leaf")
        if len(one) >= 2
        for code in frozenset().union(*one.values())
        if any(code not in codes for codes in one.values())
    )
    assert sorted(one.code for one in report.disagreements) == wanted
    alphas = {one.code: one.alpha for one in report.codes}
    order = [alphas[one.code] for one in report.disagreements]
    known = [value for value in order if value is not None]
    assert known == sorted(known)
    assert order[len(known) :] == [None] * (len(order) - len(known))
    for one in report.disagreements:
        source = next(s for s in trial.study.sources if s.name == one.source)
        assert one.quotation == trial.texts[source.id][one.start : one.end]
        looked = {who for who, codes in one.readings.items() if codes is not None}
        assert looked == set(CODERS) - set(one.did_not_look)
        assert set(one.used_by) | set(one.not_used_by) == looked
        assert all(one.code in (one.readings[who] or ()) for who in one.used_by)


def test_jaccard_and_the_confusion_of_codes(trial: Trial) -> None:
    report = trial.study.agreement(n=20)
    everything = units(trial, "segment", "leaf")
    assert report.overall.jaccard is not None
    assert close(report.overall.jaccard.value, plain.alpha(everything, plain.jaccard))
    times: dict[tuple[str, str], int] = {}
    for one in everything:
        for mine, theirs in combinations(one.values(), 2):
            for code in mine & theirs:
                times[code, code] = times.get((code, code), 0) + 1
            for first in mine - theirs:
                for second in theirs - mine:
                    pair = tuple(sorted((first, second)))
                    times[pair] = times.get(pair, 0) + 1
    found = {tuple(sorted((one.first, one.second))): one.n for one in report.confusion}
    assert found == times


def test_the_seed_decides_the_intervals_and_nothing_else(trial: Trial) -> None:
    first, again, other = (trial.study.agreement(n=50, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert [one.alpha for one in first.codes] == [one.alpha for one in other.codes]
    assert (first.overall.low, first.overall.high) != (other.overall.low, other.overall.high)
    assert (first.seed, first.n_resamples) == (1, 50)


def test_the_order_of_coders_is_the_order_that_was_asked_for(trial: Trial) -> None:
    report = trial.study.agreement(coders=["Cyd", "Ana"], n=20)
    assert report.coders == ("Cyd", "Ana")
    assert [(one.first, one.second) for one in report.pairs] == [("Cyd", "Ana")]
    assert report.leave_one_out == ()
    two = units(trial, "segment", "leaf", coders=("Cyd", "Ana"))
    assert close(report.overall.value, plain.alpha(two, plain.masi))
