"""How fast the coding screen opens and answers, at a real terminal, on studies of three sizes.

Run: python -m tests.benchmarks.coding_screen [words ...]. Every figure is printed beside its bar;
nothing is asserted, since a busy machine slows all of it. `net` is without the time that a process
was ready and had no core. What must hold on any machine is in tests/tui/test_costs.py.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.support.frames import Answer, FramedTerminal
from tests.support.large_studies import CODER, SOURCE, large_study
from tests.support.timing import fsync_seconds

SIZES = {10_000: 500, 100_000: 5_000, 1_000_000: 50_000}
WINDOW = (120, 40)
OPENINGS, PRESSES, SESSION = 5, 60, 2_000

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("nothing but this")
Bare().run()
"""

TEXT_AREA = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        text = Path(sys.argv[1]).read_text(encoding="utf-8")
        yield TextArea(text, read_only=True, soft_wrap=True)
Bare().run()
"""

PAGE_DOWN, PAGE_UP, WORD_MORE, DOWN, RIGHT = "\x1b[6~", "\x1b[5~", "\x1b[1;2C", "\x1b[B", "\x1b[C"

MOVES: Mapping[str, tuple[str, ...]] = {
    "next character l": ("l",),
    "next word w": ("w",),
    "next sentence )": (")",),
    "next segment j": ("j",),
    "segment before k": ("k",),
    "page down": (PAGE_DOWN,),
    "page up": (PAGE_UP,),
    "select a word more": (WORD_MORE,),
    "to the end G": ("g", "g", "G"),
    "to the start gg": ("G", "g", "g"),
}
DEEDS: Mapping[str, tuple[str, ...]] = {
    "put on a code 1": ("j", "1"),
    "take it off d": ("j", "2", "d"),
    "again .": ("j", "."),
    "done D": ("D",),
    "undo u": ("j", "3", "u"),
}
MOVE_BAR, DEED_BAR, PAUSE_BAR = 12.0, 16.0, 30.0


def command(folder: Path) -> list[str]:
    """Return the command that opens a study's transcript."""
    words = ["-m", "qualcode", "-C", str(folder), "code", SOURCE, "--coder", CODER]
    return [sys.executable, *words]


def opened(order: Sequence[str], cache: Path) -> FramedTerminal:
    """Start a program at a terminal; compiled modules are kept in `cache`."""
    environment = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "HOME": str(cache),
        "PATH": os.environ["PATH"],
        "TEXTUAL_ANIMATIONS": "none",
        "PYTHONPYCACHEPREFIX": str(cache),
    }
    return FramedTerminal(order, environment, WINDOW)


def cold_openings(orders: Mapping[str, tuple[list[str], str]], cache: Path) -> None:
    """Print how long programs take to their first words, run in turn."""
    walls: dict[str, list[float]] = {name: [] for name in orders}
    nets: dict[str, list[float]] = {name: [] for name in orders}
    memory = {}
    for _ in range(OPENINGS + 1):
        for name, (order, words) in orders.items():
            terminal = opened(order, cache)
            walls[name].append(terminal.until(words) * 1000)
            _, waited = terminal.spent()
            nets[name].append(walls[name][-1] - waited * 1000)
            terminal.rest(0.7)
            memory[name] = terminal.memory()
            terminal.kill()
    floor = min(walls["bare Textual"][1:])
    for name in orders:
        # The first run compiles.
        least, middle = min(walls[name][1:]), median(walls[name][1:])
        bar = "" if name == "bare Textual" else f"  (at most 500 and {floor + 250:.0f})"
        print(
            f"  open {name:<24} least {least:6.0f} ms  median {middle:6.0f}  "
            f"net {min(nets[name][1:]):6.0f}{bar}  {memory[name]:5.0f} MB"
        )


def figures(name: str, answers: Sequence[Answer], bar: float) -> float:
    """Print what one key costs; return its median time on a core in milliseconds."""
    walls = sorted(answer.wall * 1000 for answer in answers)
    nets = sorted((answer.wall - answer.waited) * 1000 for answer in answers)
    cpu = median(answer.cpu * 1000 for answer in answers)
    frames = sum(answer.frames for answer in answers) / len(answers)
    size = median(answer.size for answer in answers) / 1000
    print(
        f"  {name:<20} p50 {_at(walls, 0.5):6.1f}  p95 {_at(walls, 0.95):6.1f}  "
        f"p99 {_at(walls, 0.99):6.1f}  net p95 {_at(nets, 0.95):6.1f} (at most {bar:.1f})  "
        f"cpu {cpu:5.1f}  frames {frames:.2f}  {size:5.1f} kB"
    )
    return cpu


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def pressed(terminal: FramedTerminal, keys: Sequence[str], times: int) -> list[Answer]:
    """Press keys some times; the last of them is timed."""
    answers = []
    for _ in range(times):
        for key in keys[:-1]:
            terminal.press(key)
            terminal.rest(0.03)
        answers.append(terminal.key(keys[-1]))
    return answers


