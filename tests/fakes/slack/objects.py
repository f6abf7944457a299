"""Messages, views, channels and people as Slack writes them in answers and payloads."""

from fakes.slack.world import APP_ID, Channel, Json, Message, User, View, World


def message_object(message: Message, world: World, *, with_metadata: bool = False) -> Json:
    """A message; of its metadata only the type is told, unless all of it was asked for."""
    team = world.teams[world.channels[message.channel].team_id]
    is_bot = message.author == team.bot_user
    metadata = message.metadata or {}
    told = metadata if with_metadata else {key: metadata[key] for key in ("event_type",) if key in metadata}
    return {
        "user": message.author,
        "type": "message",
        "ts": message.ts,
        **({"bot_id": team.bot_id, "app_id": APP_ID} if is_bot else {}),
        "text": message.text,
        "team": team.id,
        **({"blocks": message.stored_blocks} if message.stored_blocks else {}),
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        **({"metadata": told} if told else {}),
    }


def view_object(view: View, world: World) -> Json:
    """A view."""
    team = world.teams[view.team_id]
    return {
        "id": view.id,
        "team_id": view.team_id,
        "type": view.view["type"],
        "blocks": view.stored_blocks,
        "private_metadata": view.view.get("private_metadata", ""),
        "callback_id": view.view.get("callback_id", ""),
        "state": {"values": {}},
        "hash": view.hash,
        "title": view.view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": False,
        "notify_on_close": False,
        "close": view.view.get("close"),
        "submit": view.view.get("submit"),
        "previous_view_id": None,
        "root_view_id": view.id,
        "app_id": APP_ID,
        "external_id": view.view.get("external_id", ""),
        "app_installed_team_id": view.team_id,
        "bot_id": team.bot_id,
    }


def channel_object(channel: Channel) -> Json:
    """A channel, as conversations.info tells of it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "creator": channel.creator,
        "is_channel": not channel.is_private and not channel.is_im,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_archived": channel.is_archived,
        "is_member": channel.is_bot_member,
        "context_team_id": channel.team_id,
        **({"user": next(iter(channel.members))} if channel.is_im else {}),
    }


def user_object(user: User, *, include_locale: bool) -> Json:
    """A person, as users.info tells of them; a deleted one has no roles any more."""
    roles = {
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
    }
    return {
        "id": user.id,
        "team_id": user.home,
        "name": user.name,
        "real_name": user.name.title(),
        "profile": {"real_name": user.name.title(), "display_name": user.name},
        "is_bot": user.is_bot,
        "deleted": user.is_deleted,
        **({"enterprise_user": user.enterprise} if user.enterprise else {}),
        **({} if user.is_deleted else {"tz": user.tz, **roles}),
        **({"locale": user.locale} if include_locale else {}),
    }
