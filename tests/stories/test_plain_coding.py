"""Coding line by line, as a person with a screen reader does it, and as a script does."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from qualcode import open_study
from qualcode.cli.plain import commands
from qualcode.cli.plain.marking import Marking
from qualcode.cli.plain.moving import Moving
from qualcode.cli.plain.place import Place
from qualcode.domain.coding import LookState
from qualcode.domain.errors import QualcodeError
from qualcode.tui.registry.coding import CODING
from tests.support import winter
from tests.support.cli import Answer, Desk, Terminal, command, environment

QUESTION = ("--question", winter.QUESTION_ID)
EVENING = """\
Ina: It was cold. Nobody came. We burned chairs.

Bo: Oh.

Ina: Yes. Chairs.

Bo: I see.
"""
HOSTILE = "Hello\x1b]0;owned\x07 \x9b2J\u202e[bold]there[/bold].\nCodes: Money\r\nLast."


def words(desk: Desk, *more: str, coder: str = "cy") -> list[str]:
    """Return the command line of somebody who codes line by line."""
    return command("-C", desk.folder, "--as", coder, "code", "--plain", *more)


def plain(desk: Desk, script: str | bytes, *more: str, coder: str = "cy") -> Answer:
    """Run a script of commands, with no terminal anywhere."""
    done = subprocess.run(
        words(desk, *more, coder=coder),
        input=script.encode() if isinstance(script, str) else script,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def done(desk: Desk, script: str, *more: str, coder: str = "cy") -> list[str]:
    """Run a script that must succeed; return what was said."""
    answer = plain(desk, script, *(more or QUESTION), coder=coder)
    assert (answer.code, answer.err) == (0, "")
    return answer.out.splitlines()


def kept(desk: Desk, coder: str = "cy") -> list[tuple[str, str]]:
    """Return a coder's codings as code and quotation, in the order of the text."""
    with open_study(desk.folder, coder) as study:
        texts = {one.source.id: one for one in study.sources.passages()}
        found = []
        for coding in study.codings.all():
            if coding.coder == study.coder.id:
                source = study.sources.read(texts[coding.source].source.name)
                found.append((source.source.name, coding.span, coding.code, source.text))
        return [(code, span.of(text)) for _, span, code, text in sorted(found)]


def looks(desk: Desk, coder: str = "cy") -> list[LookState | None]:
    """Return how far a coder looked at each answer."""
    with open_study(desk.folder, coder) as study:
        ids = [entry.segment.id for entry in study.desk.question_page(winter.QUESTION_ID).entries]
        known = study.desk.work(ids).looks
        assert study.check() == []
        return [known.get(one) for one in ids]


@pytest.fixture
def survey(desk: Desk) -> Desk:
    """The small study with cy, who has coded nothing yet."""
    desk("--as", "ann", "coder", "add", "cy")
    return desk


def test_a_whole_session_as_a_script(survey: Desk) -> None:
    said = done(
        survey,
        "# a remark is passed over\n"
        'c neigh on "came every night"\n'
        'm a heater, too: ask about "soup"\n'
        "done\n"
        "c Office\n"
        "k\n"
        "go P3\n"
        "c mon\n"
        '. on "the office"\n'
        "next\n"
        "N\n"
        "u\n"
        "redo\n"
        "status\n"
        "q\n"
        "c never reached\n",
    )  # fmt: skip
    for line in (
        f"Question {winter.QUESTION_ID}",
        "0 of 4 segments finished. You code as cy. ? lists the commands.",
        "Segment 1 of 4. P1, nurse. Not seen.",
        "  The neighbours came every night with soup, and once with a heater.",
        "No codes.",
        "Neighbours put on P1, 16 characters: “came every night”",
        "memo on P1 kept",
        "P1: done.",
        "Segment 2 of 4. P2, driver. Not seen.",
        "Office put on P2",
        "Segment 1 of 4. P1, nurse. Done.",
        "Codes: Neighbours on “came every night”",
        'Memo: a heater, too: ask about "soup"',
        "Money put on P3",
        "Money put on P3, 10 characters: “the office”",
        "P4: nothing applies.",
        "This was the last segment.",
        "undone: 'nothing applies' of P4",
        "done again: 'nothing applies' of P4",
        "2 of 4 segments finished. Everything is saved.",
    ):
        assert line in said, (line, said)
    assert kept(survey) == [
        ("neighbours", "came every night"),
        ("office", winter.ANSWERS["P2"][1]),
        ("money", winter.ANSWERS["P3"][1]),
        ("money", "the office"),
    ]
    with open_study(survey.folder, "cy") as study:
        work = study.desk.work(
            [e.segment.id for e in study.desk.question_page(QUESTION[1]).entries]
        )
        assert list(work.looks.values()).count(LookState.DONE) == 1
        assert list(work.looks.values()).count(LookState.NOTHING) == 1
        assert [memo.text for memo in work.memos.values()] == ['a heater, too: ask about "soup"']
        assert study.check() == []


