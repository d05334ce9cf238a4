"""Codes together, saturation and typical words of the demo, as commands give them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.stories.demo_run import DemoRun
from tests.support.cli import Answer, flat, run, told_plainly

EVERY = (
    ("cooccurrence",),
    ("cooccurrence", "--within", "overlap", "--coder-rule", "any"),
    ("cooccurrence", "--within", "near", "--window", "2", "--level", "theme"),
    ("cooccurrence", "--sequence"),
    ("saturation", "--draws", "50"),
    ("saturation", "--stops"),
    ("words", "services-needed"),
)
"""The commands with one set of options each."""

KINDS = ("cooccurrence", "cooccurrence", "cooccurrence", "sequence", "saturation",
         "saturation stops", "words")  # fmt: skip


@pytest.fixture(scope="module")
def folder(demo: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo study: what is shown to the lead is noted in its journal."""
    place = tmp_path_factory.mktemp("together") / "study"
    shutil.copytree(demo.folder, place)
    return place


def asked(folder: Path, *words: str) -> Answer:
    answer = run("-C", folder, "--as", "c1", *words)
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.parametrize(("words", "kind"), list(zip(EVERY, KINDS, strict=True)))
def test_json_tells_what_was_counted_and_what_is_withheld(
    folder: Path, words: tuple[str, ...], kind: str
) -> None:
    told = asked(folder, *words, "--json").json
    assert told["kind"] == kind
    assert {"unit", "base", "coder_rule", "suppressed", "disclosure", "query", "rows"} <= set(told)
    assert told["disclosure"]["threshold"] == 10
    assert told["rows"]
    counts = [row for row in told["rows"] if row.get("people") is not None]
    assert all(row["people"] >= 10 or row["people"] == 0 for row in counts)


@pytest.mark.parametrize("words", EVERY)
def test_csv_has_every_row_of_the_json(folder: Path, words: tuple[str, ...]) -> None:
    rows = asked(folder, *words, "--json").json["rows"]
    table = asked(folder, *words, "--csv").rows
    assert len(table) == len(rows)
    assert list(table[0]) == list(rows[0])


@pytest.mark.parametrize("words", EVERY)
def test_people_read_it_in_eighty_columns(folder: Path, words: tuple[str, ...]) -> None:
    shown = asked(folder, *words).out
    assert "coder rule" in flat(shown)
    assert max(map(len, shown.splitlines())) <= 80


def test_the_diagonal_is_what_frequencies_print(folder: Path) -> None:
    for within, unit in (("segment", "segment"), ("overlap", "segment"), ("source", "source"),
                         ("near", "segment"), ("participant", "participant")):  # fmt: skip
        table = asked(folder, "cooccurrence", "--within", within, "--json", "--unsuppressed").json
        printed = asked(folder, "frequencies", "--unit", unit, "--json", "--unsuppressed").json
        frequencies = {row["code"]: (row["n"], row["base"]) for row in printed["rows"]}
        diagonal = {
            row["code"]: (row["n"], row["base"])
            for row in table["rows"]
            if row["code"] == row["other"]
        }
        assert diagonal == frequencies
        assert len(diagonal) > 100


def test_respondents_are_numbered_and_never_named(folder: Path) -> None:
    shown = asked(folder, "saturation", "--draws", "20", "--json").json
    assert [row["number"] for row in shown["rows"]][:3] == [1, 2, 3]
    assert all(isinstance(value, int | float | bool) or value is None
               for row in shown["rows"] for value in row.values())  # fmt: skip
    last = shown["rows"][-1]
    assert last["seen"] == last["low"] == last["high"] == pytest.approx(last["expected"])


def test_the_same_seed_gives_the_same_bytes(folder: Path) -> None:
    words = ("saturation", "--draws", "40", "--seed", "7", "--json")
    assert asked(folder, *words).out == asked(folder, *words).out


def test_options_that_do_not_go_together(folder: Path) -> None:
    for words, said in (
        (("--window", "2"), "--within near"),
        (("--sequence", "--within", "source"), "--sequence"),
        (("--stream", "source"), "--sequence"),
    ):
        told_plainly(run("-C", folder, "--as", "c1", "cooccurrence", *words), said)
    told_plainly(run("-C", folder, "--as", "c1", "words", "servces-needed"), "services-needed")
    told_plainly(
        run("-C", folder, "--as", "c2", "words", "services-needed", "--unsuppressed"),
        "lead",
        code=3,
    )
