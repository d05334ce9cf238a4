"""Who may come in: the rules for a request, decided before anything is shown or started.

A page on the internet can send requests to this machine through the browser of its visitor, and so
can other people's programs on the same machine. So each request must name this very address, come
from this very page, and carry a secret that only the terminal showed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from hmac import compare_digest

LOOPBACK = "127.0.0.1"
"""The only address that is ever listened on; it cannot be reached from another machine."""

COOKIE = "qualcode"
SOCKET = "keys"


class Way(Enum):
    """Where a request leads."""

    ENTRY = "the page, with the cookie"
    PAGE = "the page"
    FILE = "a file of the page"
    SOCKET = "the app itself"
    NOWHERE = "nothing is there"
    REFUSED = "not for this one"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a request leads; `words` are the file's name, or why it is refused."""

    way: Way
    words: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a request says of itself; `header` gives all values of a header."""

    method: str
    path: str
    header: Callable[[str], Sequence[str]]


class Door:
    """The rules of one server on one port, with its secrets.

    Everything lies under a path that nobody can guess. A browser sends a cookie to every port of a
    machine; so told, it sends this one to no other server there.
    """

    def __init__(self, port: int) -> None:
        self.host = f"{LOOPBACK}:{port}"
        self.origin = f"http://{self.host}"
        self.room = f"/{secrets.token_urlsafe(9)}/"
        self._cookie = secrets.token_urlsafe(24)
        self._token: str | None = None
        self._used: set[str] = set()

    def new_address(self) -> str:
        """Return an address that lets one browser in, once; an earlier one not used is void."""
        if self._token is not None:
            self._used.add(self._token)
        self._token = secrets.token_urlsafe(24)
        return f"{self.origin}{self.room}{self._token}"

    @property
    def cookie(self) -> str:
        """Return the header that lets a browser come back."""
        return f"{COOKIE}={self._cookie}; Path={self.room}; HttpOnly; SameSite=Strict"

    def judge(self, visit: Visit) -> Verdict:
        """Say where a request leads; one without the secret learns nothing, not even what is here.

        The token of an address is void as soon as it has let somebody in.
        """
        if list(visit.header("Host")) != [self.host]:
            return Verdict(Way.REFUSED, "Open the address that `qualcode serve` printed.")
        origins = list(visit.header("Origin"))
        if visit.method != "GET" or (origins and origins != [self.origin]):
            return Verdict(Way.REFUSED, "Another page asks; only the page itself may.")
        name = visit.path.removeprefix(self.room) if visit.path.startswith(self.room) else None
        if name and self._is_token(name):
            return Verdict(Way.ENTRY)
        if not self._knows(visit.header("Cookie")):
            return Verdict(Way.REFUSED, self._why(name))
        return self._inside(name, bool(origins))

    def _is_token(self, name: str) -> bool:
        if self._token is None or not compare_digest(name.encode(), self._token.encode()):
            return False
        self._used.add(self._token)
        self._token = None
        return True

    def _knows(self, cookies: Sequence[str]) -> bool:
        given = [one.strip().partition("=") for line in cookies for one in line.split(";")]
        mine = [value for name, _, value in given if name == COOKIE]
        return len(mine) == 1 and compare_digest(mine[0].encode(), self._cookie.encode())

    def _why(self, name: str | None) -> str:
        if name in self._used:
            return (
                "This address has let a browser in already, and works once. "
                "Press Enter where `qualcode serve` runs for a new one."
            )
        return "Open the address that `qualcode serve` printed."

    def _inside(self, name: str | None, says_origin: bool) -> Verdict:
        if name is None or name in self._used:
            return Verdict(Way.REFUSED, self._why(name))
        if name == "":
            return Verdict(Way.PAGE)
        if name == SOCKET:
            if says_origin:
                return Verdict(Way.SOCKET)
            return Verdict(Way.REFUSED, "Another page asks; only the page itself may.")
        return Verdict(Way.FILE, name)