def test_only_ones_own_work_is_told(survey: Desk) -> None:
    assert "No codes." in done(survey, "")
    assert "Codes: Neighbours on “The neighbours came every night with soup”" in done(
        survey, "", coder="ann"
    )
    assert not any("Codes:" in line for line in done(survey, "j\n\nj\n"))


def test_a_step_on_counts_as_seen_and_the_end_of_the_input_is_no_error(survey: Desk) -> None:
    said = done(survey, "\nj\nk")
    assert said[-1] == "0 of 4 segments finished. Everything is saved."
    assert [line for line in said if line.startswith("Segment")] == [
        "Segment 1 of 4. P1, nurse. Not seen.",
        "Segment 2 of 4. P2, driver. Not seen.",
        "Segment 3 of 4. P3, nurse. Not seen.",
        "Segment 2 of 4. P2, driver. Seen.",
    ]
    assert done(survey, "")[2] == "Segment 1 of 4. P1, nurse. Seen."
    closed = subprocess.run(
        words(survey, *QUESTION), stdin=subprocess.DEVNULL, capture_output=True, env=environment(),
        check=False,
    )  # fmt: skip
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_pinned_digits_keys_and_repeats(survey: Desk) -> None:
    used = done(survey, "c office\nj\nc money\nj\nc office\n")
    assert "Office put on P3" in used
    said = done(survey, 'go 4\n3 4\nu\nu\nC n m\n, on "savings"\nagain on "all three"\ncodes\n')
    assert "Office put on P4" in said
    assert "Money put on P4" in said
    assert "undone: Money put on P4" in said
    assert "Neighbours put on P4" in said
    assert "Money. Digit 4. Key m. Money is named." in said
    assert kept(survey)[-4:] == [
        ("money", winter.ANSWERS["P4"][1]),
        ("neighbours", winter.ANSWERS["P4"][1]),
        ("neighbours", "savings"),
        ("neighbours", "all three"),
    ]
    answer = plain(survey, "9\nshow\nC z\n", *QUESTION)
    assert "line 1: No code is pinned to the digit 9." in answer.err
    assert "line 3: There is no code with the key 'z'. codes lists the keys." in answer.err


ALIKE = """\
format: qualcode-codebook/1
title: Barriers
version: "1.0"
codes:
- id: office-hours
  name: Office hours
- id: officer
  name: Officer away
  codes:
  - id: away-office
    name: Office
- id: other
  name: Other
- id: other-way
  name: Other way
"""


