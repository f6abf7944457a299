"""What a person sees after a gesture: the acknowledgement, and the messages that follow."""

from dataclasses import dataclass, field
from typing import Any

from fakes.slack.delivery import OK, Delivery, Outcome
from fakes.slack.response_urls import ResponseUrl
from fakes.slack.rules import Refusal
from fakes.slack.world import Message, View, World


@dataclass(eq=False)
class Answer:
    """The bot's answer to one gesture; later messages appear in it as they come."""

    world: World
    user: str
    channel: str | None
    delivery: Delivery
    url: ResponseUrl | None = None
    attempts: list[Outcome] = field(default_factory=list)
    asked: Message | None = None
    is_malformed: bool = False
    messages_before: int = 0
    home_before: View | None = None
    modal_before: View | None = None

    @property
    def status(self) -> str:
        """`ok`, or the error the person sees: operation_timeout, dispatch_failed, invalid_command_response."""
        if self.is_malformed:
            return "invalid_command_response"
        return self.attempts[-1].status

    @property
    def is_ok(self) -> bool:
        """Whether the bot acknowledged in time, with something Slack accepts."""
        return self.status == OK

    @property
    def ack_ms(self) -> float:
        """How long the last acknowledgement took."""
        return self.attempts[-1].ack_ms

    @property
    def http_status(self) -> int | None:
        """The HTTP status of the last attempt; None on a socket or without an answer."""
        return self.attempts[-1].http_status

    @property
    def refusals(self) -> list[Refusal]:
        """The messages of this interaction that Slack refused."""
        return self.url.refusals if self.url else []

    @property
    def messages(self) -> list[Message]:
        """The bot's messages: those of the interaction, or for an event those posted in the channel since."""
        if self.url is not None:
            return self.url.messages
        if self.channel is None:
            return []
        bot = self.world.bot_of(self.channel)
        since = self.world.messages[self.messages_before :]
        return [message for message in since if message.channel == self.channel and message.author == bot]

    @property
    def message(self) -> Message | None:
        """The first message, if there is one by now."""
        return self.messages[0] if self.messages else None

    @property
    def payload(self) -> dict[str, Any]:
        """What was sent to the bot."""
        return self.delivery.payload

    async def first(self, timeout: float = 2.0) -> Message:
        """Wait for the first message."""
        return await self.nth(1, timeout)

    async def nth(self, number: int, timeout: float = 2.0) -> Message:
        """Wait for the message of that number, counted from 1."""

        def found() -> Message | None:
            return self.messages[number - 1] if len(self.messages) >= number else None

        return await self.world.bell.until(found, timeout, what=f"message {number} of {self!r}")

    async def home(self, timeout: float = 2.0) -> View:
        """Wait until the person's Home has been published since the gesture."""

        def published() -> View | None:
            view = self.world.homes.get(self.user)
            return None if view is self.home_before else view

        return await self.world.bell.until(published, timeout, what=f"a Home after {self!r}")

    async def modal(self, timeout: float = 2.0) -> View:
        """Wait until a modal has been opened since the gesture."""

        def opened() -> View | None:
            view = self.world.modals.get(self.user)
            return None if view is self.modal_before else view

        return await self.world.bell.until(opened, timeout, what=f"a modal after {self!r}")

    def __repr__(self) -> str:
        status = self.status if self.attempts else "under way"
        return f"<Answer to {self.delivery.kind} of {self.user}: {status}, {len(self.messages)} messages>"
