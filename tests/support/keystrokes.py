"""What coding costs in strokes, here and elsewhere, and the tasks that it is counted on.

Hand motion is reckoned by the keystroke-level model (Card, Moran & Newell 1980): a key 0.28 s, a
click 1.3 s (point 1.1, press 0.2), a drag 2.4 s (point, press, point, release), and 0.4 s for each
move of a hand between mouse and keys. A chord such as Ctrl+N is two keys. Thinking is left out.

The peers' strokes were counted from their sources (qc 1.7.8, QualCoder, Taguette) and the makers'
help pages (NVivo, MAXQDA); each figure is the cheapest way that was found. Names are twelve letters
long, and three letters find a code among two hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEY, CLICK, DRAG, HAND = 0.28, 1.3, 2.4, 0.4


@dataclass(frozen=True, slots=True)
class Strokes:
    """How many keys, clicks and drags something takes."""

    keys: int = 0
    clicks: int = 0
    drags: int = 0

    @property
    def seconds(self) -> float:
        """Return the time that the hands need."""
        mouse = self.clicks or self.drags
        moved = HAND if mouse and self.keys else 0.0
        return KEY * self.keys + CLICK * self.clicks + DRAG * self.drags + moved

    def __str__(self) -> str:
        parts = [(self.drags, "D"), (self.clicks, "C"), (self.keys, "K")]
        return "+".join(f"{count if count > 1 else ''}{sign}" for count, sign in parts if count)


@dataclass(frozen=True, slots=True)
class Task:
    """Something coders do all day; `ours` are the keys, `before` what is pressed to be there."""

    name: str
    before: tuple[str, ...]
    ours: tuple[str, ...]
    gives: tuple[tuple[str, str], ...]
    peers: Mapping[str, Strokes | None]


def strokes_of(keys: Sequence[str]) -> Strokes:
    """Count keys as Textual names them; what is held down with another counts too."""
    return Strokes(sum(1 + key.count("+") if len(key) > 1 else 1 for key in keys))


NEW = "short nights"
WORD = len(NEW)
TASKS = (
    Task(
        "a frequent code on the next sentence",
        ("z", "s", "1"), ("j", "3"), (("c03", "second"),),
        {
            "qc": Strokes(3 + 8), "QualCoder": Strokes(2, drags=1), "Taguette": Strokes(6, drags=1),
            "NVivo": Strokes(clicks=1, drags=1), "MAXQDA": Strokes(2, drags=1),
        },
    ),
    Task(
        "the same, sentence after sentence (auto-advance)",
        ("z", "s", "A"), ("3",), (("c03", "first"),),
        {
            "qc": Strokes(3 + 8), "QualCoder": Strokes(2, drags=1), "Taguette": Strokes(6, drags=1),
            "NVivo": Strokes(clicks=1, drags=1), "MAXQDA": Strokes(2, drags=1),
        },
    ),
    Task(
        "the last code again",
        ("z", "s", "4", "j"), (".",), (("c04", "second"),),
        {
            "qc": Strokes(4), "QualCoder": Strokes(1, drags=1), "Taguette": Strokes(6, drags=1),
            "NVivo": Strokes(clicks=1, drags=1), "MAXQDA": Strokes(2, drags=1),
        },
    ),
    Task(
        "a rare code of 200",
        ("z", "s"), ("c", *"bou", "enter"), (("boundaries", "first"),),
        {
            "qc": Strokes(14), "QualCoder": Strokes(clicks=2, drags=1),
            "Taguette": Strokes(6, drags=1), "NVivo": Strokes(4, drags=1),
            "MAXQDA": Strokes(3, clicks=1, drags=1),
        },
    ),
    Task(
        "a frequent code on five words in the third sentence",
        (), (")", ")", "w", "v", "w", "w", "w", "w", "3"), (("c03", "phrase"),),
        {
            "qc": None, "QualCoder": Strokes(1, drags=1), "Taguette": Strokes(6, drags=1),
            "NVivo": Strokes(clicks=1, drags=1), "MAXQDA": Strokes(2, drags=1),
        },
    ),
    Task(
        "two codes on one sentence",
        ("z", "s"), ("3", "5"), (("c03", "first"), ("c05", "first")),
        {
            "qc": Strokes(3 + 8 + 1 + 8), "QualCoder": Strokes(clicks=2, drags=1),
            "Taguette": Strokes(10, drags=1), "NVivo": Strokes(clicks=2, drags=1),
            "MAXQDA": Strokes(4, drags=1),
        },
    ),
    Task(
        "a new code, put on at once",
        ("z", "s"), ("i", *(key if key != " " else "space" for key in NEW), "enter"),
        (("short-nights", "first"),),
        {
            "qc": Strokes(WORD + 3), "QualCoder": Strokes(WORD + 2, drags=1),
            "Taguette": Strokes(WORD + 3, clicks=1, drags=1), "NVivo": Strokes(WORD + 1, drags=1),
            "MAXQDA": Strokes(WORD + 1, clicks=2, drags=1),
        },
    ),
    Task(
        "take a suggestion",
        ("] s",), ("a",), (("c07", "second"),),
        {"qc": None, "QualCoder": None, "Taguette": None, "NVivo": None, "MAXQDA": None},
    ),
    Task(
        "move the end of a coding by a word",
        ("v", "w", "1"), ("e", "w", "enter"), (("c01", "longer"),),
        {
            "qc": None, "QualCoder": Strokes(10, clicks=1), "Taguette": Strokes(6, drags=1),
            "NVivo": Strokes(clicks=1, drags=1), "MAXQDA": Strokes(drags=1),
        },
    ),
)  # fmt: skip
"""The nine tasks; in the first three the hands are where the task before left them."""