def test_several_codes_that_fit_are_listed_and_one_is_taken_by_its_number(survey: Desk) -> None:
    survey("--as", "ann", "codebook", "add", survey.written("alike.yaml", ALIKE))
    script = 'c off on "a heater"\nc 2\nc 2\nshow\nc other on "soup"\nc off h\nc help off\n'
    answer = plain(survey, script, *QUESTION)
    assert answer.err.splitlines() == [
        "line 1: 'off' fits several codes. Type this if you mean it: "
        "c 1 Help › Office; c 2 Office hours; c 3 Officer away; c 4 Officer away › Office",
        "line 3: There is no code '2'. codes all lists them.",
        "2 of 7 lines failed.",
    ]
    assert "Office hours put on P1, 8 characters: “a heater”" in answer.out
    assert "Other put on P1, 4 characters: “soup”" in answer.out
    assert answer.code == 1
    assert [code for code, _ in kept(survey)] == [
        "office", "office-hours", "other", "office-hours",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('c money on "the moon"', "This segment does not hold “the moon”."),
        ('c money on "the"', "“the” stands here twice"),
        ('c money on "the" 3', "“the” stands here twice"),
        ("c money on the office", 'Words of the text stand in quotes: on "words".'),
        ("c mony", "'mony' begins no word of a code's name. Type this if you mean it: c 1 Money"),
        ("c qqq", "There is no code 'qqq'."),
        ("c", 'Say more: c NAME [on "words"] (choose a code).'),
        ('c on "office"', "Say which code: c NAME"),
        ("done really", "Nothing may follow 'done' (done with the segment)."),
        ("dnoe", "There is no command 'dnoe'. Did you mean 'done'?"),
        ("xyzzy", "There is no command 'xyzzy'. ? lists all commands."),
        ("v", "'v' (select from the word here) works on the coding screen only"),
        ("12", "There is no command '12'."),
        ("go 9", f"{winter.QUESTION_ID} has the segments 1 to 4, no 9."),
        ("go P9", "There is no participant here 'P9'."),
        ("find zebra", "Not found in this text."),
        ("n", "Nothing is being looked for; first: find WORDS"),
        ("d", "There is no such coding here to take off."),
        (".", "No code was used before."),
        ("u", "There is nothing to undo."),
        ("z page", "A unit is a segment, a paragraph, a sentence or a word, not 'page'."),
        ("def zzz", "There is no code 'zzz'."),
        ("open nowhere", "There is no text 'nowhere'."),
    ],
)
def test_what_cannot_be_is_told_and_the_script_goes_on(survey: Desk, typed: str, said: str) -> None:
    answer = plain(survey, f"go P2\n{typed}\nstatus\n", *QUESTION)
    assert answer.code == 1
    assert answer.err.startswith("line 2: ")
    assert said in answer.err
    assert answer.err.endswith("\n1 of 3 lines failed.\n")
    assert answer.err.count("\n") == 2
    assert answer.out.count("0 of 4 segments finished.") == 3
    assert kept(survey) == []


def test_after_a_line_that_failed_a_script_changes_nothing_until_it_says_where(
    survey: Desk,
) -> None:
    script = (
        "go P7\nc money\nj\nN\nm no\nz\ncodes\ngo P2\nc money\ndoen\ndone\nu\nnext\nshow\ndone\n"
    )
    answer = plain(survey, script, *QUESTION)
    assert answer.code == 1
    failed = [line.split(":")[0] for line in answer.err.splitlines()[:-1]]
    assert failed == [f"line {number}" for number in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13)]
    refused = "Not done, since line 1 failed. Say where to go on: go N, or show to go on here."
    assert answer.err.count(refused) == 5
    assert answer.err.count("Not done, since line 10 failed.") == 3
    assert kept(survey) == [("money", winter.ANSWERS["P2"][1])]
    assert looks(survey) == [None, LookState.DONE, None, None]
    answer = plain(survey, "last\ndone\ndone\n", *QUESTION)
    assert "line 3: Not done, since the last segment is finished." in answer.err


def test_a_code_that_fails_leaves_its_segment_unfinished(survey: Desk) -> None:
    answer = plain(survey, "c mony\ndone\nc office\ndone\ngo P3\nc money\ndone\n", *QUESTION)
    assert answer.err.endswith("4 of 7 lines failed.\n")
    assert [code for code, _ in kept(survey)] == ["money"]
    assert looks(survey) == [None, None, LookState.DONE, None]


