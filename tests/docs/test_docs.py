"""The pages are true: links lead somewhere, commands exist, and decisions say why."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from qualcode.cli.commands import BY_NAME
from qualcode.cli.main import parser_of
from qualcode.domain.agreement_drift import Drift
from qualcode.domain.agreement_report import (
    AgreementReport,
    CodeFigures,
    GroupFigures,
    Overall,
    OverallSpans,
    PairFigures,
    SpanFigures,
    WithoutCoder,
)
from qualcode.domain.disagreements import Disagreement
from tests.docs.pages import (
    HOME,
    PAGES,
    anchors,
    commands,
    fences,
    headings,
    links,
    name_of,
)

OTHER_PROGRAMS = {"make", "pip", "cd", "export", "createdb"}
PLACES = re.compile(r"/(?:work|root|tmp|home|Users)/")

# What the vocabulary calls by another word; a heading is where people learn our words.
BANNED_IN_HEADINGS = re.compile(
    r"\b(?:project|workspace|chunk|excerpt|snippet|tag|label|category|taxonomy|annotation|highlight"
    r"|annotator|rater|batch|prediction|auto-code|metadata|subject|transcripts? kinds?)s?\b",
    re.IGNORECASE,
)
DECISIONS = sorted((HOME / "docs" / "decisions").glob("0*.md"))
REPORTED = (
    AgreementReport,
    CodeFigures,
    Overall,
    SpanFigures,
    OverallSpans,
    PairFigures,
    WithoutCoder,
    GroupFigures,
    Drift,
    Disagreement,
)
FOUR_HEADINGS = ["Context", "Decision", "Alternatives", "Consequences"]
_MEASURED_OR_WEIGHED = re.compile(r"^Alternatives (?:measured|weighed)$")


def test_the_pages_that_every_reader_needs_are_there() -> None:
    names = {name_of(page) for page in PAGES}
    wanted = {"README.md", "CHANGELOG.md", "docs/index.md", "docs/how-to.md"}
    wanted |= {f"docs/tutorial-{role}.md" for role in ("coder", "lead", "analyst")}
    assert wanted <= names


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_resolves(page: Path) -> None:
    lost = []
    for target in links(page):
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (
            anchor and there.suffix == ".md" and anchor not in anchors(there)
        ):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    assert [one.line for one in commands(page) if not _exists(shlex.split(one.line))] == []


def _exists(words: list[str]) -> bool:
    if words[0] != "qualcode":
        return words[0] in OTHER_PROGRAMS
    place = _place_of_command(words)
    command = BY_NAME.get(words[place]) if place else None
    if command is None:
        return words == ["qualcode", "--help"]
    try:
        parser_of(command, command.load()).parse_args([*words[1:place], *words[place + 1 :]])
    except SystemExit as stop:
        return stop.code == 0
    return True


def _place_of_command(words: list[str]) -> int:
    place = 1
    while place < len(words):
        if words[place] in ("-C", "--study", "--as"):
            place += 2
        elif words[place].startswith("-"):
            place += 1
        else:
            return place
    return 0


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_places_of_one_machine(page: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    # A user's own PYTHON=/path/to/python3 and /media/stick are places that anyone may have.
    assert PLACES.findall(shown) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_headings_use_the_words_of_the_field_as_we_do(page: Path) -> None:
    assert [title for title in headings(page) if BANNED_IN_HEADINGS.search(title)] == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_why_what_else_and_what_follows(page: Path) -> None:
    title, *parts = headings(page)
    assert [_MEASURED_OR_WEIGHED.sub("Alternatives", part) for part in parts] == FOUR_HEADINGS
    assert title.startswith(page.name[:4] + " ")
    assert page.name in (page.parent / "README.md").read_text(encoding="utf-8")
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 70


def test_every_page_of_the_docs_is_reached_from_the_index() -> None:
    pages = {page.name for page in (HOME / "docs").glob("*.md")} - {"index.md"}
    index = (HOME / "docs" / "index.md").read_text(encoding="utf-8")
    assert {name for name in pages if name not in index} == set()


def test_the_picture_in_the_readme_is_a_drawing() -> None:
    pictures = [target for target in links(HOME / "README.md") if target.endswith(".svg")]
    assert pictures
    for picture in pictures:
        assert "<svg" in (HOME / picture).read_text(encoding="utf-8")[:2000]


def test_the_readme_has_a_library_example() -> None:
    assert fences(HOME / "README.md", "python")


@pytest.mark.parametrize("value", REPORTED, ids=lambda value: value.__name__)
def test_every_key_of_the_agreement_report_is_explained(value: type) -> None:
    page = (HOME / "docs" / "agreement.md").read_text(encoding="utf-8")
    part = page[page.index("## The report") : page.index("## What verify does")]
    keys = {re.sub(r"_(?:low|high)$", "", one.name) for one in fields(value)}
    assert {key for key in keys if f"`{key}`" not in part} == set()
