"""Seeded texts of any size: survey answers and transcripts that read like speech."""

from __future__ import annotations

import csv
import random
from pathlib import Path

_LINES = (
    "the of to and a in that it is was we they report reports transaction transactions money",
    "supplier tender bank customer account pattern indicator officer agency case cash company",
    "owner invoice price bid contract training time data quality feedback legal country border",
    "because often never sometimes usually when before after without with from about which who",
    "found looked asked said knew understood shared missing delayed incomplete useful vague",
    "détail naïve 2019 2020 €500 percent committee minister registry shell nominee",
)
_WORDS = [word for line in _LINES for word in line.split()]


def sentence(chance: random.Random, shortest: int = 6, longest: int = 22) -> str:
    """Return one sentence of made-up speech."""
    words = chance.choices(_WORDS, k=chance.randint(shortest, longest))
    return " ".join(words).capitalize() + chance.choice(".....?!")


def survey(path: Path, answers: int, seed: int = 1, questions: int = 2) -> Path:
    """Write a survey with so many respondents, each with open answers and two attributes."""
    chance = random.Random(seed)
    headers = [f"What stood in the way ({number})?" for number in range(1, questions + 1)]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "position", "region", *headers])
        for number in range(1, answers + 1):
            texts = [
                " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))
                for _ in range(questions)
            ]
            position = chance.choice(["analyst", "investigator", "prosecutor"])
            table.writerow([f"R{number:05}", position, chance.choice(["north", "south"]), *texts])
    return path


def transcript(path: Path, words: int, seed: int = 1) -> Path:
    """Write a transcript in turns of about 40 words, of about so many words."""
    chance = random.Random(seed)
    left = words
    with path.open("w", encoding="utf-8") as file:
        asking = True
        while left > 0:
            turn = " ".join(sentence(chance) for _ in range(chance.randint(1, 2 if asking else 5)))
            left -= len(turn.split())
            file.write(f"{'Interviewer' if asking else 'Respondent'}: {turn}\n\n")
            asking = not asking
    return path
