"""`qualcode report` on the demo: the published rows are read out of the page that it writes."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from qualcode import open_study
from qualcode.store import codebooks
from tests.stories.demo_run import DemoRun
from tests.support.cli import HOME, flat, run, told_plainly

PUBLISHED = yaml.safe_load((HOME / "transcripts/published.yaml").read_text(encoding="utf-8"))[
    "rows"
]
CODED = ("services-needed", "apprehension", "case-attention", "first-learned", "where-trained",
         "primary-role", "red-flags", "barriers", "lessons-learned")  # fmt: skip
IMPOSSIBLE = {("task-force", "all"), ("communication", "all"), ("cooperation", "all")}
"""Overall figures that the report's own splits by position contradict."""


@pytest.fixture(scope="module")
def study(demo: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo study, as reports are noted in its journal."""
    copy = tmp_path_factory.mktemp("findings") / "study"
    shutil.copytree(demo.folder, copy)
    return copy


@pytest.fixture(scope="module")
def everything(study: Path) -> Any:
    """The page that shows small cells too."""
    target = study.parent / "everything.html"
    words = ("report", "findings", "--by", "position", "--unsuppressed", "-o", target)
    answer = run("-C", study, "--as", "c1", *words)
    assert answer.code == 0, answer.err
    assert "No figure is withheld" in answer.err
    return html.parse(str(target)).getroot()


@pytest.fixture(scope="module")
def usual(study: Path) -> Path:
    """The page as it may leave the team."""
    target = study.parent / "usual.html"
    answer = run("-C", study, "--as", "c2", "report", "findings", "-o", target)
    assert answer.code == 0, answer.err
    assert "withheld" in answer.err
    return target


@cache
def names() -> dict[str, str]:
    """Map the ids of codes to their names."""
    found: dict[str, str] = {}
    for path in (HOME / "codebooks").glob("*.yaml"):
        waiting = list(yaml.safe_load(path.read_text(encoding="utf-8"))["codes"])
        while waiting:
            code = waiting.pop()
            found[code["id"]] = code["name"]
            waiting += code.get("codes", [])
    return found


def section(page: Any, question: str) -> Any:
    """Return the part of a page about a question."""
    (found,) = [
        one
        for one in page.xpath("//main/section")
        if re.fullmatch(rf"q\d+-{re.escape(question)}", one.get("aria-labelledby"))
    ]
    return found


def rows(part: Any) -> dict[str, list[str]]:
    """Return the first table of a part: the cells of each row under its name, in order."""
    table = part.xpath("./div/table")[0]
    return {
        line.xpath("string(th)"): [cell.text_content() for cell in line.xpath("td")]
        for line in table.xpath("tbody/tr")
    }


def groups(part: Any) -> tuple[list[str], dict[str, list[str]]]:
    """Return the table by position: its headings, and the cells of each row."""
    table = part.xpath("./section//table")[0]
    lines = {
        line.xpath("string(th)"): [cell.text_content() for cell in line.xpath("td")]
        for line in table.xpath("tbody/tr")
    }
    return [head.text_content() for head in table.xpath("thead//th")], lines


def figure(page: Any, one: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return n, base and interval of each row that a published figure counts."""
    part = section(page, one["question"])
    wanted = _wanted(one)
    if one["group"] == "all":
        lines = rows(part)
        return [
            (int(cells[0]), int(cells[1]), cells[3])
            for name, cells in lines.items()
            if wanted(name)
        ]
    heads, lines = groups(part)
    at = heads.index(f"{one['group']}: n / base")
    found = []
    for name, cells in lines.items():
        if wanted(name):
            n, base = cells[at].split(" / ")
            found.append((int(n), int(base), cells[at + 1].split("  ")[1]))
    return found


def _wanted(one: dict[str, Any]) -> Any:
    if "code" in one:
        return lambda name: name == names()[one["code"]]
    answer = one["answer"]
    if "is" in answer:
        return lambda name: name == answer["is"]
    low, high = answer.get("min", 1), answer.get("max", 5)
    return lambda name: re.match(r"[1-5]\b", name) and low <= int(name[0]) <= high


@pytest.mark.parametrize(
    "one", [one for one in PUBLISHED if "percent" in one], ids=lambda one: one["id"]
)
def test_a_published_percentage_stands_in_the_report(everything: Any, one: dict[str, Any]) -> None:
    found = figure(everything, one)
    assert found
    base = found[0][1]
    assert all(re.fullmatch(r"\[\d+, \d+\]", interval) for _, _, interval in found)
    percent = 100 * sum(n for n, _, _ in found) / base
    if (one["question"], one["group"]) not in IMPOSSIBLE:
        assert round(percent) == one["percent"]


@pytest.mark.parametrize("question", CODED)
def test_codes_stand_in_the_published_order(everything: Any, question: str) -> None:
    printed = [one for one in PUBLISHED if one["question"] == question and one["group"] == "all"]
    printed.sort(key=lambda one: (-one.get("percent", 0), one.get("order", 0)))
    lines = rows(section(everything, question))
    counts = [int(lines[names()[one["code"]]][0]) for one in printed]
    assert counts == sorted(counts, reverse=True)
    shown = [name for name in lines if name in {names()[one["code"]] for one in printed}]
    assert [int(lines[name][0]) for name in shown] == counts


def test_each_question_has_a_chart_and_says_how_its_figures_are_made(everything: Any) -> None:
    for question in CODED:
        part = section(everything, question)
        told = flat(part.text_content())
        assert part.xpath("./figure//*[name()='svg']/@aria-label")
        assert "Base: participants who were asked the question." in told
        assert f"qualcode frequencies --question {question}" in told
        assert "By position" in told


def test_the_report_says_what_it_rests_on(everything: Any) -> None:
    told = flat(everything.get_element_by_id("methods").getparent().text_content())
    for words in (
        "140 sources",
        "Two coders (c1 and c2) were compared",
        "113 codes in 10 themes",
        "revision",
        "10 distinct persons",
        "qualcode report findings --by position",
    ):
        assert words in told
    assert "synthetic" in everything.xpath("string(//header)")
    assert "No quotations: none was passed" in flat(everything.text_content())


def test_small_cells_are_withheld_unless_the_lead_asks(usual: Path, study: Path) -> None:
    page = html.parse(str(usual)).getroot()
    assert "Reported in the aggregate" in page.xpath("string(//header)")
    small = 0
    for part in page.xpath("//main/section"):
        for line in part.xpath(".//table[.//th = 'base']/tbody/tr"):
            cells = [cell.text_content() for cell in line.xpath("td")]
            if cells[0] == "–":
                small += 1
                assert cells[2:4] == ["–", "–"]
            elif cells[0]:
                n = int(cells[0].replace("\u202f", ""))
                assert n == 0 or n >= 10, line.text_content()
    assert small > 20
    for label in page.xpath("//figure//*[name()='svg']/@aria-label"):
        assert all(int(n) >= 10 or n == "0" for n in re.findall(r"\((\d+) of \d+", label))
    target = study.parent / "refused.html"
    refused = run("-C", study, "--as", "c2", "report", "findings", "--unsuppressed", "-o", target)
    told_plainly(refused, "lead", code=3)
    assert not target.exists()


def test_the_same_command_gives_the_same_bytes(usual: Path, study: Path) -> None:
    again = study.parent / "again.html"
    assert run("-C", study, "--as", "c2", "report", "findings", "-o", again).code == 0
    assert again.read_bytes() == usual.read_bytes()


def test_so_do_tables_by_group_that_know_each_other(study: Path) -> None:
    pages = []
    for name in ("first.html", "second.html"):
        target = study.parent / name
        words = ("report", "findings", "--question", "barriers", "--by", "position", "-o", target)
        assert run("-C", study, "--as", "c2", *words).code == 0
        pages.append(target.read_text(encoding="utf-8").replace(name, ""))
    assert pages[0] == pages[1]


def test_no_table_of_a_question_by_position_ends_in_an_error(study: Path) -> None:
    with open_study(study, coder="c1") as opened:
        with opened._session.reading() as connection:
            questions = codebooks.instrument(connection).questions
        for question in questions:
            found = opened.frequencies(question.id, by="position")
            assert all(row.n is None or row.n == 0 or row.n >= 10 for row in found)


def test_what_left_the_study_is_in_the_journal(usual: Path, study: Path) -> None:
    log = run("-C", study, "log", "--json").json
    assert "release" in str(log).casefold()


def test_the_codebook_becomes_a_document(study: Path) -> None:
    target = study.parent / "codebook.docx"
    answer = run("-C", study, "--as", "c2", "report", "codebook", "-o", target)
    assert answer.code == 0, answer.err
    assert target.read_bytes().startswith(b"PK")


def test_a_report_of_another_form_is_refused_before_anything_is_counted(study: Path) -> None:
    target = study.parent / "findings.pdf"
    told_plainly(run("-C", study, "--as", "c2", "report", "findings", "-o", target), ".docx")
    assert not target.exists()


@pytest.fixture(scope="module")
def chromium() -> str:
    names_of = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names_of)), None)
    if found is None:
        pytest.skip("No Chromium is installed, so no page was looked at.")
    return found


def test_a_browser_shows_the_page_without_a_request_or_a_complaint(
    usual: Path, chromium: str
) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_context(viewport={"width": 400, "height": 800}).new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(usual.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        shown = "[...document.querySelectorAll('figure svg')].map(one => one.clientHeight)"
        drawn = page.evaluate(shown)
        assert len(drawn) > 10
        assert min(drawn) > 40
        browser.close()
    assert asked == [usual.as_uri()]
    assert wrong == []
