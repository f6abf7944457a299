"""The payloads Slack sends to a bot, field for field."""

import re
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from fakes.slack.objects import message_object, view_object
from fakes.slack.response_urls import ResponseUrl
from fakes.slack.world import APP_ID, Channel, Json, Message, User, View, World

VERIFICATION = "gIkuvaNzQIHg97ATvDxqgjtO"
SPECIAL = {"@here": "<!here>", "@channel": "<!channel>", "@everyone": "<!everyone>"}


def slash_command(world: World, command: str, typed: str, *, user: User, url: ResponseUrl, trigger_id: str) -> Json:
    """A slash command; `response_url` is still a path, to which the server adds its address."""
    team, channel = _team(world, user), world.channels[url.channel]
    return {
        "token": VERIFICATION,
        "team_id": team["id"],
        "team_domain": team["domain"],
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.is_private else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": escaped(world, typed, user.team_id),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": url.path,
        "trigger_id": trigger_id,
    }


def escaped(world: World, typed: str, team_id: str) -> str:
    """What a person typed, as `should_escape` makes it: entities, `<@U|name>`, `<#C|name>` and links."""
    text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    people = {user.name: user for user in world.users.values() if user.team_id == team_id}
    places = {place.name: place for place in world.channels.values() if place.team_id == team_id}

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        if word in SPECIAL:
            return SPECIAL[word]
        if word.startswith("@") and word[1:] in people:
            return f"<@{people[word[1:]].id}|{word[1:]}>"
        if word.startswith("#") and word[1:] in places:
            return f"<#{places[word[1:]].id}|{word[1:]}>"
        return f"<{word}>" if word.startswith("http") else word

    return re.sub(r"https?://[^\s<>]+|(?<!\S)[@#][\w.-]+", replaced, text)


