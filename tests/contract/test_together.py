"""Tables of codes together are those counted on one's fingers, on both databases."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import accumulate, combinations, pairwise, permutations, product

import pytest

from qualcode import create_study
from qualcode.domain.cooccurrence import Within
from qualcode.domain.errors import Confidential, InputError, NotFound
from qualcode.study.findings.carriers import chosen, gather
from qualcode.study.findings.framing import Framing, framed
from qualcode.study.findings.meetings import met
from qualcode.study.findings.pairs import Pairing
from tests.support.plain_together import CODES, Plain, quote_at_random
from tests.support.trials import Trial, build

RULES = ("any", "majority", "all", "consensus", "Ben")


@pytest.fixture(scope="module", params=["sqlite 3", "sqlite 8", "postgresql 3"])
def trial(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    """A random study on each database; tests only read it."""
    database, seed = request.param.split()
    folder, chance = tmp_path_factory.mktemp("together"), random.Random(int(seed))
    with ExitStack() as stack:
        url = None
        if database == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgres").empty_database())
        made = create_study(folder / "study", "Trial", coder="Ana", database=url)
        study = stack.enter_context(made)
        study.team.add("Ben")
        trial = build(study, folder, chance)
        quote_at_random(trial, chance)
        yield trial


@pytest.mark.parametrize("within", ["segment", "source", "participant"])
def test_pairs_within_a_unit(trial: Trial, within: str) -> None:
    for rule in RULES:
        plain = Plain(trial, rule)
        table = trial.study.together.cooccurrence(within, coder_rule=rule, unsuppressed=True)
        found = {(row.code, row.other): row for row in table if row.code != row.other}
        person = {
            plain.unit_of(one, within): one.participant or one.source for one in plain.segments
        }
        wanted = {}
        for one, other in combinations(CODES, 2):
            base = plain.base(one, within) & plain.base(other, within)
            first, second = (plain.hits(code, within) & base for code in (one, other))
            if first and second and not plain.related(one, other):
                both = first & second
                people = {person[unit] for unit in both}
                wanted[one, other] = len(both), len(first), len(second), len(base), len(people)
        told = {
            key: (row.n, row.n_code, row.n_other, row.base, row.people)
            for key, row in found.items()
        }
        if within == "source":  # of several who speak in a source one stands for it
            told, wanted = ({k: v[:4] for k, v in one.items()} for one in (told, wanted))
        assert told == wanted
        for row in found.values():
            either = row.n_code + row.n_other - row.n
            assert row.jaccard == row.c == pytest.approx(row.n / either)
            assert row.lift == pytest.approx((row.n / row.n_code) / (row.n_other / row.base))


@pytest.mark.parametrize("within", ["segment", "overlap", "near", "source", "participant"])
def test_beside_itself_a_code_has_its_frequency(trial: Trial, within: str) -> None:
    unit = within if within in ("source", "participant") else "segment"
    for rule, level in product(RULES, ["code", "theme"]):
        table = trial.study.together.cooccurrence(
            within, level=level, coder_rule=rule, unsuppressed=True
        )
        printed = {
            row.code: (row.n, row.base, row.people)
            for row in trial.study.frequencies(unit=unit, coder_rule=rule, unsuppressed=True)
            if level == "code" or not row.level
        }
        beside = {row.code: (row.n, row.base, row.people) for row in table if row.code == row.other}
        if within == "source":  # of several who speak in a source one stands for it
            printed, beside = ({k: v[:2] for k, v in one.items()} for one in (printed, beside))
        assert beside == printed
        diagonal = {row.code: row.n for row in table if row.code == row.other}
        for row in table:
            assert row.n <= diagonal[row.code]
            if within != "near":
                assert row.n <= diagonal[row.other]


def test_overlaps_are_of_one_coder_and_share_text(trial: Trial) -> None:
    for rule in RULES:
        plain = Plain(trial, rule)
        table = trial.study.together.cooccurrence("overlap", coder_rule=rule, unsuppressed=True)
        found = {(row.code, row.other): row for row in table if row.code != row.other}
        for one, other in combinations(CODES, 2):
            if (one, other) not in found:
                continue
            row = found[one, other]
            met = {s.id: plain.overlaps(s, one, other) for s in plain.segments}
            assert row.n == sum(map(bool, met.values()))
            people = {s.participant or s.source for s in plain.segments if met[s.id]}
            assert row.people == len(people)
            base = plain.base(one, "segment") & plain.base(other, "segment")
            quoted = [
                sum(
                    len(plain.quotations(s, code))
                    for s in plain.segments
                    if s.id in base and plain.carries(s, code)
                )
                for code in (one, other)
            ]
            times = sum(map(len, met.values()))
            either = sum(quoted) - times
            assert row.c == (pytest.approx(times / either) if either > 0 else None)


def test_near_is_a_window_of_segments(trial: Trial) -> None:
    for rule, window in product(("any", "majority"), (1, 2, 5)):
        plain = Plain(trial, rule)
        table = trial.study.together.cooccurrence(
            "near", window, coder_rule=rule, unsuppressed=True
        )
        assert f"at most {window} segment" in table.notes[0]
        found = {(row.code, row.other): row for row in table if row.code != row.other}
        for one, other in permutations(CODES, 2):
            having = [s for s in plain.segments if plain.carries(s, one)]
            beside = [s for s in plain.segments if plain.carries(s, other)]
            near = [
                s for s in having
                if any(s.source == t.source and abs(s.number - t.number) <= window for t in beside)
            ]  # fmt: skip
            if plain.related(one, other) or not near:
                assert (one, other) not in found
                continue
            row = found[one, other]
            assert (row.n, row.n_code, row.n_other) == (len(near), len(having), len(beside))
            assert row.base == len(plain.base(one, "segment"))
            assert row.people == len({s.participant or s.source for s in near})
            back = [
                s for s in beside
                if any(s.source == t.source and abs(s.number - t.number) <= window for t in having)
            ]  # fmt: skip
            either = {s.id for s in (*having, *beside)}
            assert row.jaccard == pytest.approx(len({s.id for s in (*near, *back)}) / len(either))
            reached = [
                s for s in plain.asked(one)
                if any(s.source == t.source and abs(s.number - t.number) <= window for t in beside)
            ]  # fmt: skip
            chance = len(having) * len(reached) / row.base
            assert row.lift == pytest.approx(len(near) / chance)


@pytest.mark.parametrize("stream", ["source", "participant"])
def test_steps_are_those_taken_by_hand(trial: Trial, stream: str) -> None:
    for rule in ("any", "all"):
        plain = Plain(trial, rule)
        table = trial.study.together.sequence(
            stream, level="code", coder_rule=rule, unsuppressed=True
        )
        carried = {s.id: {code for code in CODES if plain.carries(s, code)} for s in plain.segments}
        streams: dict[tuple[str, str], list] = {}
        for s in sorted(plain.segments, key=lambda one: one.number):
            if carried[s.id]:
                who = (s.participant or "") if stream == "participant" else ""
                streams.setdefault((s.source, who), []).append(s)
        every = [step for one in streams.values() for step in pairwise(one)]
        counted = Counter(
            (a, b)
            for first, second in every
            for a in carried[first.id]
            for b in carried[second.id]
            if a == b or not plain.related(a, b)
        )
        assert {(row.code, row.next): row.n for row in table} == dict(counted)
        for row in table:
            leaving = sum(row.code in carried[first.id] for first, _ in every)
            reaching = sum(row.next in carried[second.id] for _, second in every)
            assert (row.n_code, row.n_next, row.base) == (leaving, reaching, len(every))
            assert row.expected == pytest.approx(leaving * reaching / len(every))
            assert row.lift == pytest.approx(row.n / row.expected)
        stays = [row.stays for row in table]
        assert stays == sorted(stays)


@pytest.mark.parametrize("order", ["import", "work"])
def test_new_codes_in_order(trial: Trial, order: str) -> None:
    for rule, unit in product(("any", "consensus"), ("source", "participant")):
        plain = Plain(trial, rule)
        table = trial.study.saturation.table(unit, order, coder_rule=rule, unsuppressed=True)
        used = {
            code: {
                plain.unit_of(s, unit)
                for s in plain.asked(code)
                if plain.enough(s, {one.coder for one in plain.codings[s.id] if one.code == code})
            }
            for code in CODES
        }
        units = set().union(*(plain.base(code, unit) for code in CODES))
        assert [row.number for row in table] == list(range(1, len(units) + 1))
        seen = [row.seen for row in table]
        assert seen == list(accumulate(row.new for row in table))
        assert seen[-1] == sum(map(bool, used.values()))
        for row in table:
            means = [1 - _missing(len(units), len(having), row.number) for having in used.values()]
            assert row.expected == pytest.approx(sum(means))
            assert row.low <= row.high
        stops = trial.study.saturation.stops(unit, order, coder_rule=rule, unsuppressed=True)
        assert len(stops.rows) == 12
        assert all(row.base_codes == sum(r.new for r in table.rows[: row.base]) for row in stops)


def _missing(units: int, having: int, size: int) -> float:
    """Return the chance that a draw of so many units has none of some, drawn one by one."""
    missing = 1.0
    for drawn in range(size):
        missing *= max(0, units - having - drawn) / (units - drawn)
    return missing


def test_import_order_is_that_of_the_sources(trial: Trial) -> None:
    """The survey's sources come before the talk; within them as they were imported."""
    plain = Plain(trial, "any")
    table = trial.study.saturation.table(coder_rule="any", unsuppressed=True)
    sources = sorted(trial.study.sources, key=lambda one: (one.imported, one.id))
    met: set[str] = set()
    new = []
    units = {s.source for s in plain.segments}
    for source in sources:
        if source.id not in units:
            continue
        codes = {
            code
            for s in plain.segments
            if s.source == source.id
            for code in CODES
            if s in plain.asked(code) and any(one.code == code for one in plain.codings[s.id])
        }
        new.append(len(codes - met))
        met |= codes
    assert [row.new for row in table] == new


