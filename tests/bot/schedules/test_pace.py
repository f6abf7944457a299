"""A platform is posted to as fast as it allows: in order, and nobody waits for another's line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from adapters.discord.limits import POSTING as DISCORD
from adapters.slack.limits import POSTING as SLACK
from bot.schedules.pace import SOON, Limit, Pace
from bot.sender import Target


class Steady:
    """A steady clock that is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def to(channel: str, workspace: str = "W1") -> Target:
    return Target(platform="fake", workspace=workspace, channel=channel)


def leave(pace: Pace, steady: Steady, posts: dict[int, Target], *, by: float = 0.01) -> dict[int, float]:
    """When each of the posts leaves, where each is asked for in order as soon as its moment has come."""
    left: dict[int, float] = {}
    ready = dict.fromkeys(posts, steady.now)
    while len(left) < len(posts):
        for post in sorted((one for one in ready if ready[one] <= steady.now + 1e-9), key=lambda one: ready[one]):
            wait, goes = pace.wait(posts[post], post)
            ready[post] = steady.now + wait
            if goes:
                left[post] = ready.pop(post)
        steady.now = max(steady.now + by, min(ready.values(), default=0.0))
    return left


@pytest.mark.parametrize("limits", [SLACK, DISCORD])
def test_a_channel_gets_one_a_second_in_order(limits: tuple[Limit, ...]) -> None:
    steady = Steady()
    left = leave(Pace(limits, clock=steady), steady, {post: to("C1") for post in range(100)})
    times = list(left.values())
    assert list(left) == list(range(100)) and times[-1] == pytest.approx(1099, abs=1)
    assert all(later - earlier >= 0.999 for earlier, later in pairwise(times))


@pytest.mark.parametrize("limits", [SLACK, DISCORD])
def test_a_long_line_in_one_channel_does_not_hold_up_another(limits: tuple[Limit, ...]) -> None:
    steady = Steady()
    pace = Pace(limits, clock=steady)
    for post in range(100):
        pace.wait(to("C1"), post)
    assert pace.wait(to("C2"), 100) == (pytest.approx(0, abs=0.3), True)
    assert pace.room(SOON) != 0


def test_discord_takes_no_more_than_fifty_requests_a_second_in_all() -> None:
    steady = Steady()
    posts = {post: to(f"C{post % 40}") for post in range(400)}
    times = sorted(leave(Pace(DISCORD, clock=steady), steady, posts).values())
    assert all(sum(1 for one in times if start <= one < start + 1) * 2 <= 50 for start in times)
    assert times[-1] - times[0] < 400 * 2 / 48 * 1.1


def test_a_workspace_of_slack_gets_four_a_second_and_others_do_not_wait() -> None:
    steady = Steady()
    pace = Pace(SLACK, clock=steady)
    waits = [pace.wait(to(f"C{post}"), post) for post in range(6)]
    assert [wait for wait, _ in waits] == pytest.approx([0, 0.25, 0.5, 0.75, 1.0, 1.25])
    assert [goes for _, goes in waits] == [wait <= SOON for wait, _ in waits]
    assert pace.wait(to("C1", "W2"), 9) == (0, True)


@pytest.mark.parametrize("limits", [SLACK, DISCORD])
def test_what_was_late_for_its_moment_does_not_leave_at_once_with_the_others(limits: tuple[Limit, ...]) -> None:
    steady = Steady()
    pace = Pace(limits, clock=steady)
    waiting = [post for post in range(30) if not pace.wait(to("C1"), post)[1]]
    steady.now += 20
    left = leave(pace, steady, {post: to("C1") for post in waiting})
    times = list(left.values())
    assert list(left) == waiting
    assert all(later - earlier >= 0.999 for earlier, later in pairwise(times))


def test_two_processes_take_half_the_pace_each() -> None:
    steady = Steady()
    pace = Pace(DISCORD, clock=steady)
    alone = pace.room(SOON)
    pace.share = 2
    assert [pace.wait(to("C1"), post)[0] for post in range(3)] == [0, 2, 4]
    assert alone is not None and (pace.room(SOON) or 0) <= alone / 2


def test_a_new_try_of_a_post_takes_a_new_moment() -> None:
    steady = Steady()
    pace = Pace(SLACK, clock=steady)
    assert pace.wait(to("C1"), 1) == (0, True)
    assert pace.wait(to("C1"), 1) == (1, False)


def test_room_is_what_may_go_within_the_time() -> None:
    steady = Steady()
    pace = Pace(DISCORD, clock=steady)
    room = pace.room(SOON) or 0
    assert all(pace.wait(to(f"C{post}"), post)[1] for post in range(room))
    assert pace.room(SOON) == 0 and not pace.wait(to("other"), 999)[1]
    steady.now += SOON / 2
    assert 0 < (pace.room(SOON) or 0) < room


def test_a_terminal_has_no_pace() -> None:
    pace = Pace((), clock=Steady())
    assert [pace.wait(to("C1"), post) for post in range(9)] == [(0, True)] * 9 and pace.room(SOON) is None


def test_pairs_in_many_channels_do_not_slow_each_other_down() -> None:
    steady = Steady()
    posts = {post: to(f"C{post // 2}") for post in range(200)}
    times = leave(Pace(DISCORD, clock=steady), steady, posts).values()
    assert max(times) - 1000 < 200 * 2 / 49 + 2
