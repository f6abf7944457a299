"""Posts in the terminal and in files: what stands where, what cannot be written, and what is found again."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import resource
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from posting_contract import K1, K2, card

from adapters.terminal_posting import HERE, TerminalSender
from bot.sender import NotFindable, SendFailed, SendUnknown, Target, Trouble
from bot.texts import deliveries as texts

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def to(channel: str) -> Target:
    return Target(platform="terminal", channel=channel)


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def sender(screen: io.StringIO, tmp_path: Path) -> TerminalSender:
    return TerminalSender(screen, tmp_path, clock=lambda: NOON)


@pytest.mark.parametrize("target", [to(HERE), Target(platform="terminal", user=HERE)])
async def test_what_is_posted_in_the_terminal_is_shown_with_its_time(
    sender: TerminalSender, screen: io.StringIO, target: Target
) -> None:
    sent = await sender.send(target, card(), K1)
    assert screen.getvalue().startswith("\n── posted Tue 2026-11-24 12:00+00:00 ──\nA title\n")
    assert (sent.link, await sender.inspect(target)) == (None, ())
    with pytest.raises(NotFindable, match="cannot be read back"):
        await sender.find(target, K1, NOON)


async def test_colours_are_for_the_terminal_only(screen: io.StringIO, tmp_path: Path) -> None:
    sender = TerminalSender(screen, tmp_path, clock=lambda: NOON, colour=True)
    await sender.send(to(HERE), card(), K1)
    await sender.send(to("posts.txt"), card(), K2)
    assert "\x1b[" in screen.getvalue() and "\x1b" not in (tmp_path / "posts.txt").read_text("utf-8")


async def test_two_posts_into_one_file_stand_one_below_the_other(sender: TerminalSender, tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("what stood there\n", "utf-8")
    long = card(title="First", items=tuple(f"line {number} " + "words " * 30 for number in range(3000)))
    await asyncio.gather(sender.send(to("posts.txt"), long, K1), sender.send(to("posts.txt"), card(title="Second"), K2))
    text = (tmp_path / "posts.txt").read_text("utf-8")
    posts = text.split("── posted ")
    assert posts[0] == "what stood there\n" and len(posts) == 3
    first = next(post for post in posts if f"[{K1}]" in post)
    assert "line 2999" in first and "Second" not in first and len(first) > 400_000


@pytest.mark.parametrize("way", ["relative", "outside", "absolute"])
async def test_any_path_is_the_operators_own(screen: io.StringIO, tmp_path: Path, way: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    sender = TerminalSender(screen, folder, clock=lambda: NOON)
    named = {"relative": "posts.txt", "outside": "../posts.txt", "absolute": str(tmp_path / "posts.txt")}[way]
    sent = await sender.send(to(named), card(), K1)
    where = (folder if way == "relative" else tmp_path) / "posts.txt"
    assert "A title" in where.read_text("utf-8") and Path(sent.link or "").resolve() == where
    assert await sender.find(to(named), K1, NOON) == sent


@pytest.mark.parametrize(
    ("path", "reason", "missing"),
    [
        ("nowhere/posts.txt", "gone", ()),
        ("a-file.txt/posts.txt", "gone", ()),
        ("a-folder.txt", "forbidden", (texts.WRITING,)),
        ("n" * 300 + ".txt", "down", ()),
    ],
)
async def test_a_file_that_cannot_be_written_says_why(
    sender: TerminalSender, tmp_path: Path, path: str, reason: Trouble, missing: tuple[str, ...]
) -> None:
    (tmp_path / "a-file.txt").touch()
    (tmp_path / "a-folder.txt").mkdir()
    with pytest.raises(SendFailed) as caught:
        await sender.send(to(path), card(), K1)
    assert (caught.value.reason, caught.value.missing) == (reason, missing)
    assert caught.value.detail and str(tmp_path) not in caught.value.detail


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_file_that_is_closed_to_us_is_forbidden(sender: TerminalSender, tmp_path: Path) -> None:
    (tmp_path / "posts.txt").touch(mode=0o400)
    with pytest.raises(SendFailed) as caught:
        await sender.send(to("posts.txt"), card(), K1)
    assert caught.value.missing == await sender.inspect(to("posts.txt")) == (texts.WRITING,)


async def test_looking_at_a_file_leaves_it_as_it_is(sender: TerminalSender, tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text("x", "utf-8")
    assert await sender.inspect(to("posts.txt")) == ()
    assert (tmp_path / "posts.txt").read_text("utf-8") == "x"
    for gone in ("nowhere/posts.txt", "posts.txt/posts.txt"):
        with pytest.raises(SendFailed) as caught:
            await sender.inspect(to(gone))
        assert caught.value.reason == "gone"


async def test_a_folder_in_the_place_of_the_file_proves_nothing(sender: TerminalSender, tmp_path: Path) -> None:
    assert await sender.find(to("posts.txt"), K1, NOON) is None
    assert await sender.find(to("nowhere/posts.txt"), K1, NOON) is None
    (tmp_path / "posts.txt").mkdir()
    with pytest.raises(NotFindable):
        await sender.find(to("posts.txt"), K1, NOON)


async def test_a_pipe_is_no_file_and_holds_nobody_up(sender: TerminalSender, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert await asyncio.wait_for(sender.inspect(to("pipe.txt")), 5) == (texts.WRITING,)
    with pytest.raises(NotFindable):
        await asyncio.wait_for(sender.find(to("pipe.txt"), K1, NOON), 5)
    with pytest.raises(SendFailed) as caught:
        await asyncio.wait_for(sender.send(to("pipe.txt"), card(), K1), 5)
    assert caught.value.reason == "forbidden"


async def test_looking_at_a_file_makes_none(sender: TerminalSender, tmp_path: Path) -> None:
    assert await sender.inspect(to("posts.txt")) == () and list(tmp_path.iterdir()) == []


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond 3000 bytes, as on a disk that is almost full."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


async def test_on_a_full_disk_a_post_stands_whole_or_not_at_all(
    sender: TerminalSender, tmp_path: Path, full_disk: None
) -> None:
    await sender.send(to("posts.txt"), card(), K1)
    before = (tmp_path / "posts.txt").read_text("utf-8")
    with pytest.raises(SendFailed) as caught:
        await sender.send(to("posts.txt"), card(items=("words " * 600,)), K2)
    assert (caught.value.reason, caught.value.permanent) == ("down", False)
    assert (tmp_path / "posts.txt").read_text("utf-8") == before
    assert await sender.find(to("posts.txt"), K2, NOON) is None


class Broken(io.StringIO):
    """A terminal that is not there any more."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self._code = code

    def flush(self) -> None:
        raise OSError(self._code, os.strerror(self._code))


