"""Who may come in: the rules alone, without a server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.serve.door import COOKIE, Door, Verdict, Visit, Way

PORT = 4711


def judged(door: Door, path: str, *, method: str = "GET", **headers: list[str] | str) -> Verdict:
    told = {"Host": door.host} | headers
    values = {name: [one] if isinstance(one, str) else one for name, one in told.items()}
    return door.judge(Visit(method, path, lambda name: values.get(name, [])))


def path_of(door: Door) -> str:
    return door.new_address().removeprefix(door.origin)


def cookie_of(door: Door) -> str:
    return door.cookie.partition(";")[0]


def test_an_address_lets_in_once() -> None:
    door = Door(PORT)
    first = path_of(door)
    assert judged(door, first).way is Way.ENTRY
    again = judged(door, first)
    assert again.way is Way.REFUSED
    assert "works once" in again.words
    assert judged(door, first, Cookie=cookie_of(door)).way is Way.REFUSED


def test_a_new_address_voids_the_one_before() -> None:
    door = Door(PORT)
    first, second = path_of(door), path_of(door)
    assert judged(door, first).way is Way.REFUSED
    assert judged(door, second).way is Way.ENTRY


def test_a_foreign_asker_does_not_use_the_address_up() -> None:
    door = Door(PORT)
    first = path_of(door)
    assert judged(door, first, Host="evil.example:4711").way is Way.REFUSED
    assert judged(door, first, Origin="https://evil.example").way is Way.REFUSED
    assert judged(door, first, method="HEAD").way is Way.REFUSED
    assert judged(door, first, method="POST").way is Way.REFUSED
    assert judged(door, first).way is Way.ENTRY


def test_the_cookie_opens_the_page_its_files_and_the_app() -> None:
    door = Door(PORT)
    cookie = cookie_of(door)
    assert judged(door, door.room, Cookie=cookie).way is Way.PAGE
    assert judged(door, f"{door.room}window.js", Cookie=cookie) == Verdict(Way.FILE, "window.js")
    among = f"other=1; {cookie}; another=2"
    own = judged(door, f"{door.room}keys", Cookie=among, Origin=door.origin)
    assert own.way is Way.SOCKET


def test_the_cookie_is_for_this_room_only() -> None:
    door, other = Door(PORT), Door(PORT)
    assert f"Path={door.room};" in door.cookie
    assert "HttpOnly" in door.cookie
    assert "SameSite=Strict" in door.cookie
    assert judged(door, door.room, Cookie=cookie_of(other)).way is Way.REFUSED
    assert judged(door, other.room, Cookie=cookie_of(door)).way is Way.REFUSED
    assert judged(door, "/", Cookie=cookie_of(door)).way is Way.REFUSED


def test_the_app_is_opened_by_its_own_page_only() -> None:
    door = Door(PORT)
    keys, cookie = f"{door.room}keys", cookie_of(door)
    for origin in ([], ["null"], ["https://evil.example"], ["http://localhost:4711"],
                   ["http://127.0.0.1"], ["http://127.0.0.1:4712"], ["https://127.0.0.1:4711"],
                   [door.origin, "https://evil.example"]):  # fmt: skip
        assert judged(door, keys, Cookie=cookie, Origin=origin).way is Way.REFUSED, origin


def test_two_cookies_of_the_name_are_none() -> None:
    door = Door(PORT)
    both = f"{cookie_of(door)}; {COOKIE}=x"
    assert judged(door, door.room, Cookie=both).way is Way.REFUSED
    assert judged(door, door.room, Cookie=[cookie_of(door), f"{COOKIE}=x"]).way is Way.REFUSED


@given(host=st.text(max_size=40) | st.sampled_from(["localhost:4711", "127.0.0.1", "[::1]:4711"]))
def test_every_other_host_is_refused(host: str) -> None:
    door = Door(PORT)
    for path in (path_of(door), door.room, "/"):
        refused = host == door.host or (
            judged(door, path, Host=host, Cookie=cookie_of(door)).way is Way.REFUSED
        )
        assert refused
    assert judged(door, door.room, Host=[], Cookie=cookie_of(door)).way is Way.REFUSED
    assert judged(door, door.room, Host=[door.host] * 2).way is Way.REFUSED


@given(path=st.text(max_size=60), cookie=st.text(max_size=60))
def test_nobody_without_a_secret_comes_in(path: str, cookie: str) -> None:
    door = Door(PORT)
    door.new_address()
    for asked in (path, f"/{path}", f"{door.room}{path}", door.room):
        assert judged(door, asked, Cookie=f"{COOKIE}={cookie}").way is Way.REFUSED
        assert judged(door, asked, Cookie=cookie).way is Way.REFUSED
        assert judged(door, asked, Origin=door.origin).way is Way.REFUSED
