"""How fast the coding screen opens and answers, at a real terminal, on studies of three sizes.

Run: python -m tests.benchmarks.coding_screen [words ...]. Every figure is printed beside its bar,
and what misses it has a `!`; nothing is asserted, since a busy machine slows all of it. `net` is
without the time that a process was ready and had no core. What must hold on any machine is in
tests/tui/test_costs.py.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.support.frames import Answer, FramedTerminal
from tests.support.large_studies import CODER, SOURCE, large_study
from tests.support.timing import fsync_seconds

SIZES = {10_000: 500, 100_000: 5_000, 1_000_000: 50_000}
WIDE, NARROW = (120, 40), (80, 24)
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
ESC, ENTER = "\x1b", "\r"
WHEEL_DOWN, WHEEL_UP = 65, 64


def mouse(button: int, x: int, y: int, up: bool = False) -> str:
    """Return what a terminal sends for a mouse; cells count from 1, 32 more is a drag."""
    return f"\x1b[<{button};{x};{y}{'m' if up else 'M'}"


def click(x: int, y: int) -> str:
    """Return what a terminal sends for a click."""
    return mouse(0, x, y) + mouse(0, x, y, up=True)


class Way(NamedTuple):
    """Keys that are pressed before and after the one that is timed."""

    timed: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    scrolls: bool = False


MOVES: Mapping[str, Way] = {
    "next character l": Way("l"),
    "next word w": Way("w"),
    "next sentence )": Way(")", scrolls=True),
    "next segment j": Way("j", scrolls=True),
    "segment before k": Way("k", scrolls=True),
    "page down": Way(PAGE_DOWN, scrolls=True),
    "page up": Way(PAGE_UP, scrolls=True),
    "select a word more": Way(WORD_MORE, ("j", WORD_MORE), ("v",)),
    "to the end G": Way("G", ("g", "g"), scrolls=True),
    "to the start gg": Way("g", ("G", "g"), scrolls=True),
    "click": Way(click(62, 9), (click(60, 6),)),
    "drag on": Way(mouse(32, 66, 7), (mouse(0, 60, 6), mouse(32, 62, 6)), (mouse(0, 66, 7, True),)),
    "wheel down": Way(mouse(WHEEL_DOWN, 60, 9), scrolls=True),
    "wheel up": Way(mouse(WHEEL_UP, 60, 9), (mouse(WHEEL_DOWN, 60, 9),) * 2, scrolls=True),
    "a letter to find": Way("e", ("/", "t", "h"), (ENTER,)),
    "next found n": Way("n", scrolls=True),
}
DEEDS: Mapping[str, Way] = {
    "put on a code 1": Way("1", ("j",)),
    "take it off d": Way("d", ("j", "2")),
    "again .": Way(".", ("j",)),
    "done D": Way("D", scrolls=True),
    "undo u": Way("u", ("j", "3")),
    "undo again u": Way("u", ("j", "3", "u")),
}
KEYS = ("l", "w", ")", "j", "k", PAGE_DOWN, PAGE_UP, WORD_MORE, "G", "1", "2", "u", "D")
# At the end of the text some keys change nothing, which brings no frame to time: it is left again.
AFTERWARDS = {WORD_MORE: ESC, "G": "gg" + 9 * PAGE_DOWN}
MOVE_BAR, PAUSE_BAR = 12.0, 30.0
SCROLL_CPU_BAR, CPU_BAR, SIZE_BAR = 9.0, 5.0, 16.0


def command(folder: Path) -> list[str]:
    """Return the command that opens a study's transcript."""
    words = ["-m", "qualcode", "-C", str(folder), "code", SOURCE, "--coder", CODER]
    return [sys.executable, *words]


def opened(order: Sequence[str], cache: Path, window: tuple[int, int] = WIDE) -> FramedTerminal:
    """Start a program at a terminal of so many cells; compiled modules are kept in `cache`."""
    environment = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "HOME": str(cache),
        "PATH": os.environ["PATH"],
        "TEXTUAL_ANIMATIONS": "none",
        "PYTHONPYCACHEPREFIX": str(cache),
        # Nobody was here before, so that each text opens at its top.
        "QUALCODE_STATE": tempfile.mkdtemp(dir=cache.parent),
    }
    return FramedTerminal(order, environment, window)


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


