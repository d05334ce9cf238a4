"""Changing codes from the command line: told beforehand, asked, done, taken back."""

from __future__ import annotations

import pytest

from tests.support.cli import Answer, Desk, Terminal, run, told_plainly


def text_of(desk: Desk) -> str:
    return (desk.folder / "codebook.yaml").read_text(encoding="utf-8")


def process(desk: Desk, *words: str) -> Answer:
    return run("-C", desk.folder, "--as", "ann", "codebook", *words)


def codes(desk: Desk) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in desk("codebook", "list", "--json").json["codes"]}


def test_each_change_is_told_and_made(desk: Desk) -> None:
    def change(*words: str) -> str:
        answer = process(desk, *words, "--yes")
        assert answer.code == 0, answer.err
        return answer.out + answer.err

    told = change("new", "Barriers", "--short", "What stands in the way.")
    assert "barriers: Barriers" in told
    assert "Take it back: qualcode undo" in told
    change("new", "Too late", "--under", "Barriers", "--key", "9", "--color", "#112233",
           "--definition", "Reports: late.", "--include", "weeks", "--include", "months",
           "--exclude", "never", "--typical", "it came in March")  # fmt: skip
    made = codes(desk)["too-late"]
    assert made["parent"] == "barriers"
    assert made["include"] == ["weeks", "months"]
    assert "it came in March" in text_of(desk)
    change("edit", "too-late", "--name", "Late", "--include", "", "--key", "")
    made = codes(desk)["too-late"]
    assert (made["name"], made["aliases"]) == ("Late", ["Too late"])
    assert not {"include", "key"} & made.keys()
    change("move", "Too late", "--top", "--position", "1")
    assert next(iter(codes(desk))) == "too-late"
    change("move", "too-late", "--under", "barriers")
    assert codes(desk)["too-late"]["parent"] == "barriers"
    change("split", "too-late", "By days", "By weeks", "--retire")
    assert {"by-days", "by-weeks"} <= codes(desk).keys()
    told = change("retire", "by-days", "--into", "by-weeks", "--why", "never used")
    assert "by-days: Barriers › By days (retired)" in told
    assert "No codings have it." in told
    change("revive", "by-days")
    assert "retired" not in codes(desk)["by-days"]
    assert desk("check").code == 0


def test_a_merge_names_what_follows_and_is_undone(desk: Desk) -> None:
    rows = desk("export", "codings", "--csv").rows
    used = sorted({row["code"] for row in rows})
    one, other = used[0], used[1]
    answer = process(desk, "merge", one, other, "--yes")
    assert answer.code == 0, answer.err
    number = sum(row["code"] == one for row in rows)
    assert f"{number} coding" in answer.err
    assert f"become '{other}'" in answer.err
    assert one not in {row["code"] for row in desk("export", "codings", "--csv").rows}
    assert "codebook" in desk("--as", "ann", "undo").out
    key = ("source", "segment", "code", "coder", "start", "end")
    found = [tuple(row[name] for name in key) for row in desk("export", "codings", "--csv").rows]
    assert sorted(found) == sorted(tuple(row[name] for name in key) for row in rows)


def test_without_a_terminal_nothing_is_done_unasked(desk: Desk) -> None:
    before = text_of(desk)
    told_plainly(process(desk, "new", "Trust"), "--yes")
    assert text_of(desk) == before


@pytest.mark.parametrize(("answer", "made"), [("y", True), ("", False), ("n", False)])
def test_at_a_terminal_it_asks(desk: Desk, answer: str, made: bool) -> None:
    terminal = Terminal(
        "-C", desk.folder, "--as", "ann", "codebook", "new", "Trust", cwd=desk.folder
    )
    terminal.until("Do it? [y/N]")
    terminal.type(f"{answer}\r")
    assert terminal.end() == 0
    assert ("trust" in codes(desk)) == made
    assert ("Nothing was changed." in terminal.plain) != made


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edit", "nowhere", "--name", "N"), "no code 'nowhere'"),
        (("new", "Trust", "--color", "red"), "'color' must be"),
        (("new", "Trust", "--under", "nowhere"), "no code 'nowhere'"),
        (("new", " "), "needs a name"),
        (("edit", "{code}"), "Say what to change"),
        (("merge", "{code}", "{code}"), "into itself"),
        (("move", "{code}", "--top", "--position", "0"), "count from 1"),
        (("revive", "{code}"), "is not retired"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    desk: Desk, words: tuple[str, ...], told: str
) -> None:
    code, before = next(iter(codes(desk))), text_of(desk)
    filled = [word.replace("{code}", code) for word in words]
    told_plainly(process(desk, *filled, "--yes"), told)
    assert text_of(desk) == before


def test_a_round_at_work_forbids_a_merge_even_before_it_asks(desk: Desk) -> None:
    used = sorted({row["code"] for row in desk("export", "codings", "--csv").rows})
    desk("--as", "ann", "round", "create", "pilot", "--coders", "ann,bo")
    told_plainly(
        process(desk, "merge", used[0], used[1]),
        "The round 'pilot' is open and coded with",
    )
