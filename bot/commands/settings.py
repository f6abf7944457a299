"""`settings`: the zone of new schedules, where admins are told, and who may manage; for those who may."""

from __future__ import annotations

from dataclasses import dataclass

from bot import say, zones
from bot.arguments import Chosen, Word
from bot.card import Draft
from bot.commands.schedule import words
from bot.commands.schedule.common import called, cannot_post, card, channel_of, line, may, refusal
from bot.contract import Button, Channel, Part
from bot.managing import Managing
from bot.registry import Choice, Example, Option, command
from bot.schedules import chosen
from bot.texts import schedules as schedule_texts
from bot.texts import settings as texts
from bot.zones import NoZone
from data.operations import settings as operations

MOST_MANAGERS = 100
CHANNEL, WORKSPACE = "here", "everywhere"
ADD, REMOVE = "add", "remove"
_EXAMPLE = "Asia/Tashkent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be set; `channel` is the one in which it is asked, or None."""

    zone: Chosen | None
    where: Word | None
    admin_channel: Chosen | None
    managers: Word | None
    person: Chosen | None
    unset: Word | None
    channel: Channel | None


@command(
    "settings",
    help="The time zone of new schedules, the admin channel, and who may manage.",
    options=(
        Option(name="zone", help="The zone of new schedules", types=("zone",), aliases=("timezone", "tz")),
        Option(
            name="where",
            help="For this channel, or for the whole workspace",
            types=("choice",),
            choices=(
                Choice(id=CHANNEL, label="this channel", names=("channel",)),
                Choice(id=WORKSPACE, label="the whole workspace", names=("workspace", "all")),
            ),
        ),
        Option(
            name="admin-channel",
            help="Where notices go that could not be delivered to a schedule’s maker",
            types=("channel",),
            aliases=("admins",),
        ),
        Option(
            name="managers",
            help="Let somebody manage every channel, or no more",
            types=("choice",),
            choices=(Choice(id=ADD, label="add"), Choice(id=REMOVE, label="remove")),
            aliases=("manager",),
        ),
        Option(name="person", help="Whom", types=("person-here",)),
        Option(
            name="unset",
            help="Take a choice back",
            types=("choice",),
            choices=(
                Choice(id=chosen.ZONE, label="the zone"),
                Choice(id=chosen.ADMIN_CHANNEL, label="the admin channel"),
            ),
            named=True,
        ),
    ),
    examples=(
        Example(line="settings", shows="what is chosen, and who may change it"),
        Example(line="settings zone Asia/Tashkent", shows="the zone of new schedules in this channel"),
        Example(line="settings zone Europe/Berlin everywhere", shows="the zone of the whole workspace"),
        Example(line="settings zone Moonbase", shows="a zone that there is not", fails=True),
    ),
    manages=True,
)
def settings(
    ask: Managing,
    *,
    zone: Chosen | None = None,
    where: Word | None = None,
    admin_channel: Chosen | None = None,
    managers: Word | None = None,
    person: Chosen | None = None,
    unset: Word | None = None,
) -> Draft:
    """What is chosen; or one choice made."""
    channel = channel_of(ask, None)
    asked = Asked(
        zone=zone, where=where, admin_channel=admin_channel, managers=managers, person=person, unset=unset,
        channel=channel,
    )  # fmt: skip
    if zone is not None:
        return _set_zone(ask, asked, zone.text)
    if admin_channel is not None:
        return _set_admin_channel(ask, admin_channel)
    if managers is not None or person is not None:
        return _set_manager(ask, managers, person)
    if unset is not None:
        return _unset(ask, asked, unset.id)
    if not ask.request.admin and (channel is None or not may(ask, channel.id)):
        return refusal(ask, called(channel) if channel else schedule_texts.ANY_CHANNEL)
    return _show(ask, channel)


def _show(ask: Managing, channel: Channel | None) -> Draft:
    place = (ask.request.platform, ask.workspace)
    whole = operations.of(ask.reader, *place)
    here = operations.of(ask.reader, *place, channel.id) if channel else {}
    rows = []
    if channel is not None:
        form = texts.ZONE if here.get(chosen.ZONE) != whole.get(chosen.ZONE) else texts.ZONE_FROM
        told = _zone_words(ask, form, here.get(chosen.ZONE))
        rows.append(line(told, texts.LABEL_ZONE.format(channel=called(channel))))
    rows.append(line(_zone_words(ask, texts.ZONE_WORKSPACE, whole.get(chosen.ZONE)), texts.LABEL_ZONE_WORKSPACE))
    admins = whole.get(chosen.ADMIN_CHANNEL)
    told = texts.ADMIN.format(channel=_named(ask, admins)) if admins else texts.ADMIN_NONE
    rows.append(line(told, texts.LABEL_ADMIN))
    people = say.listing(words.person(ask, one) for one in chosen.managers(whole))
    rows.append(line(texts.MANAGERS.format(people=people) if people else texts.MANAGERS_NONE, texts.LABEL_MANAGERS))
    rows.append(line(texts.WHO, texts.LABEL_WHO))
    title = texts.TITLE.format(channel=called(channel)) if channel else texts.TITLE_WORKSPACE
    return card(ask, title, texts.LEAD, parts=[Part(kind="facts", items=tuple(rows))])


def _named(ask: Managing, channel: str) -> str:
    return called(ask.channel(channel))


