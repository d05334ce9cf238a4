"""The server: the only module that listens on a port, and that on this machine alone."""

from __future__ import annotations

import asyncio
import logging

from websockets.asyncio.server import Server as Listening
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from qualcode.serve.door import LOOPBACK, Door, Verdict, Visit, Way
from qualcode.serve.page import File, file, headers, page
from qualcode.serve.room import Room
from qualcode.serve.window import Hello

_LARGEST_MESSAGE = 1 << 16
_HELLO_WITHIN = 10.0
_OK, _FORBIDDEN, _NOT_FOUND = (200, "OK"), (403, "Forbidden"), (404, "Not Found")


class Server:
    """Listens on one port of the loopback address and lets in who holds the secret."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._listening: Listening | None = None
        self._door = Door(0)

    async def start(self, port: int) -> None:
        """Listen on a port; 0 takes a free one.

        Raises:
            OSError: if the port is taken or may not be used.
        """
        logger = logging.getLogger(__name__)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        self._listening = await serve(
            self._receive,
            LOOPBACK,
            port,
            process_request=self._answer,
            process_response=self._add_headers,
            compression=None,
            server_header=None,
            max_size=_LARGEST_MESSAGE,
            close_timeout=2,
            logger=logger,
            start_serving=False,
        )
        self._door = Door(self._listening.sockets[0].getsockname()[1])
        await self._listening.start_serving()

    def new_address(self) -> str:
        """Return an address that lets one browser in, once."""
        return self._door.new_address()

    async def stop(self) -> None:
        """Close all windows and end the app; return when its process is gone."""
        if self._listening is not None:
            self._listening.close()
            await self._listening.wait_closed()
        await self._room.end()

    def _answer(self, _: ServerConnection, request: Request) -> Response | None:
        visit = Visit(request.method, request.path, request.headers.get_all)
        verdict = self._door.judge(visit)
        return None if verdict.way is Way.SOCKET else self._response(verdict)

    def _response(self, verdict: Verdict) -> Response:
        if verdict.way is Way.REFUSED:
            return _plain(_FORBIDDEN, verdict.words)
        found = file(verdict.words) if verdict.way is Way.FILE else page()
        if found is None:
            return _plain(_NOT_FOUND, "There is nothing here.")
        response = _sent(_OK, found)
        if verdict.way is Way.ENTRY:
            response.headers["Set-Cookie"] = self._door.cookie
        return response

    def _add_headers(self, _: ServerConnection, __: Request, response: Response) -> None:
        for name, value in headers(self._door.host).items():
            response.headers[name] = value

    async def _receive(self, connection: ServerConnection) -> None:
        try:
            hello = Hello.read(await asyncio.wait_for(connection.recv(), _HELLO_WITHIN))
        except (ConnectionClosed, TimeoutError):
            return
        if hello is not None:
            await self._room.receive(connection, hello)


def _plain(status: tuple[int, str], words: str) -> Response:
    return _sent(status, File("text/plain; charset=utf-8", f"{words}\n".encode()))


def _sent(status: tuple[int, str], found: File) -> Response:
    told = Headers(
        {
            "Content-Type": found.kind,
            "Content-Length": str(len(found.content)),
            "Connection": "close",
        }
    )
    return Response(*status, told, found.content)
