"""What Discord's refusals mean to the delivery. Pure."""

from __future__ import annotations

from adapters.discord.rest import Lost, Refused, Unreached
from bot.sender import SendFailed, Trouble

MAY_NOT = (50001, 50013)
"""Missing access, missing permission."""

_BY_CODE: dict[int, Trouble] = {
    **dict.fromkeys(MAY_NOT, "forbidden"),
    10003: "gone",  # unknown channel
    10013: "gone",  # unknown user
    10004: "uninstalled",  # unknown server
    50083: "archived",  # the thread is archived
    160005: "archived",  # the thread is locked
    50007: "refused",  # this person takes no messages from the desk
    50278: "refused",  # and is in no server with it
    50008: "refused",  # not a channel that takes messages
    50035: "refused",  # a form that it does not take
}
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

_UNDECIDED = 408
"""The status of a request that was too slow: nothing says how much of it arrived."""


def trouble(fault: Refused | Unreached) -> Trouble | None:
    """Why a message was not taken; None where it was perhaps.

    A token that is not accepted is no fault of the channel's, and ends with a new one: down. So does a refusal without
    a code, which is a proxy's or a firewall's, not Discord's.
    """
    if isinstance(fault, Unreached):
        return "down"
    if fault.status >= 500 or fault.status == _UNDECIDED:
        return None
    if fault.status == 429:
        return "busy"
    if fault.status == 401 or not fault.code:
        return "down"
    return _BY_CODE.get(fault.code, "refused")


def failed(fault: Refused | Unreached | Lost) -> SendFailed:
    """The failure of a request that posts nothing: what was perhaps taken could only not be asked just now."""
    reason = None if isinstance(fault, Lost) else trouble(fault)
    pause = fault.retry_after if isinstance(fault, Refused) else None
    return SendFailed(reason or "down", str(fault), retry_after=pause)