def test_codes_are_taken_off(survey: Desk) -> None:
    script = 'c money\nc office\nc office on "soup"\nd money\nd office on "soup"\nd\nc money\nu\n'
    said = done(survey, script)
    assert said.count("Office taken off P1") == 2
    assert "Money taken off P1" in said
    assert kept(survey) == []
    answer = plain(survey, 'c money on "soup"\nc office on "heater"\nd\nshow\nd off\n', *QUESTION)
    assert (
        'line 3: Say which to take off, as in: d NAME on "words". '
        "Codes: Money on “soup”; Office on “heater”"
    ) in answer.err
    assert kept(survey) == [("money", "soup")]


def test_smaller_units(survey: Desk) -> None:
    text = survey.written("evening.txt", EVENING)
    survey("--as", "ann", "import", text, "--kind", "interview")
    said = done(survey, "zs\nj\nc money\nj\nj\nz word\nk\n", "evening")
    places = [line for line in said if line.startswith(("Sentence", "Segment", "Word"))]
    assert places == [
        "Segment 1 of 4. Ina. Not seen.",
        "Sentence 1 of 3, segment 1 of 4. Ina. Not seen.",
        "Sentence 2 of 3, segment 1 of 4. Ina. Not seen.",
        "Sentence 3 of 3, segment 1 of 4. Ina. Seen.",
        "Segment 2 of 4. Bo. Not seen.",
        "Word 1 of 1, segment 2 of 4. Bo. Not seen.",
        "Word 8 of 8, segment 1 of 4. Ina. Seen.",
    ]
    assert kept(survey) == [("money", "Nobody came.")]


def test_the_list_of_texts_and_the_card_of_a_code(survey: Desk) -> None:
    answer = plain(survey, "done\nopen 1\ndef neigh\nopen P4\ntexts\nfind SAVINGS\nwho\n")
    assert answer.err.splitlines()[0] == (
        "line 1: No text is open; texts lists them, open N opens one."
    )
    said = answer.out.splitlines()
    assert said[:3] == [
        "Texts; open N opens one:",
        f"1. question {winter.QUESTION_ID}: 0 of 4 finished",
        "2. survey P1: 0 of 1 finished",
    ]
    for line in (
        "Help › Neighbours. Digit 2. Key n.",
        "Definition: Those who live in the house or beside it helped.",
        "Source P4",
        "1 of 1 found.",
        "position: driver",
    ):
        assert line in said, (line, said)


def test_many_respondents_are_one_line_of_the_list(empty: Desk) -> None:
    rows = {
        f"P{number:02}": ("nurse", f"The office shut again, {number}.") for number in range(1, 21)
    }
    empty("import", "--yes", empty.written("survey.csv", winter.survey(rows)))
    answer = plain(empty, "open P07\nopen 21\n", coder="ann")
    assert answer.err == ""
    said = answer.out.splitlines()
    assert said[1:3] == [
        f"1. question {winter.QUESTION_ID}: 0 of 20 finished",
        "2 to 21. one survey a respondent, P01 to P20",
    ]
    assert [line for line in said if line.startswith("Source")] == ["Source P07", "Source P20"]


def test_in_a_blind_round_only_the_queue_and_ones_own_work_in_it_are_there(survey: Desk) -> None:
    done(survey, "c money\ndone\n")
    survey("--as", "ann", "round", "create", "pilot", "--coders", "bo,cy", "--blind")
    said = done(survey, "status\nc office\ndone\nm unsure\n", "--round", "pilot", "--at", "1")
    assert said[0] == f"Round pilot: {winter.QUESTION_ID}"
    assert said[1].startswith("0 of 4 segments finished. You code as cy.")
    assert "No codes." in said
    assert not any("Codes: Money" in line for line in said)
    assert said[-1] == "1 of 4 segments finished. Everything is saved."
    with open_study(survey.folder, "cy") as study:
        own = [one for one in study.codings.all() if one.coder == study.coder.id]
        assert sorted((one.code, one.round) for one in own) == [("money", ""), ("office", "pilot")]
    begun = plain(survey, "open pilot\ndone\n")
    assert "1. round pilot (blind): 1 of 4 finished" in begun.out
    assert "2 of 4 segments finished. Everything is saved." in begun.out
    bo = done(survey, "\n\n\n", "--round", "pilot", coder="bo")
    assert bo.count("No codes.") == 4
    refused = plain(survey, "", "--round", "pilot", coder="ann")
    assert refused.code == 1
    assert refused.out == ""