@pytest.mark.parametrize("rule", ["any", "majority"])
def test_words_of_quotations_and_of_the_rest(trial: Trial, rule: str) -> None:
    plain = Plain(trial, rule)
    texts = {one.id: trial.study.sources.read(one.name).text for one in trial.study.sources}
    for code in ("law", "time"):
        table = trial.study.typical_words.table(code, top=500, coder_rule=rule, unsuppressed=True)
        inside, outside, speakers = Counter(), Counter(), set()
        for s in plain.asked(code):
            marked = set()
            if plain.carries(s, code):
                for _, span in plain.quotations(s, code):
                    marked |= set(range(span.start, span.end))
            for word in re.finditer(r"\w+", texts[s.source][s.span.start : s.span.end]):
                at = s.span.start + word.start()
                text = word.group().casefold()
                if marked & set(range(at, at + len(word.group()))):
                    inside[text] += 1
                    speakers.add((text, s.participant or s.source))
                else:
                    outside[text] += 1
        assert table.rows
        for row in table:
            assert (row.n, row.n_rest) == (inside[row.word], outside[row.word])
            assert row.people == sum(word == row.word for word, _ in speakers)
            assert row.z > 0
        assert [row.z for row in table] == sorted((row.z for row in table), reverse=True)
        assert not {"so", "is", "mine"} & {row.word for row in table}  # stop words


