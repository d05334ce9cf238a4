"""The server on a real port: strangers are refused, each answer is guarded, nothing is left."""

from __future__ import annotations

import asyncio
import inspect
import os
import signal

import pytest
from websockets.exceptions import InvalidStatus

from qualcode.cli.serve_command import configure
from qualcode.serve.page import file_names, headers
from qualcode.serve.running import run
from qualcode.serve.server import Server
from tests.serve.visiting import STUBBORN, Place, alive, ask, gone, serving, window

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


def routes(place: Place) -> list[str]:
    inside = [f"{place.inside}{name}" for name in ("", "keys", "nothing", *file_names())]
    return ["/", "/favicon.ico", "/keys", *inside]


async def test_without_the_cookie_every_route_is_refused() -> None:
    async with serving() as place:
        for path in routes(place):
            for told in ((), (f"Origin: {place.origin}",), ("Cookie: qualcode=x",)):
                assert (await place.get(path, *told)).status == 403, path
                assert (await place.get(path, *told, *UPGRADE)).status == 403, path
        assert place.room.process is None


async def test_with_the_cookie_a_foreign_host_or_origin_is_refused() -> None:
    async with serving() as place:
        cookie = await place.enter()
        own = f"Origin: {place.origin}"
        for path in routes(place):
            for host in ("evil.example", f"evil.example:{place.host.partition(':')[2]}",
                         place.host.replace("127.0.0.1", "localhost")):  # fmt: skip
                assert (await place.get(path, cookie, own, *UPGRADE, host=host)).status == 403
            for origin in (
                "https://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
            ):
                told = cookie, f"Origin: {origin}"
                assert (await place.get(path, *told)).status == 403
                assert (await place.get(path, *told, *UPGRADE)).status == 403
        assert (await place.get(f"{place.inside}keys", cookie, *UPGRADE)).status == 403
        assert place.room.process is None


async def test_the_address_is_good_for_one_browser() -> None:
    async with serving() as place:
        first = await place.get(place.path)
        assert first.status == 200
        assert "HttpOnly" in first.headers["set-cookie"]
        assert "SameSite=Strict" in first.headers["set-cookie"]
        again = await place.get(place.path)
        assert again.status == 403
        assert "set-cookie" not in again.headers
        assert "works once" in again.body
        other = place.server.new_address().removeprefix(place.origin)
        assert (await place.get(other)).status == 200


async def test_every_answer_is_guarded() -> None:
    async with serving() as place:
        cookie = await place.enter()
        own = f"Origin: {place.origin}"
        wanted = {name.lower(): value for name, value in headers(place.host).items()}
        told = [await place.get(path) for path in routes(place)]
        told += [await place.get(path, cookie) for path in routes(place)]
        told += [await place.get(f"{place.inside}keys", cookie, own)]
        told += [await place.get(f"{place.inside}keys", cookie, own, *UPGRADE)]
        told += [await place.get(place.path, method=method) for method in ("HEAD", "POST")]
        assert {one.status for one in told} == {101, 200, 403, 404, 426}
        for one in told:
            assert {name: one.headers.get(name) for name in wanted} == wanted
            assert "server" not in one.headers


