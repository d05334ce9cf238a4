"""The agreement dashboard: its figures are the report's, its cells lead to the passages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.disagreements import worst_first
from qualcode.domain.rounds import Verdict
from qualcode.study import Study
from qualcode.tui.agreement.bench import AgreementBench
from qualcode.tui.app import CodingApp
from qualcode.tui.looks.heat import course, two
from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.registry.agreement import AGREEMENT
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.home import HomeScreen
from tests.support.disputing import begun, closed, coded
from tests.support.studies import segments
from tests.tui.sitting import NARROW, WIDE, at_question, press, screen, seen
from tests.tui.test_look import compared

ANNA = {0: ["neighbours", "money"], 1: ["office"], 2: ["money"], 3: ["weather"], 5: ["money"]}
BEN = {0: ["neighbours"], 1: ["neighbours"], 2: ["money"], 3: [], 5: ["money"]}
CLEO = {0: ["neighbours"], 1: ["office"], 2: [], 3: ["weather"], 5: ["weather"]}


@pytest.fixture
def disputed(study: Study) -> Study:
    """Give the study with a closed round of three coders, and nothing coded outside it."""
    closed(study, segments(study), "pilot", {"anna": ANNA, "ben": BEN, "cleo": CLEO})
    return study


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what is computed has arrived."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@asynccontextmanager
async def at_agreement(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    async with CodingApp(study).run_test(size=size) as pilot:
        await press(pilot, "f8")
        await settled(pilot)
        yield pilot


def dashboard(pilot: Pilot[None]) -> AgreementScreen:
    shown = pilot.app.screen
    assert isinstance(shown, AgreementScreen)
    return shown


def bench(pilot: Pilot[None]) -> AgreementBench:
    return dashboard(pilot).bench


def row_of(pilot: Pilot[None], name: str) -> str:
    """Return the line of the table that a code has."""
    lines = seen(pilot).splitlines()
    return next(line for line in lines if re.match(rf"[ ▸]*{re.escape(name)}", line))


def stands_at(pilot: Pilot[None]) -> int:
    """Return where in its source the cursor of the coding screen stands."""
    at = screen(pilot).bench
    whole = at.entry.segment.span
    return whole.start + at.cursor.position - at.entry.on_page(whole).start


def report_of(study: Study, **asked: str) -> AgreementReport:
    return study.agreement(**{"round": "pilot", **asked})  # type: ignore[arg-type]


async def go_to_code(pilot: Pilot[None], code: str) -> None:
    """Step to the row of a code."""
    place = [one.code for one in bench(pilot).codes.shown].index(code)
    await press(pilot, "g", "g", *["j"] * place)


async def test_the_figures_shown_are_those_of_the_report(disputed: Study) -> None:
    report = report_of(disputed, by="week")
    async with at_agreement(disputed) as pilot:
        assert bench(pilot).report == report
        whole = report.overall
        assert whole.value is not None
        assert f"all codes {two(whole.value)}" in seen(pilot)
        for one in report.codes:
            line = row_of(pilot, one.name)
            values = [one.alpha, *(pair.kappas[one.code] for pair in report.pairs)]
            shown = [two(value) for value in values if value is not None]
            found = re.findall(r"-?(?:\d)?\.\d\d", re.sub(r"\[.*?\]", "", line))
            assert found == shown
            assert re.search(rf"\D{one.n_positive} ", line)


async def test_codes_stand_worst_first_then_most_used_then_as_in_the_codebook(
    disputed: Study,
) -> None:
    report = report_of(disputed)
    alphas = {one.code: one.alpha for one in report.codes}
    async with at_agreement(disputed) as pilot:

        def order() -> list[str]:
            return [one.code for one in bench(pilot).codes.shown]

        assert order() == worst_first(alphas)
        await go_to_code(pilot, "money")
        await press(pilot, "s")
        uses = [one.n_positive for one in bench(pilot).codes.shown]
        assert uses == sorted(uses, reverse=True)
        await press(pilot, "s")
        assert order() == [one.code for one in report.codes]
        assert "HELP" in seen(pilot)
        code = bench(pilot).code
        assert code is not None
        assert code.code == "money"


async def test_a_cell_lists_its_disagreements_and_one_leads_to_the_passage(
    disputed: Study,
) -> None:
    async with at_agreement(disputed) as pilot:
        await go_to_code(pilot, "money")
        everybody = [one for one in report_of(disputed).disagreements if one.code == "money"]
        assert bench(pilot).passages == everybody
        pairs = bench(pilot).pairs
        await press(pilot, *["right"] * 9)
        assert bench(pilot).column == len(pairs) == 3
        pair = bench(pilot).pair
        assert pair is not None
        assert {pair.first, pair.second} == {"ben", "cleo"}
        wanted = [one for one in everybody if ("ben" in one.used_by) != ("cleo" in one.used_by)]
        assert bench(pilot).passages == wanted
        assert len(wanted) == 2
        assert f"{pair.first} × {pair.second}" in seen(pilot)
        await press(pilot, "enter", "j", "enter")
        assert screen(pilot).bench.entry.segment.id == wanted[1].segment_id
        assert stands_at(pilot) == wanted[1].start
        await press(pilot, "q")
        await settled(pilot)
        assert bench(pilot).inside
        assert bench(pilot).place == 1
        await press(pilot, "escape")
        assert not bench(pilot).inside


async def test_one_comes_from_a_text_and_goes_back_to_it(disputed: Study) -> None:
    async with at_question(disputed) as pilot:
        await press(pilot, "j", "g", "a")
        await settled(pilot)
        await press(pilot, "enter", "enter")
        passage = next(iter(report_of(disputed).disagreements))
        assert screen(pilot).bench.entry.segment.id == passage.segment_id
        await press(pilot, "q", "q")
        await settled(pilot)
        assert screen(pilot).bench.page.title == "what-helped"
        assert screen(pilot).bench.cursor.segment == 1


async def test_a_passage_of_a_sentence_leads_to_that_sentence(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        await press(pilot, "u", "right", "enter")
        await settled(pilot)
        assert bench(pilot).asked.unit == "sentence"
        assert bench(pilot).report == report_of(disputed, unit="sentence", by="week")
        await go_to_code(pilot, "weather")
        await press(pilot, "enter")
        passage = bench(pilot).passage
        assert passage is not None
        await press(pilot, "enter")
        source = disputed.sources.read(passage.source)
        assert source.text[passage.start : passage.end] == passage.quotation
        assert stands_at(pilot) == passage.start


async def test_adjudication_opens_at_the_passage_of_a_closed_round(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        await go_to_code(pilot, "weather")
        await press(pilot, "enter", "j")
        passage = bench(pilot).passage
        assert passage is not None
        await press(pilot, "J")
        shown = pilot.app.screen
        assert isinstance(shown, AdjudicationScreen)
        assert shown.bench.dispute.segment.id == passage.segment_id
        await press(pilot, "a", "q")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AgreementScreen)
        # What was decided is not lost from sight: the figures are of the independent readings.
        assert bench(pilot).report == report_of(disputed, by="week")
        await press(pilot, "J")
        decided = pilot.app.screen
        assert isinstance(decided, AdjudicationScreen)
        assert not decided.bench.dispute.is_open


async def test_adjudication_is_gone_to_from_anywhere_while_something_is_open(
    disputed: Study,
) -> None:
    async with CodingApp(disputed).run_test(size=WIDE) as pilot:
        await press(pilot, "g", "A")
        shown = pilot.app.screen
        assert isinstance(shown, AdjudicationScreen)
        assert shown.bench.round == "pilot"
        await press(pilot, "1", "escape")
        assert pilot.app.screen is shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "g", "A")
        for one in disputed.adjudication.queue("pilot"):
            disputed.adjudication.decide(one, Verdict.BOTH)
        await press(pilot, "q", "g", "A")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Nothing is left to decide" in seen(pilot)


async def test_a_round_that_is_blind_and_open_is_refused_in_a_sentence(study: Study) -> None:
    begun(study, segments(study), "pilot", {"anna": ANNA, "ben": BEN})
    async with at_agreement(study) as pilot:
        await press(pilot, "o", "right")
        assert "pilot (open, blind)" in seen(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        words = re.sub(r"\s+", " ", seen(pilot))
        assert "The round 'pilot' is blind and open" in words
        assert "o compares something else" in words
        assert bench(pilot).report is None
        assert "Money" not in seen(pilot)
        for key in ("enter", "J", "R", "w", "s", "right", "G", "pagedown", "/", "escape"):
            await press(pilot, key)
            await settled(pilot)
        assert "Money" not in seen(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_adjudication_of_a_blind_round_is_refused_in_a_sentence(study: Study) -> None:
    begun(study, segments(study), "pilot", {"anna": ANNA, "ben": BEN})
    coded(study, segments(study), "", {"cleo": CLEO, "dan": BEN})
    async with CodingApp(study).run_test(size=WIDE) as pilot:
        await press(pilot, "g", "A")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Nothing is left to decide" in seen(pilot)
        assert "pilot" in seen(pilot).splitlines()[-2]


async def test_too_few_coders_are_told_with_what_to_do(study: Study) -> None:
    async with at_agreement(study, NARROW) as pilot:
        assert "Agreement needs two coders who looked" in seen(pilot)
        assert "qualcode coder add" in re.sub(r"\s+", " ", seen(pilot))


async def test_what_is_compared_is_chosen_and_stays_while_one_is_elsewhere(
    disputed: Study,
) -> None:
    async with at_agreement(disputed) as pilot:
        await press(pilot, "o")
        assert "WHAT IS COMPARED" in seen(pilot)
        await press(pilot, "left", "down", "down", "right", "right", "down", "right")
        assert "[anna, cleo]" in seen(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        asked = bench(pilot).asked
        assert (asked.round, asked.coders, asked.level) == ("", ("anna", "cleo"), "theme")
        assert bench(pilot).report == disputed.agreement(
            coders=("anna", "cleo"), level="theme", by="week"
        )
        before = bench(pilot).report
        await press(pilot, "q", "g", "a")
        await settled(pilot)
        assert bench(pilot).report is before
        await press(pilot, "o", "down", "right", "escape")
        assert bench(pilot).asked == asked
        assert isinstance(pilot.app.screen, AgreementScreen)


async def test_a_letter_turns_a_setting_to_the_value_that_begins_so(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        await press(pilot, "o", "up", "up", "w", "enter")
        await settled(pilot)
        assert bench(pilot).asked.question == "what-helped"
        assert bench(pilot).report == report_of(disputed, question="what-helped", by="week")


async def test_the_course_of_a_code_is_shown_by_source(disputed: Study) -> None:
    async with at_agreement(disputed, (160, 40)) as pilot:
        await press(pilot, "o", "up", "s", "enter")
        await settled(pilot)
        report = report_of(disputed, by="source")
        assert bench(pilot).report == report
        for one in report.codes:
            alphas = [next(i.alpha for i in group.codes if i.code == one.code)
                      for group in report.groups]  # fmt: skip
            assert course(alphas) in row_of(pilot, one.name)
        assert " source" in seen(pilot).splitlines()[1]


async def test_a_report_is_kept_only_while_nothing_changes(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        first = bench(pilot).report
        await press(pilot, "q")
        some = segments(disputed)
        closed(disputed, some, "second", {"anna": {1: ["money"], 2: []}, "ben": {1: [], 2: []}})
        await press(pilot, "f8")
        await settled(pilot)
        assert bench(pilot).report is not first
        assert bench(pilot).report == report_of(disputed, by="week")


async def test_the_screen_lives_while_it_computes_and_escape_leaves(
    disputed: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()
    real = Study.agreement

    def slow(study: Study, *asked: object) -> AgreementReport:
        let_go.wait(20)
        return real(study, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Study, "agreement", slow)
    async with CodingApp(disputed).run_test(size=NARROW) as pilot:
        await press(pilot, "f8")
        assert "computing" in seen(pilot)
        await press(pilot, "o", "escape", "w", "w", "s", "R")
        assert "Wait until the figures are there" in seen(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        let_go.set()
        await press(pilot, "f8")
        await settled(pilot)
        assert bench(pilot).report == real(disputed, "pilot", by="week")


async def test_what_is_measured_is_said_in_words_and_scrolls(disputed: Study) -> None:
    async with at_agreement(disputed, NARROW) as pilot:
        await press(pilot, "w")
        words = re.sub(r"\s+", " ", seen(pilot))
        assert "Krippendorff's alpha (nominal) of anna, ben, cleo" in words
        assert "1,000 resamples of whole sources" in words
        assert "seed 0" in words
        for _ in range(6):
            await press(pilot, "pagedown")
            words += re.sub(r"\s+", " ", seen(pilot))
        assert "without cleo" in words
        assert "qualcode agreement --round pilot --by week -o report.html" in words
        await press(pilot, "pageup", "escape", "right")
        assert "DISAGREEMENTS" in seen(pilot)
        await press(pilot, "w")
        assert "Cohen's kappa of anna and ben" in seen(pilot)


async def test_the_report_is_written_into_exports(disputed: Study, folder: Path) -> None:
    async with at_agreement(disputed) as pilot:
        await press(pilot, "R")
        await settled(pilot)
        assert "Written: exports/agreement-pilot-segment.html" in seen(pilot)
        assert "confidential" in seen(pilot)
    assert "Money" in (folder / "exports" / "agreement-pilot-segment.html").read_text()


async def test_a_code_is_found_by_letters(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        await press(pilot, "/", *"mon")
        assert [one.code for one in bench(pilot).codes.shown] == ["money"]
        await press(pilot, "enter", "enter")
        assert bench(pilot).inside
        await press(pilot, "escape", "escape", "/")
        pilot.app.post_message(Paste("Weath"))
        await pilot.pause()
        assert [one.code for one in bench(pilot).codes.shown] == ["weather"]
        await press(pilot, "escape")
        assert len(bench(pilot).codes.shown) > 1


async def test_the_confused_codes_and_the_legend_are_beside_the_table(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        await go_to_code(pilot, "office")
        assert bench(pilot).confused == [("neighbours", 2)]
        words = re.sub(r"\s+", " ", seen(pilot))
        assert "Instead of it another coder put: Neighbours 2" in words
        assert "rests on few units" in words


async def test_the_mouse_chooses_a_cell_and_opens_it(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        lines = seen(pilot).splitlines()
        y = next(n for n, line in enumerate(lines) if "Money" in line) - 2
        x = lines[1].index("ann×ben")
        await pilot.click("#list", offset=(x + 2, y))
        await pilot.pause()
        code, pair = bench(pilot).code, bench(pilot).pair
        assert code is not None
        assert code.code == "money"
        assert pair is not None
        assert pair.first == "anna"
        await pilot.click("#list", offset=(x + 2, y), times=2)
        await pilot.pause()
        assert bench(pilot).inside


async def test_a_cell_is_told_in_every_set_of_colours(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        before = seen(pilot)
        for _ in COLOURS:
            await press(pilot, "f3")
            assert seen(pilot) == before
        for size in (NARROW, (60, 16), (200, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert "AGREEMENT" in seen(pilot)


async def test_every_action_can_be_done(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        shown = dashboard(pilot)
        assert {*shown.verbs(), *shown._shared()} == set(AGREEMENT.by_id)
        await press(pilot, "G", "home", "end", "pageup", "pagedown", "l", "h", "k")
        assert bench(pilot).column == 0


async def test_no_text_is_read_as_markup_or_steers_the_terminal(disputed: Study) -> None:
    async with at_agreement(disputed) as pilot:
        told = ""
        for _ in bench(pilot).codes.all:
            await press(pilot, "enter")
            told += seen(pilot)
            await press(pilot, "escape", "j")
        assert "soup [y]" in told
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_how_it_looks_at_two_sizes(disputed: Study, name: str, size: tuple[int, int]) -> None:
    async with at_agreement(disputed, size) as pilot:
        await go_to_code(pilot, "money")
        await press(pilot, "right", "enter")
        compared(seen(pilot), f"agreement-{name}")
        await press(pilot, "escape", "o", "down")
        compared(seen(pilot), f"agreement-options-{name}")
