"""A day in the life of a coder, at a real terminal: 400 codings, second thoughts, a power cut.

What must be in the store is reckoned beside the screen, deed by deed, from the keys alone.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qualcode.domain.codebook import Code
from qualcode.domain.events import EventKind
from qualcode.study import create_study, open_study
from tests.tui.sitting import kept
from tests.tui.terminal import Terminal

ANSWERS, CODINGS, SEED = 260, 400, 7
CODES = ("Snow", "Wood", "Money", "Help", "Fear", "Roads", "School", "Night", "Hope")
WORDS = ("snow", "wood", "early", "nobody", "knew", "how", "long", "it", "would", "last", "[y]")
SIZES = ((80, 24), (140, 40), (74, 18), (112, 30))

Put = tuple[str, str]


@dataclass
class Day:
    """What the coder did, as a person would count it: (participant, code), newest last."""

    done: list[Put] = field(default_factory=list)
    undone: list[Put] = field(default_factory=list)

    def put(self, participant: str, code: str) -> None:
        """Count a coding."""
        self.done.append((participant, code))
        self.undone.clear()

    def undo(self) -> str:
        """Count an undo; return what the screen must say."""
        self.undone.append(self.done.pop())
        return f"undone: {self.undone[-1][1]} put on {self.undone[-1][0]}"

    def redo(self) -> str:
        """Count a redo; return what the screen must say."""
        self.done.append(self.undone.pop())
        return f"done again: {self.done[-1][1]} put on {self.done[-1][0]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a study with one open question and its answers."""
    chance = random.Random(SEED)
    with create_study(tmp_path / "winter", "Winter", "anna") as study:
        asked = ("what-happened",)
        study.catalogue.add_codes(Code(name.lower(), name, asked=asked) for name in CODES)
        theme = tmp_path / "answers.csv"
        with theme.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "what-happened"))
            for number in range(1, ANSWERS + 1):
                rows.writerow((f"P{number:03}", " ".join(chance.choices(WORDS, k=25)) + "."))
        study.import_files(theme, id_column="id", text_columns=("what-happened",))
    return tmp_path / "winter"


def sit_down(folder: Path, at: int) -> Terminal:
    """Open the answers at a segment, counted from 1."""
    words = ("-C", folder, "code", "--coder", "anna", "--question", "what-happened")
    screen = Terminal(*words, "--at", str(at))
    screen.until(f" {at}/{ANSWERS} ")
    screen.until("1▌Snow")
    return screen


def choices(chance: random.Random) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each participant with the digits of one or two codes."""
    for number in range(1, ANSWERS + 1):
        yield f"P{number:03}", tuple(sorted(chance.sample(range(1, 10), chance.choice((1, 2, 2)))))


def stored(folder: Path) -> list[Put]:
    """Return what the store holds of the day, oldest first."""
    names = {name.lower(): name for name in CODES}
    with open_study(folder, "anna") as study:
        assert study.check() == []
        page = study.desk.question_page("what-happened")
        whose = {one.segment.id: one.participant for one in page.entries}
        people = {key: who.name for key, who in whose.items() if who is not None}
        return [(people[one.segment], names[one.code]) for one in kept(study)]


def test_a_day_of_coding(folder: Path) -> None:
    chance, day = random.Random(SEED), Day()
    screen = sit_down(folder, 1)
    cut = CODINGS // 2
    for number, (participant, digits) in enumerate(choices(chance), 1):
        for digit in digits:
            screen.press(str(digit))
            day.put(participant, CODES[digit - 1])
            screen.until(f"{CODES[digit - 1]} put on {participant}")
        if number % 23 == 0:
            screen.resize(SIZES[number // 23 % len(SIZES)])
        if number % 17 == 0:
            second_thoughts(screen, day, chance.randint(1, 4), participant)
        if len(day.done) >= cut and cut < CODINGS:
            screen = power_cut(folder, screen, day, number)
            cut = CODINGS
        elif len(day.done) >= CODINGS:
            break
        screen.press("j")
    assert len(day.done) >= CODINGS
    evening(folder, screen, day)


def second_thoughts(screen: Terminal, day: Day, times: int, participant: str) -> None:
    """Take some deeds back and do them again, but for one; then come back to where one was."""
    for _ in range(times):
        said = day.undo()
        screen.press("u")
        screen.until(said)
    for _ in range(times - 1):
        said = day.redo()
        screen.press("\x12")
        screen.until(said)
    last = day.done[-1] if times > 1 else day.undone[-1]
    number = int(participant.removeprefix("P"))
    screen.press("j" * (number - int(last[0].removeprefix("P"))))
    screen.until(f" {number}/{ANSWERS} ")


def power_cut(folder: Path, screen: Terminal, day: Day, number: int) -> Terminal:
    """End the process while keys are on their way; all that the screen said must be there."""
    screen.press("j1j2j3")
    screen.kill()
    there = stored(folder)
    unsaid = [(f"P{number + 1 + at:03}", CODES[at]) for at in range(3)]
    assert there[: len(day.done)] == day.done
    assert there[len(day.done) :] == unsaid[: len(there) - len(day.done)]
    again = sit_down(folder, number)
    for _ in there[len(day.done) :]:
        again.press("u")
        again.until("undone: ")
        again.press("h")
        again.until(lambda text: "undone: " not in text)
    assert stored(folder) == day.done
    day.undone.clear()
    again.press("gg" + "j" * (number - 1))
    again.until(f" {number}/{ANSWERS} ")
    return again


def evening(folder: Path, screen: Terminal, day: Day) -> None:
    """Take back more than was done since the power cut, do half of it again, and leave."""
    for _ in range(230):
        said = day.undo()
        screen.press("u")
        screen.until(said)
    for _ in range(115):
        said = day.redo()
        screen.press("\x12")
        screen.until(said)
    screen.press("qq")
    assert screen.end() == 0, screen.raw[-3000:].decode()
    assert stored(folder) == day.done
    with open_study(folder, "anna") as study:
        told = [event for event in study.history.latest(None) if event.kind is EventKind.CODING]
    # Everything that ever happened is told, also what was taken back.
    assert len(told) > CODINGS + 230 + 115
