"""A coder in a browser: a passage is coded there and is in the study; nothing is left behind."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pyte
import pytest

from qualcode.study import open_study
from tests.serve.visiting import Address, alive, gone, window
from tests.support.cli import call, command, environment
from tests.tui.sitting import make_study, quotations
from tests.tui.terminal import Terminal

ROWS = ".xterm-rows"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a study with a survey and an interview."""
    make_study(tmp_path / "winter")
    return tmp_path / "winter"


@dataclass(frozen=True)
class Served(Address):
    """`qualcode serve` in a process of its own."""

    process: subprocess.Popen[str]

    @property
    def children(self) -> list[int]:
        """The processes that it has started."""
        own = self.process.pid
        told = Path(f"/proc/{own}/task").glob("*/children")
        return [int(one) for path in told for one in path.read_text().split()]


@contextmanager
def serving(folder: Path, *, deaf: bool = False) -> Iterator[Served]:
    """Run `qualcode serve` until the test is over; deaf as under nohup."""

    def prepare() -> None:
        if deaf:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = subprocess.Popen(
        command("-C", folder, "--as", "anna", "serve", "--question", "what-helped"),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,
    )
    assert process.stdout is not None
    try:
        yield Served(process.stdout.readline().strip(), process)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("deaf", [False, True], ids=["plain", "nohup"])
@pytest.mark.parametrize("shown", ["", "They brought soup"], ids=["starting", "running"])
async def test_killing_the_server_leaves_no_app(folder: Path, shown: str, deaf: bool) -> None:
    with serving(folder, deaf=deaf) as served:
        async with window(served, await served.enter()) as at:
            await (at.until(shown) if shown else started(served))
            (app,) = served.children
            assert alive(app)
            served.process.kill()
            await gone(app)


async def started(served: Served) -> None:
    """Wait until the app's process is there, whatever it does yet."""
    async with asyncio.timeout(30):
        while not served.children:
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_stopping_the_server_ends_the_app(folder: Path, ending: signal.Signals) -> None:
    with serving(folder) as served:
        async with window(served, await served.enter()) as at:
            await at.until("They brought soup")
            (app,) = served.children
            served.process.send_signal(ending)
            _, told = await asyncio.to_thread(served.process.communicate)
            assert not alive(app)
            assert (served.process.returncode, told.splitlines()[-1]) == (
                0,
                "Stopped; everything is saved.",
            )


async def test_a_memo_being_written_is_kept_when_the_server_stops(folder: Path) -> None:
    with serving(folder) as served:
        async with window(served, await served.enter()) as at:
            await at.until("They brought soup")
            await at.press("m")
            await at.until(lambda raw: "memo on P1" in screen(raw))
            await at.press("Soup matters")
            await at.until(lambda raw: "Soup matters" in screen(raw))
            served.process.send_signal(signal.SIGINT)
            await asyncio.to_thread(served.process.communicate)
    with open_study(folder, "anna") as study:
        assert [memo.text for memo in study.memos.all()] == ["Soup matters"]


def screen(raw: str) -> str:
    """Return what a terminal shows after all that it was sent."""
    shown = pyte.Screen(80, 24)
    pyte.Stream(shown).feed(raw)
    return "\n".join(shown.display)


def test_enter_gives_another_address(folder: Path) -> None:
    at = Terminal("-C", folder, "--as", "anna", "serve")
    first = at.until("Ctrl-C stops").count("http://127.0.0.1:")
    at.press("\r")
    at.until(lambda text: text.count("http://127.0.0.1:") == first + 1)
    at.press("\x03")
    at.until("Stopped; everything is saved.")
    assert at.end() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--question", "what-helpd"), "Did you mean 'what-helped'?"),
        (("talc",), "There is no source 'talc'. Did you mean 'talk'?"),
        (("talk", "--question", "what-helped"), "one of them"),
        (("--coder", "eve"), "There is no coder 'eve'."),
        (("--round", "first"), "There is no round 'first'"),
        (("--port", "65536"), "There is no port 65536"),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_served(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    answer = call("-C", folder, "--as", "anna", "serve", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with serving(folder) as served:
        port = served.host.partition(":")[2]
        answer = call("-C", folder, "--as", "anna", "serve", "--port", port)
    assert (answer.code, answer.out) == (1, "")
    assert f"Port {port} cannot be used" in answer.err
    assert answer.err.count("\n") == 1


def test_without_the_package_it_says_what_to_install(folder: Path) -> None:
    with patch.dict(sys.modules, {"websockets": None}):
        answer = call("-C", folder, "--as", "anna", "serve")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "qualcode: The browser needs one more package: pip install 'qualcode[serve]'.\n"
    )


@pytest.fixture
def chromium(capfd: pytest.CaptureFixture[str]) -> str:
    """Give the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = "No Chromium is installed, so nothing was coded in a browser."
        with capfd.disabled():
            print(f"\nSKIPPED: {reason}")
        pytest.skip(reason)
    return found


def test_a_passage_coded_in_the_browser_is_in_the_study(folder: Path, chromium: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    with serving(folder) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_context(viewport={"width": 1200, "height": 760}).new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.on("requestfailed", lambda one: wrong.append(one.url))
        page.on("console", lambda one: wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))

        page.goto(served.address)
        expect(page.locator(ROWS)).to_contain_text("They brought soup", timeout=30_000)
        assert page.url == f"{served.origin}{served.inside}"
        last = page.locator(f"{ROWS} > div").last.bounding_box()
        assert last is not None
        assert 700 < last["y"] + last["height"] <= 760
        for key in "wvw1":
            page.keyboard.press(key)
        expect(page.locator(ROWS)).to_contain_text("Neighbours put on P1", timeout=30_000)
        with open_study(folder, "anna") as study:
            assert quotations(study) == [("neighbours", "neighbours came")]

        page.reload()
        expect(page.locator(ROWS)).to_contain_text("Neighbours put on P1", timeout=30_000)
        second = page.context.new_page()
        second.goto(page.url)
        expect(second.locator("#notice")).to_contain_text("open in another window")
        second.get_by_role("button", name="Take over here").click()
        expect(second.locator(ROWS)).to_contain_text("Neighbours put on P1", timeout=30_000)
        expect(page.locator("#notice")).to_contain_text("taken over by another window")
        second.keyboard.press("u")
        expect(second.locator(ROWS)).to_contain_text("undone", timeout=30_000)
        second.keyboard.press("Control+q")
        expect(second.locator("#notice")).to_contain_text("You have left qualcode")
        used = second.goto(served.address)
        assert used is not None
        assert used.status == 403
        browser.close()

        with open_study(folder, "anna") as study:
            assert quotations(study) == []
        assert wrong == []
        assert asked
        assert all(url.startswith(f"{served.origin}{served.inside}") for url in asked)