def block_actions(
    world: World, place: Message | View, action: Json, *, user: User, trigger_id: str, url: ResponseUrl | None
) -> Json:
    """A click on an element of a message (with `response_url`) or of a view (without)."""
    payload: Json = {
        "type": "block_actions",
        "user": _person(world, user),
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "container": _container(place),
        "trigger_id": trigger_id,
        "team": _team(world, user),
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if isinstance(place, View):
        payload["view"] = view_object(place, world)
        return {**payload, "actions": [action]}
    payload["channel"] = _channel(world.channels[place.channel])
    if not place.is_ephemeral:
        payload["message"] = message_object(place, world)
    payload["state"] = {"values": _state(action)}
    payload["response_url"] = url.path if url else ""
    return {**payload, "actions": [action]}


def action_of(element: Json, block: Json, *, option: str | None, ts: str) -> Json:
    """The entry in `actions` for an element that was clicked, with the option chosen if it is a menu."""
    kind = element["type"]
    action: Json = {"action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        action["text"] = {"emoji": True, **element["text"]}
        action |= {key: element[key] for key in ("value", "url", "style") if key in element}
    elif kind in ("users_select", "channels_select", "conversations_select"):
        action[f"selected_{kind.removesuffix('s_select')}"] = option
    elif kind in ("checkboxes", "multi_static_select"):
        action["selected_options"] = [_option(element, option)]
    else:
        action["selected_option"] = _option(element, option)
    return {**action, "type": kind, "action_ts": ts}


def message_shortcut(
    world: World, callback_id: str, message: Message, *, user: User, trigger_id: str, url: ResponseUrl
) -> Json:
    """A shortcut from the menu of a message."""
    return {
        "type": "message_action",
        "token": VERIFICATION,
        "action_ts": world.new_ts(),
        "team": _team(world, user),
        "user": _person(world, user),
        "channel": _channel(world.channels[message.channel]),
        "is_enterprise_install": False,
        "enterprise": None,
        "api_app_id": APP_ID,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": url.path,
        "message_ts": message.ts,
        "message": message_object(message, world),
    }


def global_shortcut(world: World, callback_id: str, *, user: User, trigger_id: str) -> Json:
    """A shortcut from the lightning menu: no message, no channel, no response_url."""
    return {
        "type": "shortcut",
        "token": VERIFICATION,
        "action_ts": world.new_ts(),
        "team": _team(world, user),
        "user": _person(world, user),
        "is_enterprise_install": False,
        "enterprise": None,
        "api_app_id": APP_ID,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
    }


def view_submission(world: World, view: View, values: Mapping[str, Any], *, user: User, trigger_id: str) -> Json:
    """A modal that was sent off with `values`, which is `view.state.values`."""
    return {
        "type": "view_submission",
        "team": _team(world, user),
        "user": _person(world, user),
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "trigger_id": trigger_id,
        "view": {**view_object(view, world), "state": {"values": dict(values)}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def block_suggestion(world: World, view: View, element: Json, block: Json, *, typed: str, user: User) -> Json:
    """What a person typed into a menu whose options the bot knows."""
    return {
        "type": "block_suggestion",
        "team": _team(world, user),
        "user": _person(world, user),
        "container": _container(view),
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": typed,
        "view": view_object(view, world),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def event_callback(world: World, team_id: str, event: Json, *, host: str | None = None) -> Json:
    """The envelope of an event for a team that has the app.

    In a channel that another workspace shares with it, `host`, that one stands in `team_id`:
    https://docs.slack.dev/apis/slack-connect
    """
    return {
        "token": VERIFICATION,
        "team_id": host or team_id,
        "context_team_id": team_id,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(world.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team_id,
                "user_id": world.teams[team_id].bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": host is not None,
        "event_context": f"4-{secrets.token_hex(12)}",
    }


def message_event(world: World, kind: str, message: Message) -> Json:
    """What a person wrote, as an `app_mention` or a `message` event."""
    channel = world.channels[message.channel]
    event: Json = {
        "user": message.author,
        "type": kind,
        "ts": message.ts,
        "client_msg_id": str(uuid.uuid4()),
        "text": message.text,
        "team": world.users[message.author].home if message.author in world.users else channel.team_id,
        "blocks": message.stored_blocks,
        "channel": message.channel,
        "event_ts": message.ts,
    }
    if message.thread_ts:
        parents = [parent.author for parent in world.messages if parent.ts == message.thread_ts]
        event |= {"thread_ts": message.thread_ts, **({"parent_user_id": parents[0]} if parents else {})}
    if kind == "message":
        event["channel_type"] = "im" if channel.is_im else "group" if channel.is_private else "channel"
    return event


def typed_blocks(text: str, *, bot_user: str | None = None) -> list[Json]:
    """The rich text a person's client makes of what was typed, after a mention of the bot if there is one."""
    mention: list[Json] = [{"type": "user", "user_id": bot_user}] if bot_user else []
    said = f" {text}" if bot_user else text
    parts = [*mention, *([{"type": "text", "text": said}] if said else [])]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}]


def _container(place: Message | View) -> Json:
    if isinstance(place, View):
        return {"type": "view", "view_id": place.id}
    thread = {"thread_ts": place.thread_ts} if place.thread_ts else {}
    return {
        "type": "message",
        "message_ts": place.ts,
        **thread,
        "channel_id": place.channel,
        "is_ephemeral": place.is_ephemeral,
    }


def _state(action: Json) -> Json:
    chosen = {key: part for key, part in action.items() if key.startswith("selected_")}
    if not chosen:
        return {}
    return {action["block_id"]: {action["action_id"]: {"type": action["type"], **chosen}}}


def _option(element: Json, label: str | None) -> Json:
    for option in element["options"]:
        if label in (option["text"]["text"], option.get("value")):
            found: Json = option
            return found
    raise AssertionError(f"no option {label!r} among {[option['text']['text'] for option in element['options']]}")


def _person(world: World, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.home}


def _team(world: World, user: User) -> Json:
    """The team of whoever made the gesture, which the app need not be in."""
    team = world.teams.get(user.home)
    return {"id": user.home, "domain": team.domain if team else user.home.lower()}


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": "privategroup" if channel.is_private else channel.name}
