"""What the fake Slack remembers: teams, people, channels, messages and views."""

import asyncio
import copy
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
Clock = Callable[[], float]
Found = TypeVar("Found")

APP_ID = "A0SUMMIT"
TEAM_ID = "T_SUMMIT"


@dataclass(frozen=True)
class Team:
    """A workspace the app is (or can be) installed in, with the bot user it has there."""

    id: str
    name: str
    domain: str
    bot_user: str
    bot_id: str


@dataclass(frozen=True)
class User:
    """A person of a team."""

    id: str
    name: str
    team_id: str
    tz: str = "Europe/London"
    locale: str = "en-GB"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    is_restricted: bool = False
    home_team: str | None = None
    """Where they are at home, for somebody from another workspace whom one meets in a shared channel."""
    enterprise: Json | None = None
    """What they are in their organisation: `enterprise_user` of users.info."""

    @property
    def home(self) -> str:
        """The team that payloads name beside them: their own."""
        return self.home_team or self.team_id


@dataclass
class Channel:
    """A channel or a direct message; `members` matters for private ones only."""

    id: str
    name: str
    team_id: str
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    is_deleted: bool = False
    is_bot_member: bool = True
    creator: str = ""
    members: set[str] = field(default_factory=set)
    host: str | None = None
    """The team from which a channel comes that another workspace shares with this one."""


@dataclass(eq=False)
class Message:
    """A message as it stands now: `blocks` as sent, `stored_blocks` with the ids that Slack adds."""

    ts: str
    channel: str
    author: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    stored_blocks: list[Json] = field(default_factory=list)
    ephemeral_to: str | None = None
    thread_ts: str | None = None
    edits: int = 0
    is_deleted: bool = False
    metadata: Json | None = None

    @property
    def is_ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.ephemeral_to is not None

    @property
    def plain(self) -> str:
        """All words a reader finds in the blocks (or in the text, without blocks), one piece a line."""
        return "\n".join(words(self.blocks)) if self.blocks else self.text

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons and menu options, in order."""
        return [label for element in elements(self.blocks) for label in labels_of(element)]

    def write(self, payload: Mapping[str, Any]) -> None:
        """Take over text and blocks of a payload that has been checked."""
        self.text = payload.get("text") or ""
        self.blocks = copy.deepcopy(list(payload.get("blocks") or []))
        self.stored_blocks = with_ids(self.blocks)


@dataclass(frozen=True)
class Post:
    """A message that the bot posted under a key, which stands in its metadata; counted when it was accepted."""

    key: str
    channel: str
    ts: str


@dataclass(eq=False)
class View:
    """A published Home tab or an open modal."""

    id: str
    user: str
    team_id: str
    hash: str
    view: Json
    stored_blocks: list[Json]
    version: int = 1
    errors: Json = field(default_factory=dict)
    """What stands in red under its fields, by block."""

    @property
    def blocks(self) -> list[Json]:
        """The blocks as sent."""
        blocks: list[Json] = self.view["blocks"]
        return blocks

    @property
    def plain(self) -> str:
        """All words a reader finds in it, one piece a line."""
        return "\n".join(words(self.blocks))

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons and menu options, in order."""
        return [label for element in elements(self.blocks) for label in labels_of(element)]


class Bell:
    """Wakes whoever waits for something to become true; nothing here polls or sleeps."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Let all who wait look again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, check: Callable[[], Found | None], timeout: float = 2.0, *, what: str = "it") -> Found:
        """Return the first truthy value of `check`; fail after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not (found := check()):
                    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
                return found
        except TimeoutError:
            raise AssertionError(f"waited {timeout} s in vain for {what}") from None