async def test_a_reader_that_has_gone_away_is_a_channel_that_is_gone(tmp_path: Path) -> None:
    sender = TerminalSender(Broken(errno.EPIPE), tmp_path, clock=lambda: NOON)
    with pytest.raises(SendFailed) as caught:
        await sender.send(to(HERE), card(), K1)
    assert caught.value.reason == "gone"


async def test_what_a_terminal_perhaps_showed_is_not_known(tmp_path: Path) -> None:
    sender = TerminalSender(Broken(errno.ENOSPC), tmp_path, clock=lambda: NOON)
    with pytest.raises(SendUnknown, match="No space left"):
        await sender.send(to(HERE), card(), K1)


async def test_a_terminal_that_stands_still_holds_up_nothing_else(tmp_path: Path) -> None:
    still = threading.Event()

    class Still(io.StringIO):
        def flush(self) -> None:
            still.wait(10)

    sender = TerminalSender(Still(), tmp_path, clock=lambda: NOON)
    shown = asyncio.create_task(sender.send(to(HERE), card(), K1))
    await sender.send(to("posts.txt"), card(), K2)
    assert not shown.done()
    still.set()
    await shown


async def test_without_a_folder_all_is_shown_and_nothing_is_written(
    screen: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sender = TerminalSender(screen, None, clock=lambda: NOON)
    await sender.send(to("posts.txt"), card(), K1)
    assert "A title" in screen.getvalue() and list(tmp_path.iterdir()) == []