def figures(name: str, answers: Sequence[Answer], bar: float, scrolls: bool = True) -> float:
    """Print what one key costs; return its median time on a core in milliseconds."""
    walls = sorted(answer.wall * 1000 for answer in answers)
    net = _at(sorted((answer.wall - answer.waited) * 1000 for answer in answers), 0.95)
    cpu = median(answer.cpu * 1000 for answer in answers)
    cpu_bar = SCROLL_CPU_BAR if scrolls else CPU_BAR
    frames = sum(answer.frames for answer in answers) / len(answers)
    size = median(answer.size / max(1, answer.frames) for answer in answers) / 1000
    print(
        f"  {name:<20} p50 {_at(walls, 0.5):6.1f}  p95 {_at(walls, 0.95):6.1f}  "
        f"p99 {_at(walls, 0.99):6.1f}  net p95 {net:6.1f}{_mark(net, bar)}  "
        f"cpu {cpu:5.1f}{_mark(cpu, cpu_bar)}  frames {frames:.2f}{_mark(frames, 1.0)}  "
        f"a frame {size:5.1f} kB{_mark(size, SIZE_BAR)}"
    )
    return cpu


def _mark(value: float, bar: float) -> str:
    return "!" if value > bar else " "


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def pressed(terminal: FramedTerminal, way: Way, times: int) -> list[Answer]:
    """Press keys some times and time the one that is to be timed."""
    answers = []
    for _ in range(times):
        for key in way.before:
            terminal.press(key)
            terminal.rest(0.03)
        # Where there is nothing more to select or to undo, a key changes nothing.
        with suppress(TimeoutError):
            answers.append(terminal.key(way.timed, seconds=0.5))
        for key in way.after:
            terminal.press(key)
            terminal.rest(0.03)
    return answers


def session(terminal: FramedTerminal, presses: int, seed: int = 1) -> None:
    """Print the longest answer of a long mixed session at an uneven pace, and the memory after."""
    chance = random.Random(seed)
    longest: list[tuple[float, float, str]] = []
    for _ in range(presses):
        key = chance.choice(KEYS)
        # Undo brings no frame where nothing is left to undo.
        with suppress(TimeoutError):
            answer = terminal.key(key, after=chance.uniform(0.005, 0.06), seconds=0.3)
            longest.append(((answer.wall - answer.waited) * 1000, answer.wall * 1000, key))
        if key in AFTERWARDS:
            terminal.press(AFTERWARDS[key])
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
    to_the_end_at_once(ours, cache)
    costs = {}
    for window in (NARROW, WIDE):
        print(f" {window[0]}x{window[1]}, net p95 of a move at most {MOVE_BAR:.0f} ms")
        terminal = opened(ours[0], cache, window)
        terminal.until(ours[1])
        terminal.idle()
        print(f"  memory after open   {terminal.memory():.0f} MB (at most 120)")
        costs |= {f"{name}, {window[0]}x{window[1]}": cost for name, cost in keys(terminal, folder)}
        if window == WIDE:
            session(terminal, SESSION)
        terminal.kill()
    text_area(area, cache, 5 if words > 500_000 else 20)
    return costs


def keys(terminal: FramedTerminal, folder: Path) -> Iterator[tuple[str, float]]:
    """Print what each key costs, and yield its median time on a core."""
    for name, way in MOVES.items():
        yield name, figures(name, pressed(terminal, way, PRESSES), MOVE_BAR, way.scrolls)
        terminal.press(ESC)
        terminal.quiet(0.3)
    sync = fsync_seconds(folder) * 1000
    print(f"  one fsync           {sync:.1f} ms (a deed at most {MOVE_BAR:.0f} and that)")
    for name, way in DEEDS.items():
        answers = pressed(terminal, way, PRESSES // 2)
        yield name, figures(name, answers, MOVE_BAR + sync, way.scrolls)


def to_the_end_at_once(ours: tuple[list[str], str], cache: Path) -> None:
    """Print how long the end of the text is away right after opening."""
    terminal = opened(ours[0], cache)
    terminal.until(ours[1])
    terminal.rest(0.1)
    answer = terminal.key("G")
    print(f"  G at once           {(answer.wall - answer.waited) * 1000:.0f} ms net")
    terminal.kill()


def text_area(area: tuple[list[str], str], cache: Path, times: int) -> None:
    """Print what the same moves cost in Textual's own text area on the same text."""
    terminal = opened(area[0], cache)
    terminal.until(area[1])
    terminal.rest(2.0)
    for name, key in {"right": RIGHT, "down": DOWN, "page down": PAGE_DOWN}.items():
        figures(f"TextArea {name}", pressed(terminal, Way(key), times), MOVE_BAR)
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
            print(f"\n{words:,} words, {SIZES[words]:,} codings")
            costs[words] = measured(study, words, home / "cache")
    if len(costs) > 1:
        small, large = costs[min(costs)], costs[max(costs)]
        print("\nTime on a core, largest to smallest (at most 1.3)")
        for name, cost in large.items():
            ratio = cost / small[name]
            print(f"  {name:<28} {small[name]:5.1f} {cost:5.1f} ms  {ratio:.2f}{_mark(ratio, 1.3)}")
    return 0


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]]))
