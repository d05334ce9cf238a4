"""Visits a server as browsers and strangers do: each header is written out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from qualcode.serve.room import Room
from qualcode.serve.server import Server

APP = r"""
import os, signal, sys, termios, tty
tty.setraw(0)
say = lambda words: os.write(1, words.encode() + b"\r\n")
def resized(*_):
    say("size %dx%d" % tuple(os.get_terminal_size(0)))
signal.signal(signal.SIGWINCH, resized)
os.write(1, b"\x1b[?1049h\x1b[?1000;1006h")
say(f"here {os.getpid()}")
resized()
while key := os.read(0, 1):
    if key == b"\x11":
        break
    if key == b"x":
        sys.exit("broken")
    if key == b"f":
        os.write(1, b"." * 4_000_000 + b"end")
    else:
        say(f"key {key.decode(errors='replace')}")
say("bye")
"""
"""An app that tells its process, its size and the keys that it got; Ctrl-Q ends it."""

STUBBORN = r"""
import os, signal, time, tty
tty.setraw(0)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, f"here {os.getpid()}\r\n".encode())
while True:
    time.sleep(1)
"""
"""An app that hears nothing."""

LEAVE = b"\x11"


def command(app: str) -> list[str]:
    """Return the command of an app."""
    return [sys.executable, "-S", "-c", app]


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Address:
    """A server as one knows it who has been given the address."""

    address: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        """The path of the first address."""
        return urlsplit(self.address).path

    @property
    def inside(self) -> str:
        """The path that everything lies under."""
        return self.path.rpartition("/")[0] + "/"

    async def get(self, path: str, *headers: str, host: str = "", method: str = "GET") -> Reply:
        """Ask for a path."""
        return await ask(self.host, path, f"Host: {host or self.host}", *headers, method=method)

    async def enter(self) -> str:
        """Use the address; return the cookie as a header."""
        reply = await self.get(self.path)
        assert reply.status == 200
        return f"Cookie: {reply.headers['set-cookie'].partition(';')[0]}"

    def line(self, cookie: str, *, origin: str = "") -> connect:
        """Return the WebSocket of a window."""
        name, _, value = cookie.partition(": ")
        return connect(
            f"ws://{self.host}{self.inside}keys",
            additional_headers={name: value},
            origin=origin or self.origin,
            compression=None,
            proxy=None,
        )


@dataclass(frozen=True)
class Place(Address):
    """A server in this process, and the address that it gave out."""

    server: Server
    room: Room


async def ask(address: str, path: str, *headers: str, method: str = "GET") -> Reply:
    """Send one request and read the whole answer."""
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write("\r\n".join([f"{method} {path} HTTP/1.1", *headers, "", ""]).encode("latin-1"))
    await writer.drain()
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
        length = int(told.get("content-length", 0))
        body = await asyncio.wait_for(reader.readexactly(length), 20)
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    return Reply(int(first.split()[1]), told, body.decode())


@asynccontextmanager
async def serving(app: str = APP, grace: float = 60.0) -> AsyncIterator[Place]:
    """Serve an app on a free port."""
    room = Room(command(app), LEAVE, grace)
    server = Server(room)
    await server.start(0)
    try:
        yield Place(server.new_address(), server, room)
    finally:
        await server.stop()


class Looking:
    """A window: what it has been shown, and why it was closed."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.shown = ""

    async def hello(self, columns: int = 80, rows: int = 24, *, take: bool = False) -> None:
        await self.line.send(json.dumps({"columns": columns, "rows": rows, "take": take}))

    async def press(self, keys: str) -> None:
        await self.line.send(keys.encode())

    async def until(self, is_there: str | Callable[[str], bool]) -> str:
        """Read until words are shown."""
        there = is_there if callable(is_there) else lambda text: is_there in text
        async with asyncio.timeout(30):
            while not there(self.shown):
                piece = await self.line.recv()
                assert isinstance(piece, bytes)
                self.shown += piece.decode(errors="replace")
        return self.shown

    async def closed(self) -> int:
        """Read until the window is closed; return why."""
        async with asyncio.timeout(30):
            with suppress(ConnectionClosed):
                while True:
                    piece = await self.line.recv()
                    self.shown += bytes(piece).decode(errors="replace")
        assert self.line.close_code is not None
        return self.line.close_code


@asynccontextmanager
async def window(place: Address, cookie: str, *, take: bool = False) -> AsyncIterator[Looking]:
    """Open a window and say hello."""
    async with place.line(cookie) as line:
        looking = Looking(line)
        await looking.hello(take=take)
        yield looking


def alive(process: int) -> bool:
    """Say whether a process is there and has not ended."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def gone(process: int) -> None:
    """Wait until a process is gone."""
    async with asyncio.timeout(30):
        while alive(process):
            await asyncio.sleep(0.05)