@pytest.mark.parametrize("within", list(Within))
def test_the_guard_names_whom_it_counts(trial: Trial, within: Within) -> None:
    session = trial.study._session
    with session.reading() as connection:
        frame = framed(session, connection, Framing(coder_rule="any"))
        carriers = gather(frame, chosen(frame, "code"), within.unit, frame.codebook.roll_up)
        guard = Pairing(frame.codebook, carriers, met(frame, carriers, within, 1)).guard()
    known = {one.id for one in (*trial.study.participants, *trial.study.sources)}
    members = guard.members()
    for cell in guard.cells:
        if cell.meaning:
            assert len(members[cell.key]) == cell.people
            assert members[cell.key] <= known


def test_few_persons_are_withheld(trial: Trial) -> None:
    """Eleven people at most: every pair has fewer than ten behind it, and so has every word."""
    study = trial.study
    for row in study.together.cooccurrence("segment", coder_rule="any"):
        if row.code != row.other and row.n != 0:
            assert row.n is row.jaccard is row.c is row.lift is row.people is None
    for row in study.together.sequence(coder_rule="any", level="code"):
        assert row.n is row.expected is row.lift is row.people is None
    assert not study.typical_words.table("law", coder_rule="any").rows


def test_only_the_lead_sees_small_cells(trial: Trial) -> None:
    ben = trial.study.acting_as("Ben")
    for ask in (
        ben.together.cooccurrence, ben.together.sequence, ben.saturation.table,
        ben.saturation.stops, lambda **more: ben.typical_words.table("law", **more),
    ):  # fmt: skip
        with pytest.raises(Confidential):
            ask(unsuppressed=True)


def test_a_filter_narrows_what_is_counted(trial: Trial) -> None:
    study = trial.study
    wide = study.together.cooccurrence("participant", coder_rule="any", unsuppressed=True)
    narrow = study.together.cooccurrence(
        "participant", coder_rule="any", where='position = "analyst"', unsuppressed=True
    )
    plain = Plain(trial, "any")
    analysts = {one.name for one in trial.people.values() if one.group == "analyst"}
    ids = {one.id for one in study.participants if one.name in analysts}
    diagonal = {row.code: row.n for row in narrow if row.code == row.other}
    for code, n in diagonal.items():
        assert n == len(plain.hits(code, "participant") & ids)
    assert narrow.query["where"] == 'position = "analyst"'
    assert "where" not in wide.query


def test_what_cannot_be_asked_is_said(trial: Trial) -> None:
    together, saturation = trial.study.together, trial.study.saturation
    for wrong in (
        lambda: together.cooccurrence("beside"),
        lambda: together.cooccurrence("near", 0),
        lambda: together.cooccurrence(level="leaf"),
        lambda: together.sequence("person"),
        lambda: saturation.table("segment"),
        lambda: saturation.table(order="name"),
        lambda: saturation.table(draws=0),
        lambda: saturation.stops(base=[0]),
        lambda: saturation.stops(threshold=[5]),
        lambda: trial.study.typical_words.table("law", top=0),
        lambda: trial.study.typical_words.table("law", question=trial.questions[0]),
    ):
        with pytest.raises(InputError):
            wrong()
    with pytest.raises(NotFound):
        trial.study.typical_words.table("lawn")
    with pytest.raises(NotFound):
        together.cooccurrence(question="nothing")