def session(terminal: FramedTerminal, presses: int, seed: int = 1) -> None:
    """Print the longest answer of a long mixed session at an uneven pace, and the memory after."""
    chance = random.Random(seed)
    keys = [key for way in MOVES.values() for key in way if key != "g"] + ["1", "2", "u", "D"]
    longest: list[tuple[float, float, str]] = []
    for _ in range(presses):
        key = chance.choice(keys)
        answer = terminal.key(key, after=chance.uniform(0.005, 0.06))
        longest.append(((answer.wall - answer.waited) * 1000, answer.wall * 1000, key))
        if key == WORD_MORE:
            terminal.press("\x1b")
            terminal.rest(0.12)
    longest.sort(reverse=True)
    over = sum(net > PAUSE_BAR for net, _, _ in longest)
    worst = ", ".join(f"{net:.1f} (wall {wall:.0f}, {key!r})" for net, wall, key in longest[:3])
    print(f"  {presses} mixed keys        longest net {worst}; {over} over {PAUSE_BAR:.0f} ms")
    terminal.quiet(4.0)
    print(f"  memory then         {terminal.memory():.0f} MB (at most 140)")


def measured(folder: Path, words: int, cache: Path) -> dict[str, float]:
    """Print all figures of one study; return the median time on a core of each key."""
    text = (folder / f"{SOURCE}.txt").read_text(encoding="utf-8")
    first = " ".join(text.split(":", 1)[1].split()[:2])
    area = ([sys.executable, "-c", TEXT_AREA, str(folder / f"{SOURCE}.txt")], first)
    ours = (command(folder), first[1:])
    bare = ([sys.executable, "-c", BARE], "nothing but this")
    cold_openings({"bare Textual": bare, "qualcode code": ours, "TextArea": area}, cache)
    terminal = opened(ours[0], cache)
    terminal.until(ours[1])
    terminal.quiet(1.5)
    print(f"  memory after open   {terminal.memory():.0f} MB (at most 120)")
    costs = {}
    for name, keys in MOVES.items():
        costs[name] = figures(name, pressed(terminal, keys, PRESSES), MOVE_BAR)
        terminal.press("\x1b")
        terminal.quiet(0.3)
    sync = fsync_seconds(folder) * 1000
    for name, keys in DEEDS.items():
        costs[name] = figures(name, pressed(terminal, keys, PRESSES // 2), MOVE_BAR + sync)
    print(f"  one fsync           {sync:.1f} ms (deeds at most {DEED_BAR:.0f} under load)")
    session(terminal, SESSION)
    terminal.kill()
    text_area(area, cache, 5 if words > 500_000 else 20)
    return costs


def text_area(area: tuple[list[str], str], cache: Path, times: int) -> None:
    """Print what the same moves cost in Textual's own text area on the same text."""
    terminal = opened(area[0], cache)
    terminal.until(area[1])
    terminal.rest(2.0)
    for name, key in {"right": RIGHT, "down": DOWN, "page down": PAGE_DOWN}.items():
        figures(f"TextArea {name}", pressed(terminal, (key,), times), MOVE_BAR)
    terminal.kill()


def studies(home: Path, sizes: Sequence[int]) -> Iterator[tuple[int, Path]]:
    """Make the studies one by one."""
    for words in sizes:
        yield words, large_study(home / str(words), words, SIZES[words])


def main(sizes: Sequence[int] = ()) -> int:
    """Measure studies of some sizes (words), or all three."""
    asked = list(sizes) or list(SIZES)
    costs: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words, study in studies(home, asked):
            print(f"\n{words:,} words, {SIZES[words]:,} codings, {WINDOW[0]}x{WINDOW[1]}")
            costs[words] = measured(study, words, home / "cache")
    if len(costs) > 1:
        small, large = costs[min(costs)], costs[max(costs)]
        print("\nTime on a core, largest to smallest (at most 1.3)")
        for name, cost in large.items():
            print(f"  {name:<20} {cost / small[name]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]]))