def _zone_words(ask: Managing, form: str, zone: str | None) -> str:
    if zone is None:
        return texts.ZONE_NONE
    return form.format(zone=zone, offset=_offset(ask, zone))


def _offset(ask: Managing, zone: str) -> str:
    try:
        return words.offset(ask.now.astimezone(zones.zone(zone)))
    except NoZone:
        return schedule_texts.NO_ZONE


def _set_zone(ask: Managing, asked: Asked, zone: str) -> Draft:
    everywhere = asked.where is not None and asked.where.id == WORKSPACE
    if not everywhere and asked.channel is None:
        lead = texts.NO_CHANNEL.format(zone=zone)
        return card(ask, texts.NO_CHANNEL_TITLE, lead, kind="error", buttons=[_everywhere(zone)])
    if refused := _refused(ask, None if everywhere else asked.channel, zone):
        return refused
    values = {"zone": zone, "offset": _offset(ask, zone)}
    place = (ask.request.platform, ask.workspace)
    if everywhere or asked.channel is None:
        operations.put(ask.store, *place, chosen.ZONE, zone)
        return card(ask, texts.SET_TITLE, texts.SET_WORKSPACE.format(**values), buttons=[_shown()])
    operations.put(ask.store, *place, chosen.ZONE, zone, channel=asked.channel.id)
    lead = texts.SET_CHANNEL.format(channel=called(asked.channel), **values)
    return card(ask, texts.SET_TITLE, lead, buttons=[_shown()])


def _everywhere(zone: str) -> Button:
    line = f"settings zone {zone} {WORKSPACE}"
    return Button(label=line, command=line)


def _shown() -> Button:
    return Button(label=texts.SHOW, command="settings")


def _refused(ask: Managing, channel: Channel | None, zone: str = _EXAMPLE) -> Draft | None:
    """Why the asker may not change something of a channel, or of the workspace; None: they may."""
    if channel is not None:
        return None if may(ask, channel.id) else refusal(ask, called(channel))
    if ask.request.admin:
        return None
    here = ask.request.channel
    instead = texts.INSTEAD_ZONE.format(zone=zone) if here and may(ask, here) else texts.INSTEAD
    return card(ask, texts.ONLY_ADMINS_TITLE, texts.ONLY_ADMINS.format(instead=instead), kind="refusal")


def _set_admin_channel(ask: Managing, given: Chosen) -> Draft:
    channel = channel_of(ask, given)
    if refused := _refused(ask, None):
        return refused
    if channel is None:
        return card(ask, texts.NO_CHANNEL_TITLE, texts.NO_CHANNEL.format(zone=_EXAMPLE), kind="error")
    if refused := cannot_post(ask, channel):
        return refused
    operations.put(ask.store, ask.request.platform, ask.workspace, chosen.ADMIN_CHANNEL, channel.id)
    return card(ask, texts.ADMIN_TITLE, texts.ADMIN_SET.format(channel=called(channel)), buttons=[_shown()])


def _set_manager(ask: Managing, verb: Word | None, person: Chosen | None) -> Draft:
    if refused := _refused(ask, None):
        return refused
    if person is None:
        return card(ask, texts.MANAGER_WHOM_TITLE, texts.MANAGER_WHOM, kind="error")
    named = words.mention(ask, person.text)
    if verb is None:
        lead = texts.MANAGER_VERB.format(person=named)
        return card(
            ask,
            texts.MANAGER_TITLE,
            lead,
            kind="choice",
            buttons=[Button(label=say.cap(one), command=f"settings managers {one} {named}") for one in (ADD, REMOVE)],
        )
    return _put_manager(ask, verb.id, person.text, named)


def _put_manager(ask: Managing, verb: str, id: str, named: str) -> Draft:
    place = (ask.request.platform, ask.workspace)
    before = chosen.managers(operations.of(ask.reader, *place))
    if (id in before) == (verb == ADD):
        lead = (texts.MANAGER_ALREADY if verb == ADD else texts.MANAGER_NOT).format(person=named)
        return card(ask, texts.MANAGER_TITLE, lead, buttons=[_shown()])
    if verb == ADD and len(before) >= MOST_MANAGERS:
        return card(ask, texts.MOST_MANAGERS_TITLE, texts.MOST_MANAGERS.format(most=MOST_MANAGERS), kind="error")
    after = (*before, id) if verb == ADD else tuple(one for one in before if one != id)
    operations.put(ask.store, *place, chosen.MANAGERS, chosen.written_managers(after))
    lead = (texts.MANAGER_ADDED if verb == ADD else texts.MANAGER_REMOVED).format(person=named)
    return card(ask, texts.MANAGER_TITLE, lead, buttons=[_shown()])


def _unset(ask: Managing, asked: Asked, name: str) -> Draft:
    everywhere = name != chosen.ZONE or asked.channel is None or (asked.where and asked.where.id == WORKSPACE)
    channel = None if everywhere else asked.channel
    if refused := _refused(ask, channel):
        return refused
    place = (ask.request.platform, ask.workspace, name, None)
    if channel is None:
        operations.put(ask.store, *place)
    else:
        operations.put(ask.store, *place, channel=channel.id)
    lead = texts.UNSET_ADMIN
    if name == chosen.ZONE:
        lead = texts.UNSET_ZONE.format(where=say.cap(called(channel)) if channel else texts.WORKSPACE)
    return card(ask, texts.UNSET_TITLE, lead, buttons=[_shown()])
