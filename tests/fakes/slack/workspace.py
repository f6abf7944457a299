"""The fake Slack as people use it: they type, click and read; the bot answers over a socket or over HTTP."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fakes.slack import payloads
from fakes.slack.answers import Answer
from fakes.slack.delivery import FAILED, TIMEOUT, Delivery, Kind, Outcome, Signing
from fakes.slack.http_side import RETRY_REASONS
from fakes.slack.objects import view_object
from fakes.slack.response_urls import ResponseUrl
from fakes.slack.rules import view_refusal
from fakes.slack.rules_views import missing, options_problems
from fakes.slack.server import SlackServer
from fakes.slack.world import TEAM_ID, Found, Json, Message, User, View, interactive, labels_of

MAX_RETRIES = 3


class SlackWorkspace(SlackServer):
    """Gestures of people and what they see; each gesture returns when the bot has acknowledged or Slack gave up."""

    is_http = False

    def serve_http(self, url: str, **urls: str) -> None:
        """Talk to the bot at a URL from now on; `slash_commands=`, `interactive=`, `events_api=` may differ."""
        self.is_http, self.http.url, self.http.urls = True, url, urls

    def serve_socket(self) -> None:
        """Talk to the bot over its Socket Mode connections from now on (as at the start)."""
        self.is_http = False

    def visible(self, channel: str, user: str) -> list[Message]:
        """What the user sees in the channel now: no deleted messages, no one else's ephemeral ones."""
        return self.world.visible(channel, user)

    def home(self, user: str) -> View | None:
        """The Home tab of the user as it was last published."""
        return self.world.homes.get(user)

    def modal(self, user: str) -> View | None:
        """The modal that is open before the user."""
        return self.world.modals.get(user)

    async def until(self, check: Callable[[], Found | None], timeout: float = 2.0, *, what: str = "it") -> Found:
        """Wait until something the fake can see becomes true; return it."""
        return await self.bell.until(check, timeout, what=what)

    async def command(
        self,
        command: str,
        text: str = "",
        *,
        user: str = "U_ALICE",
        channel: str = "C_WORLD",
        signing: Signing = "good",
    ) -> Answer:
        """Type a slash command."""
        person = self.world.users[user]
        if channel.startswith("D_"):
            self.world.direct_channel(user)
        url = self.response_urls.issue("commands", channel, user)
        trigger_id = self.triggers.issue(user)
        payload = payloads.slash_command(self.world, command, text, user=person, url=url, trigger_id=trigger_id)
        return await self._gesture("slash_commands", payload, person, channel=channel, url=url, signing=signing)

    async def click(
        self,
        place: Message | View,
        *,
        user: str = "U_ALICE",
        label: str | None = None,
        action_id: str | None = None,
        value: str | None = None,
        option: str | None = None,
        signing: Signing = "good",
    ) -> Answer:
        """Click an element, found by its label, action_id or value; choose `option` if it is a menu."""
        self._must_see(place, user)
        person = self.world.users[user]
        block, element = _element(place, label=label, action_id=action_id, value=value)
        action = payloads.action_of(element, block, option=option or label, ts=self.world.new_ts())
        url = None
        if isinstance(place, Message):
            url = self.response_urls.issue("actions", place.channel, user, source=place)
        trigger_id = self.triggers.issue(user)
        payload = payloads.block_actions(self.world, place, action, user=person, trigger_id=trigger_id, url=url)
        return await self._gesture("interactive", payload, person, url=url, signing=signing)

    async def mention(
        self, text: str, user: str = "U_ALICE", channel: str = "C_WORLD", *, thread_ts: str | None = None
    ) -> Answer:
        """Write a message that begins with the bot's name."""
        bot_user = self.world.bot_of(channel)
        message = self.say(text, user, channel, thread_ts=thread_ts, bot_user=bot_user)
        return await self._event(payloads.message_event(self.world, "app_mention", message), user, message)

    async def direct_message(self, text: str, user: str = "U_ALICE", *, thread_ts: str | None = None) -> Answer:
        """Write to the bot in the direct message with it (channel `D_` + user)."""
        message = self.say(text, user, self.world.direct_channel(user).id, thread_ts=thread_ts)
        return await self._event(payloads.message_event(self.world, "message", message), user, message)

    async def open_home(self, user: str = "U_ALICE", *, tab: str = "home") -> Answer:
        """Open the app's Home (or its messages tab)."""
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self.world.direct_channel(user).id,
            "tab": tab,
            "event_ts": self.world.new_ts(),
        }
        if tab == "home" and (view := self.home(user)):
            event["view"] = view_object(view, self.world)
        return await self._event(event, user)

    async def shortcut(
        self, callback_id: str, message_text: str | Message, user: str = "U_ALICE", channel: str = "C_WORLD"
    ) -> Answer:
        """Choose a message shortcut on a message, which is written first if only its text is given."""
        message = message_text if isinstance(message_text, Message) else self.say(message_text, "U_BOB", channel)
        self._must_see(message, user)
        person = self.world.users[user]
        url = self.response_urls.issue("actions", message.channel, user)
        trigger_id = self.triggers.issue(user)
        payload = payloads.message_shortcut(
            self.world, callback_id, message, user=person, trigger_id=trigger_id, url=url
        )
        return await self._gesture("interactive", payload, person, url=url)

    async def global_shortcut(self, callback_id: str, user: str = "U_ALICE") -> Answer:
        """Choose a global shortcut."""
        person = self.world.users[user]
        trigger_id = self.triggers.issue(user)
        payload = payloads.global_shortcut(self.world, callback_id, user=person, trigger_id=trigger_id)
        return await self._gesture("interactive", payload, person)

    async def submit(self, values: Mapping[str, Any], user: str = "U_ALICE") -> Answer:
        """Send off the modal open before the user, with its `view.state.values`; it closes unless told otherwise."""
        view = self.world.modals[user]
        assert not (empty := missing(view, values)), f"Slack does not send a modal without {empty}"
        view.errors = {}
        person = self.world.users[user]
        trigger_id = self.triggers.issue(user)
        payload = payloads.view_submission(self.world, view, values, user=person, trigger_id=trigger_id)
        answer = await self._gesture("interactive", payload, person)
        if answer.is_ok:
            self._after_submission(answer, view)
        return answer

    async def suggest(self, view: View, action_id: str, typed: str) -> list[Json]:
        """Type into a menu whose options the bot knows; the options that Slack then shows."""
        person = self.world.users[view.user]
        block, element = _element(view, label=None, action_id=action_id, value=None)
        assert element["type"].endswith("external_select") and len(typed) >= element.get("min_query_length", 3)
        payload = payloads.block_suggestion(self.world, view, element, block, typed=typed, user=person)
        answer = await self._gesture("interactive", payload, person)
        options = answer.attempts[-1].response.get("options")
        assert answer.is_ok and isinstance(options, list) and not (found := options_problems(options)), found
        return options

    async def event(self, event: Json, *, team: str = TEAM_ID) -> Answer:
        """Send any event at all."""
        user = next(person.id for person in self.world.users.values() if person.team_id == team)
        return await self._event(event, user)

    async def uninstall(self, team: str = TEAM_ID) -> list[Answer]:
        """Remove the app from a workspace: its tokens are revoked, and two events say so."""
        self.tokens.revoke_team(team)
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.world.teams[team].bot_user]}}
        return [await self.event(revoked, team=team), await self.event({"type": "app_uninstalled"}, team=team)]

    async def deliver_again(self, answer: Answer, *, reason: str | None = None) -> Answer:
        """Deliver the same payload once more: an event as its next retry, anything else word for word."""
        delivery = answer.delivery
        if delivery.kind == "events_api":
            assert delivery.attempt < MAX_RETRIES, "Slack gives up after three retries"
            assert not _forbids_retry(answer.attempts[-1]), "the bot sent x-slack-no-retry"
            delivery = self._retry_of(delivery, answer.attempts[-1], reason)
        answer.delivery = delivery
        await self._attempt(answer)
        return answer

    def say(
        self, text: str, user: str, channel: str, *, thread_ts: str | None = None, bot_user: str | None = None
    ) -> Message:
        """Let a person write a message, which the bot is not told of."""
        escaped = payloads.escaped(self.world, text, self.world.users[user].team_id)
        said = re.sub(r"(<[@#][\w.-]+)\|[^>]*>", r"\1>", escaped)
        payload = {
            "text": f"<@{bot_user}> {said}".rstrip() if bot_user else said,
            "blocks": payloads.typed_blocks(text, bot_user=bot_user),
        }
        return self.world.post(channel, payload, author=user, thread_ts=thread_ts)

    async def _event(self, event: Json, user: str, message: Message | None = None) -> Answer:
        person = self.world.users[user]
        channel = message.channel if message else None
        host = self.world.channels[channel].host if channel else None
        payload = payloads.event_callback(self.world, person.team_id, event, host=host)
        return await self._gesture("events_api", payload, person, channel=channel, asked=message)

    async def _gesture(
        self,
        kind: Kind,
        payload: Json,
        person: User,
        *,
        channel: str | None = None,
        url: ResponseUrl | None = None,
        asked: Message | None = None,
        signing: Signing = "good",
    ) -> Answer:
        if str(payload.get("response_url", "")).startswith("/"):
            payload["response_url"] = f"{self.base_url}{payload['response_url']}"
        envelope_id = f"00000000-0000-4000-8000-{self.world.number():012d}"
        delivery = Delivery(kind, payload, envelope_id=envelope_id, signing=signing)
        answer = Answer(self.world, person.id, channel, delivery, url, asked=asked)
        answer.messages_before = len(self.world.messages)
        answer.home_before, answer.modal_before = self.home(person.id), self.modal(person.id)
        await self._attempt(answer)
        if self.is_http and kind == "events_api" and not answer.is_ok and not _forbids_retry(answer.attempts[-1]):
            answer.delivery = self._retry_of(answer.delivery, answer.attempts[-1], None)
            await self._attempt(answer)
        return answer

    async def _attempt(self, answer: Answer) -> None:
        side = self.http if self.is_http else self.socket
        outcome = await side.deliver(answer.delivery)
        answer.attempts.append(outcome)
        response = outcome.response
        if "invalid" in response:
            answer.is_malformed = True
        elif answer.url is not None and (response.get("text") or response.get("blocks")):
            answer.is_malformed = self.response_urls.apply(answer.url, response) is not None
        self.bell.ring()

    def _retry_of(self, delivery: Delivery, outcome: Outcome, reason: str | None) -> Delivery:
        usual = outcome.reason or RETRY_REASONS[TIMEOUT]
        if not self.is_http:
            usual = "timeout"
        number = self.world.number()
        envelope_id = f"00000000-0000-4000-8000-{number:012d}"
        return replace(delivery, attempt=delivery.attempt + 1, reason=reason or usual, envelope_id=envelope_id)

    def _must_see(self, place: Message | View, user: str) -> None:
        if isinstance(place, View):
            assert place.user == user, f"{user} does not see the view of {place.user}"
        else:
            assert place in self.visible(place.channel, user), f"{user} does not see this message"

    def _after_submission(self, answer: Answer, view: View) -> None:
        response = answer.attempts[-1].response
        action = response.get("response_action")
        if action in ("update", "push"):
            refusal = view_refusal(response["view"])
            answer.is_malformed = refusal is not None
            if refusal is None:
                before = view if action == "update" else None
                self.world.modals[view.user] = self.world.new_view(view.user, response["view"], before=before)
        elif action == "errors":
            fields = {block["block_id"] for block in view.stored_blocks if block["type"] == "input"}
            errors = response.get("errors") or {}
            answer.is_malformed = not errors or not set(errors) <= fields
            view.errors = dict(errors)
        else:
            del self.world.modals[view.user]


def _forbids_retry(outcome: Outcome) -> bool:
    """Whether the bot asked Slack not to send it again, which counts beside a failure only."""
    headers = {name.lower(): text for name, text in outcome.headers.items()}
    return outcome.status == FAILED and headers.get("x-slack-no-retry") == "1"


def _element(
    place: Message | View, *, label: str | None, action_id: str | None, value: str | None
) -> tuple[Json, Json]:
    """Find the one element that is meant, with its block."""
    found = []
    for block in place.stored_blocks:
        for element in interactive(block):
            labels = list(labels_of(element))
            fits = (label is None or label in labels) and (action_id is None or element["action_id"] == action_id)
            if fits and (value is None or element.get("value") == value):
                found.append((block, element))
    assert found, f"no element with label={label!r} action_id={action_id!r} value={value!r} among {place.labels}"
    assert len(found) == 1, f"{len(found)} elements with label={label!r} action_id={action_id!r} value={value!r}"
    return found[0]
