"""What respondents typed is shown as text: it is no markup and cannot steer a terminal."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, Terminal, command, environment, flat, run

WICKED = "[y] [bold]not bold[/bold] [/] [link=file:///x]go[/link] \\[ :smile: {0} %s"
STEERING = "\x1b[31mred \x1b]0;title\x07 bell \x08\x08 back \x9b2J gone \x7f \u202eesrever\u202c"
NAME = "Ms [b]Ash[/b]"

PRINTING = (
    ("source", "list"),
    ("participant", "list"),
    ("codebook", "list"),
    ("coder", "list"),
    ("memo", "list"),
    ("search", "bell"),
    ("search", "bold"),
    ("log", "--all"),
    ("agreement",),
    ("frequencies", "--by", "po[s]"),
    ("export", "codings"),
    ("export", "looks"),
)

CODEBOOK = """\
format: qualcode-codebook/1
title: "[red]Title[/red]"
version: "1.0"
codes:
- id: bold
  name: "[bold]Bold[/bold] [y]"
  key: "["
  short: "[/] and \\e[31mred\\a"
  definition: Marks.
"""


@pytest.fixture
def wicked(empty: Desk) -> Desk:
    answers = {NAME: ("[i]n", f"{WICKED} and so on."), "P2": ("m", f"{STEERING} and so on.")}
    # Enough ordinary words around them for the file to pass as text.
    answers |= {f"N{number}": ("k", winter.NOTES) for number in range(9)}
    text = winter.survey(answers).replace("position", "po[s]")
    empty("codebook", "add", empty.written("wicked.yaml", CODEBOOK))
    empty("import", "--yes", "--text", "3", empty.written("[x].csv", text))
    empty("coder", "add", "bo[b]")
    table = f'participant,code,memo\n"{NAME}",bold,[/]\nP2,bold,"\x1b[2J"\n'
    for coder in ("ann", "bo[b]"):
        path = empty.written("codings.csv", table)
        empty("--as", "ann", "import", "--codings", path, "--coder", coder)
    empty("--as", "ann", "memo", "write", "--source", NAME, f"{WICKED} {STEERING}")
    return empty


def steers(text: str) -> set[str]:
    """Return the characters of a text that steer a terminal."""
    return {
        mark
        for mark in text
        if mark != "\n" and (mark < " " or "\x7f" <= mark <= "\x9f" or "\u202a" <= mark <= "\u202e")
    }


@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_nothing_in_a_table_steers_the_terminal(wicked: Desk, words: tuple[str, ...]) -> None:
    answer = wicked(*words)
    assert steers(answer.out + answer.err) == set()


def test_square_brackets_are_shown_as_they_are(wicked: Desk) -> None:
    memo = "".join(wicked("memo", "list").out.split())  # a table may break lines anywhere
    for piece in ("[y]", "[bold]notbold[/bold]", "[/link]", ":smile:", "{0}"):
        assert piece in memo
    assert "[b]Ash[/b]" in flat(wicked("source", "list").out)
    assert "[bold]Bold[/bold]" in flat(wicked("codebook", "list").out)
    assert "[i]n" in wicked("frequencies", "--by", "po[s]").out
    assert "bo[b]" in wicked("agreement").out


def test_data_is_verbatim(wicked: Desk) -> None:
    quotations = [row["quotation"] for row in wicked("export", "codings", "--csv").rows]
    assert f"{WICKED} and so on." in quotations
    assert f"{STEERING} and so on." in quotations
    excerpts = [one["excerpt"] for one in wicked("search", "bell", "--json").json["rows"]]
    assert all("\x1b[31m" in one for one in excerpts)


def test_messages_do_not_steer_either(wicked: Desk) -> None:
    for words in (
        ("--as", "ann", "source", "rename", NAME, f"x{STEERING}"),
        ("--as", "ann", "source", "remove", f"y{STEERING}"),
        ("--as", f"z{STEERING}", "undo"),
        ("--as", "ann", "import", f"q{STEERING}.csv"),
        (f"w{STEERING}",),
    ):
        answer = wicked.tried(*words)
        assert steers(answer.out + answer.err) == set(), words


@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_data_on_a_terminal_is_made_safe_too(wicked: Desk, form: str) -> None:
    screen = Terminal("export", "codings", form, cwd=wicked.folder)
    assert screen.end() == 0
    assert steers(screen.shown.replace("\r\n", "\n")) == set()
    assert "[bold]not bold[/bold]" in screen.shown


LOCALES = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("words", [*PRINTING, ("check",), ("codebook", "diff")], ids=" ".join)
def test_a_locale_without_unicode_is_no_obstacle(
    desk: Desk, words: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    if words[-1] == "po[s]":
        words = ("frequencies", "--by", "position")
    if words == ("search", "bold"):
        words = ("search", "heaters")
    answer = run(*words, cwd=desk.folder, env=LOCALES)
    assert (answer.code, "Traceback" in answer.err) == (0, False), answer.err


def test_data_is_utf8_whatever_the_locale(desk: Desk) -> None:
    for words in (("export", "codings", "--csv"), ("search", "heaters", "--json")):
        answer = run(*words, cwd=desk.folder, env=LOCALES)
        assert "👩‍👩" in answer.out


@pytest.mark.parametrize("reader", ["head -1", "true", "head -c 0"])
def test_a_reader_that_goes_early_is_no_error(desk: Desk, reader: str) -> None:
    for words in (["export", "codings", "--csv"], ["source", "list"], ["log", "--json", "--all"]):
        line = f"{' '.join(command(*words))} | {reader}; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", line], cwd=desk.folder, env=environment(), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Error" not in done.stderr
        assert "Traceback" not in done.stderr


def test_a_full_disk_behind_standard_output_is_told(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("source", "list"), cwd=desk.folder, env=environment(), stdout=full,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "qualcode: The output cannot be used: No space left on device.\n"