class World:
    """Everything people and the bot have said and shown."""

    def __init__(self, clock: Clock, bell: Bell) -> None:
        self.clock = clock
        self.bell = bell
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.posts: list[Post] = []
        self.homes: dict[str, View] = {}
        self.modals: dict[str, View] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number never given before, for ids."""
        return next(self._numbers)

    def new_ts(self) -> str:
        """A message timestamp, unique and rising while the clock does not go back."""
        return f"{int(self.clock())}.{self.number():06d}"

    def direct_channel(self, user: str) -> Channel:
        """The direct message between the user and the bot."""
        channel_id = f"D_{user}"
        if channel_id not in self.channels:
            team_id = self.users[user].team_id
            self.channels[channel_id] = Channel(channel_id, "directmessage", team_id, is_im=True, members={user})
        return self.channels[channel_id]

    def bot_of(self, channel: str) -> str:
        """The bot's user id in the team of the channel."""
        return self.teams[self.channels[channel].team_id].bot_user

    def post(
        self,
        channel: str,
        payload: Mapping[str, Any],
        *,
        author: str,
        ephemeral_to: str | None = None,
        thread_ts: str | None = None,
    ) -> Message:
        """Add a message that has been checked."""
        message = Message(self.new_ts(), channel, author, ephemeral_to=ephemeral_to, thread_ts=thread_ts)
        message.write(payload)
        self.messages.append(message)
        self._count(message, payload.get("metadata"))
        self.bell.ring()
        return message

    def _count(self, message: Message, metadata: Json | None) -> None:
        if metadata:
            message.metadata = copy.deepcopy(metadata)
            key = metadata["event_payload"].get("key")
            if key is not None:
                self.posts.append(Post(key, message.channel, message.ts))

    def rewrite(self, message: Message, payload: Mapping[str, Any]) -> None:
        """Replace what a message says."""
        message.write(payload)
        message.edits += 1
        self.bell.ring()

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.is_deleted = True
        self.bell.ring()

    def visible(self, channel: str, user: str) -> list[Message]:
        """The messages of the channel, thread replies among them, as the user sees them now."""
        place = self.channels[channel]
        if (place.is_private or place.is_im) and user not in place.members:
            return []
        return [
            message
            for message in self.messages
            if message.channel == channel and not message.is_deleted and message.ephemeral_to in (None, user)
        ]

    def new_view(self, user: str, view: Json, *, before: View | None = None) -> View:
        """Make the record of a view that has been checked; a Home keeps its id when it is published again."""
        number = self.number()
        return View(
            id=before.id if before else f"V{number:010d}",
            user=user,
            team_id=self.users[user].team_id,
            hash=f"{int(self.clock())}.{number:08x}",
            view=copy.deepcopy(view),
            stored_blocks=with_ids(view["blocks"]),
            version=before.version + 1 if before else 1,
        )


def with_ids(blocks: Sequence[Json]) -> list[Json]:
    """Copy the blocks with a block_id on each and an action_id on each interactive element, as Slack stores them."""
    stored = copy.deepcopy(list(blocks))
    for index, block in enumerate(stored):
        block.setdefault("block_id", f"b{index:04d}")
        for position, element in enumerate(interactive(block)):
            element.setdefault("action_id", f"e{index:02d}{position:02d}")
    return stored


def elements(blocks: Sequence[Json]) -> Iterator[Json]:
    """The interactive elements of the blocks, in reading order."""
    for block in blocks:
        yield from interactive(block)


def words(value: Any) -> Iterator[str]:
    """Every text in blocks, wherever it stands; alternative texts of images too, people and channels by their id."""
    if isinstance(value, Mapping):
        if value.get("type") in ("user", "channel"):
            yield f"<@{value['user_id']}>" if value["type"] == "user" else f"<#{value['channel_id']}>"
        for key, part in value.items():
            if isinstance(part, str) and key in ("text", "alt_text"):
                yield part
            elif isinstance(part, Mapping | list):
                yield from words(part)
    elif isinstance(value, list):
        for part in value:
            yield from words(part)


def interactive(block: Json) -> list[Json]:
    """The interactive elements of one block."""
    if block["type"] == "actions":
        return list(block["elements"])
    if block["type"] == "input":
        return [block["element"]]
    accessory = block.get("accessory")
    return [accessory] if accessory and accessory["type"] != "image" else []


def labels_of(element: Json) -> Iterator[str]:
    """What stands on one element."""
    if element["type"] == "button":
        yield element["text"]["text"]
    for option in element.get("options", []):
        yield option["text"]["text"]