def test_a_hostile_text_neither_steers_nor_passes_for_a_message(empty: Desk) -> None:
    text = empty.written("talk.txt", f"Mara: {HOSTILE}\n")
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", text, "--kind", "interview")
    answer = plain(empty, 'c money on "Hello·]0;owned· ·2J"\nm safe\n', coder="ann")
    assert answer.code == 1
    answer = plain(empty, 'c money on "Hello·]0;owned"\nshow\n', "talk", coder="ann")
    assert answer.code == 0, answer.err
    assert not {*answer.out} & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}
    assert "  Mara: Hello·]0;owned· ·2J[bold]there[/bold]." in answer.out.splitlines()
    assert kept(empty, "ann") == [("money", "Hello\x1b]0;owned")]
    shown = [line for line in answer.out.splitlines() if "Codes: Money" in line]
    assert [line for line in shown if not line.startswith("  ")] == [
        "Codes: Money on “Hello·]0;owned”"
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"m caf\xe9\n", "This line is not UTF-8 text."),
        (b"m \x1b[31mred\n", "This line holds the control character U+001B."),
        (b"m nul\x00\n", "This line holds the control character U+0000."),
    ],
)
def test_lines_that_are_no_text_are_refused(survey: Desk, line: bytes, said: str) -> None:
    answer = plain(survey, line + b"m kept caf\xc3\xa9\ngo 2\nm kept too\r\n", *QUESTION)
    assert answer.code == 1
    assert f"line 1: {said}" in answer.err
    assert "memo on P2 kept" in answer.out
    assert "memo on P1" not in answer.out


def test_a_script_may_come_from_windows(survey: Desk) -> None:
    answer = plain(survey, b"\xef\xbb\xbfc money\r\n\r\nc office\r\n", *QUESTION)
    assert (answer.code, answer.err) == (0, "")
    assert [code for code, _ in kept(survey)] == ["money", "office"]


