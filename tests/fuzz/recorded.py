"""Real payloads to begin with: those of a conversation that the fakes hold with the desk, as they were sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fakes.discord_api import events, payloads
from fakes.discord_api.events import Place
from fakes.slack import SlackWorkspace
from fakes.slack.delivery import Delivery
from slack_desk import typed

Json = dict[str, Any]

LONG = "verify " + "the organisation has become something of a show " * 6


@dataclass(frozen=True, slots=True)
class Recorded:
    """What Slack sent, by kind, and what Discord sends."""

    slack: tuple[Delivery, ...]
    discord: tuple[Json, ...]

    @property
    def pool(self) -> list[Json]:
        """All payloads, to take parts from."""
        return [one.payload for one in self.slack] + list(self.discord)


async def slack(workspace: SlackWorkspace) -> tuple[Delivery, ...]:
    """Hold a conversation over HTTP with everything in it, and keep what was delivered."""
    told: list[Delivery] = []
    deliver = workspace.http.deliver

    async def keeping(delivery: Delivery) -> Any:
        told.append(delivery)
        return await deliver(delivery)

    workspace.http.deliver = keeping  # type: ignore[method-assign]
    card = await (await workspace.command("/sco", "summit 2025")).first()
    for label in card.labels[:2]:
        await workspace.click(card, label=label)
    await workspace.command("/quote", "Umarof", user="U_BOB")
    await workspace.command("/sco", LONG)
    await workspace.mention("members 2016")
    await workspace.direct_message("who Putin")
    await (await workspace.open_home()).home()
    await workspace.shortcut("verify_quote", "The SCO has become something of a Putin-Xi show")
    await workspace.global_shortcut("unknown")
    form = await (await workspace.command("/sco", "schedule add")).modal()
    await workspace.suggest(form, "zone", "Tash")
    await workspace.submit(typed())
    await workspace.command("/sco", "schedule add onthisday at 08:30 zone Asia/Tashkent")
    await workspace.command("/sco", "settings")
    await workspace.event({"type": "message", "subtype": "message_changed", "channel": "C_WORLD", "ts": "1.2"})
    del workspace.http.deliver  # type: ignore[misc]
    return tuple(told)


def discord() -> tuple[Json, ...]:
    """Commands, presses, completions and forms, in a server, in a direct message and elsewhere."""
    asked = [
        events.chat_data("members", {"as_of": "2016"}, declared=None),
        events.chat_data("quote", {"speaker": "Umarof", "about": "India"}, declared=None),
        events.chat_data("verify", {"text": LONG}, declared=None),
        events.chat_data("schedule add", {"what": "onthisday", "at": "08:30", "zone": "Tashkent"}, declared=None),
        events.chat_data("schedule list", {}, declared=None),
        events.chat_data("settings", {}, declared=None),
        events.chat_data("unknown", {"x": 1}, declared=None),
        events.message_data("Verify quote", payloads.message({"content": LONG}, channel=payloads.GENERAL,
                            author=payloads.BOB), declared=None),
    ]  # fmt: skip
    typed_in = [events.chat_data("quote", {"speaker": word}, declared=None, focused="speaker") for word in ("Uma", "")]
    pressed = [
        {"custom_id": name, "component_type": 2, "id": 3}
        for name in ("sd1t2.1|timeline membership", "sd1s1.1|members", "sd1o1.1#" + "a" * 24, "x" * 100)
    ]
    found: list[Json] = [{"id": "1", "application_id": payloads.APPLICATION, "type": 1, "token": "t", "version": 1}]
    for place in _places():
        found += [events.interaction(events.COMMAND, data, place=place) for data in asked]
        found += [events.interaction(events.AUTOCOMPLETE, data, place=place) for data in typed_in]
        shown = payloads.message({"content": "a card"}, channel=payloads.GENERAL, author=payloads.BOT)
        found += [events.interaction(events.COMPONENT, data, place=place, message=shown) for data in pressed]
        found.append(events.interaction(5, {"custom_id": "form", "components": []}, place=place))
    return tuple(found)


def _places() -> tuple[Place, ...]:
    channel = payloads.channel(payloads.GENERAL, "general")
    guild = payloads.guild(payloads.GUILD, [channel], members=[payloads.ALICE])
    direct = payloads.direct_channel("1100000000000000900", of=payloads.ALICE)
    return (
        Place(payloads.ALICE, channel, guild, events.IN_GUILD, "en-US", {"0": payloads.GUILD}),
        Place(payloads.BOB, direct, None, events.WITH_BOT, "ru", {"0": "0"}),
        Place(payloads.CHARLIE, direct, None, events.IN_PRIVATE, "de", {"1": payloads.CHARLIE["id"]}),
    )