@pytest.mark.parametrize(
    "said", [b"\x00\xff\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\x16\x03\x01", b""]
)
async def test_noise_harms_nobody(said: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    async with serving() as place:
        _, writer = await asyncio.open_connection("127.0.0.1", int(place.host.partition(":")[2]))
        writer.write(said)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        await place.enter()
    assert capfd.readouterr() == ("", "")


async def test_only_this_machine_is_listened_to() -> None:
    async with serving() as place:
        listening = place.server._listening
        assert listening is not None
        assert [one.getsockname()[0] for one in listening.sockets] == ["127.0.0.1"]
        port = place.host.partition(":")[2]
        with pytest.raises(OSError, match=r"Connect|refused|Errno"):
            await ask(f"127.0.0.2:{port}", "/", f"Host: {place.host}")


def test_no_other_address_can_be_chosen() -> None:
    from argparse import ArgumentParser

    assert list(inspect.signature(Server.start).parameters) == ["self", "port"]
    assert list(inspect.signature(run).parameters) == ["command", "port", "farewell", "tell"]
    parser = ArgumentParser()
    configure(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--host", "0.0.0.0"])
    assert "--host" not in parser.format_help()


async def test_keys_go_in_and_pictures_come_out() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("size 80x24")
            await at.press("ä3")
            await at.until("key 3")
            await at.hello(100, 30)
            await at.until("size 100x30")


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{}", "null", '{"columns": "x", "rows": 3}', '{"columns": 1e999, "rows": 3}',
     "[" * 60_000, b"\xff\xfe"],
)  # fmt: skip
async def test_a_window_that_talks_nonsense_starts_nothing(said: str | bytes) -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with place.line(cookie) as line:
            await line.send(said)
            await line.wait_closed()
        assert place.room.process is None


async def test_sizes_are_kept_within_reason() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("size 80x24")
            await at.hello(10**9, -5)
            await at.until("size 1000x2")


async def test_a_second_window_is_told_and_may_take_over() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as first:
            await first.until("here")
            process = place.room.process
            async with window(place, cookie) as second:
                assert await second.closed() == 4001
                assert second.shown == ""
            await first.press("a")
            await first.until("key a")
            async with window(place, cookie, take=True) as third:
                await third.until("size 80x23\r\nsize 80x24")
                assert third.shown.startswith("\x1b[?1049h\x1b[?1000h\x1b[?1006h")
                assert await first.closed() == 4002
                await third.press("b")
                await third.until("key b")
                assert place.room.process == process


async def test_the_app_waits_for_a_window_that_comes_back() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as first:
            await first.until("here")
        process = place.room.process
        async with window(place, cookie) as again:
            await again.until("size 80x24")
            assert "here" not in again.shown
            assert place.room.process == process


async def test_an_app_that_nobody_comes_back_to_is_ended() -> None:
    async with serving(grace=0.1) as place:
        cookie = await place.enter()
        async with window(place, cookie) as first:
            await first.until("here")
            process = place.room.process
            assert process is not None
        await gone(process)
        async with window(place, cookie) as again:
            await again.until("here")
            assert place.room.process != process


async def test_leaving_the_app_closes_the_window_and_it_can_be_opened_again() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as first:
            await first.until("size")
            await first.press("\x11")
            assert await first.closed() == 4003
            assert first.shown.endswith("bye\r\n")
        async with window(place, cookie) as again:
            await again.until("here")


async def test_an_app_that_fails_says_so() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("size")
            await at.press("x")
            assert await at.closed() == 4004
            assert "broken" in at.shown


async def test_a_slow_window_gets_everything() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("size")
            await at.press("fz")
            await at.until("key z")
            assert at.shown.count(".") == 4_000_000


async def test_an_app_without_a_window_does_not_wait_for_one() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("size")
            await at.press("f")
        async with window(place, cookie) as again:
            await again.press("z")
            await again.until("key z")


@pytest.mark.parametrize("app", [None, STUBBORN], ids=["willing", "stubborn"])
async def test_stopping_the_server_ends_the_app(app: str | None) -> None:
    async with serving(**({"app": app} if app else {})) as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("here")
            process = place.room.process
            assert process is not None
            assert alive(process)
            await place.server.stop()
            assert not alive(process)
            assert await at.closed() == 1001


async def test_an_app_that_is_killed_can_be_opened_again() -> None:
    async with serving() as place:
        cookie = await place.enter()
        async with window(place, cookie) as at:
            await at.until("here")
            assert place.room.process is not None
            os.kill(place.room.process, signal.SIGKILL)
            assert await at.closed() == 4004
        async with window(place, cookie) as again:
            await again.until("here")


async def test_a_foreign_page_cannot_open_the_line() -> None:
    async with serving() as place:
        cookie = await place.enter()
        with pytest.raises(InvalidStatus, match="403"):
            async with place.line(cookie, origin="https://evil.example"):
                pass