def test_a_locale_without_unicode_is_no_obstacle(survey: Desk) -> None:
    plainest = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ended = subprocess.run(
        words(survey, *QUESTION), input="go P3\nc money on “👩‍👩”\nm été\n".encode(),
        env=environment(**plainest), capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "Money put on P3, 3 characters: “👩‍👩”" in ended.stdout.decode()
    with open_study(survey.folder, "cy") as study:
        assert [memo.text for memo in study.memos.all()] == ["été"]


def test_what_was_said_survives_a_kill(survey: Desk) -> None:
    with subprocess.Popen(
        words(survey, *QUESTION), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def typed(line: str, until: str) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            while until not in process.stdout.readline().decode():
                assert process.poll() is None

        typed("c money", "Money put on P1")
        typed("j", "Segment 2")
        typed("j", "Segment 3")
        typed("m cut off here", "memo on P3 kept")
        typed("N", "P3: nothing applies")
        process.send_signal(signal.SIGKILL)
    assert [code for code, _ in kept(survey)] == ["money"]
    with open_study(survey.folder, "cy") as study:
        ids = [entry.segment.id for entry in study.desk.question_page(QUESTION[1]).entries]
        work = study.desk.work(ids)
        assert [work.looks.get(one) for one in ids] == [
            LookState.SEEN, LookState.SEEN, LookState.NOTHING, None,
        ]  # fmt: skip
        assert [memo.text for memo in work.memos.values()] == ["cut off here"]
        assert study.check() == []
    assert "undone: 'nothing applies' of P3" in done(survey, "u\n")


def test_nobody_reads_any_more(survey: Desk) -> None:
    script = "c money\n" + "j\nk\n" * 2_000 + "go 2\nc office\n"
    script_file = survey.written("script.txt", script)
    line = " ".join(f"'{word}'" for word in words(survey, *QUESTION))
    ended = subprocess.run(
        ["bash", "-c", f"{line} < '{script_file}' | head -3; exit ${{PIPESTATUS[0]}}"],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "nobody reads the output" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [code for code, _ in kept(survey)] in ([], ["money"])


def test_at_a_terminal_it_asks_forgives_and_can_be_interrupted(survey: Desk) -> None:
    at = Terminal(
        "--as", "cy", "code", "--plain", *QUESTION, cwd=survey.folder
    )  # fmt: skip
    at.until("No codes.\n> ")
    at.type("dnoe\n")
    at.until("There is no command 'dnoe'. Did you mean 'done'?")
    at.type("c money\n")
    at.until("Money put on P1")
    at.type("\n")
    at.until("Segment 2 of 4")
    at.type("q\n")
    assert at.end() == 0
    assert "\x1b" not in at.shown
    again = Terminal("--as", "cy", "code", "--plain", *QUESTION, cwd=survey.folder)
    again.until("Codes: Money\n> ")
    again.type("j\n")
    again.until("Segment 2 of 4. P2, driver. Not seen.")
    again.type("j\n")
    again.until("Segment 3 of 4")
    again.type("\x03")
    assert again.end() == 130
    assert "interrupted; nothing is half done" in again.plain
    assert "Traceback" not in again.plain
    assert done(survey, "go 2\n")[-4] == "Segment 2 of 4. P2, driver. Seen."


def test_textual_is_never_imported(survey: Desk) -> None:
    program = (
        "import sys\nfrom qualcode.cli.main import main\n"
        "code = main(sys.argv[1:])\n"
        "print(code, *sorted(sys.modules), file=sys.stderr)\n"
    )
    script = '?\ncodes\nc money\nc off on "soup"\nz word\nj\nfind heater\ndef office\ntexts\nu\n'
    ended = subprocess.run(
        [sys.executable, "-c", program, "-C", str(survey.folder), "--as", "cy", "code", "--plain",
         *QUESTION],
        input=script, capture_output=True, text=True, env=environment(), check=True,
    )  # fmt: skip
    code, *modules = ended.stderr.split()
    assert code == "0"
    assert not {"textual", "numpy", "scipy", "openpyxl", "lxml"} & {*modules}


@pytest.mark.parametrize("more", [("--deck",), ("--at", "9"), ("P1",), ("--at", "2", "nobody")])
def test_what_does_not_go_together_is_told(survey: Desk, more: tuple[str, ...]) -> None:
    answer = plain(survey, "c money\n", *QUESTION, *more)
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("qualcode: ")


def test_commands_are_called_as_on_the_screen() -> None:
    shared = [one for one in commands.COMMANDS if one.id in CODING.by_id]
    assert len(shared) > 15
    assert all(one.description == CODING.by_id[one.id].description for one in shared)
    typed = [word for one in commands.COMMANDS for word in one.words]
    assert len(typed) == len({*typed})
    told = commands.help_lines()
    assert len(told) == len(commands.COMMANDS) + 1
    assert all(line.isprintable() for line in told)
    for one in commands.COMMANDS:
        for word in one.words:
            assert commands.find(word) is one
    with pytest.raises(QualcodeError):
        commands.read("nonsense")


def test_every_command_does_something(survey: Desk) -> None:
    with open_study(survey.folder, "cy") as study:
        place = Place(study, study.desk.question_page(QUESTION[1]))
        verbs = {**Moving(place).verbs(), **Marking(place).verbs()}
    own = {"help", "quit", "texts", "open"}
    assert {one.id for one in commands.COMMANDS} == verbs.keys() | own
