"""`settings`: zone, public or private answers, muted sources, admin channel and managers; for those who may manage."""

from __future__ import annotations

from bot import say, zones
from bot.arguments import Chosen, Word
from bot.card import Draft
from bot.commands.schedule import words
from bot.commands.schedule.common import called, cannot_post, card, channel_of, line, may, refusal
from bot.commands.settings import answers as habit
from bot.commands.settings import sources
from bot.commands.settings.common import CHANNEL, EXAMPLE, WORKSPACE, is_everywhere, refused, shown
from bot.contract import Button, Channel, Part
from bot.managing import Managing
from bot.registry import Choice, Example, Option, command
from bot.schedules import chosen
from bot.texts import schedules as schedule_texts
from bot.texts import settings as texts
from bot.zones import NoZone
from data.operations import settings as operations

MOST_MANAGERS = 100
ADD, REMOVE = "add", "remove"


@command(
    "settings",
    help="The zone of new schedules, public or private answers, muted sources, the admin channel, and who may manage.",
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
            name="answers",
            help="Whether answers are seen by all or by the asker alone, where the asker does not say",
            types=("choice",),
            choices=(
                Choice(id=chosen.PUBLIC, label="public", names=("for-all",)),
                Choice(id=chosen.PRIVATE, label="private", names=("for-one",)),
            ),
            named=True,
        ),
        Option(
            name="mute",
            help="A source or a publisher of which nothing is shown in the whole workspace",
            types=("text",),
            named=True,
        ),
        Option(name="unmute", help="A muted source or publisher that is shown again", types=("text",), named=True),
        Option(
            name="unset",
            help="Take a choice back",
            types=("choice",),
            choices=(
                Choice(id=chosen.ZONE, label="the zone"),
                Choice(id=chosen.ADMIN_CHANNEL, label="the admin channel"),
                Choice(id=chosen.ANSWERS, label="public or private answers"),
                Choice(id=chosen.MUTED, label="every muted source"),
            ),
            named=True,
        ),
    ),
    examples=(
        Example(line="settings", shows="what is chosen, and who may change it"),
        Example(line="settings zone Asia/Tashkent", shows="the zone of new schedules in this channel"),
        Example(line="settings zone Europe/Berlin everywhere", shows="the zone of the whole workspace"),
        Example(line="settings answers:private", shows="answers here are for the asker alone unless they say"),
        Example(line="settings mute {source}", shows="nothing of a source is shown in this workspace"),
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
    answers: Word | None = None,
    mute: str | None = None,
    unmute: str | None = None,
    unset: Word | None = None,
) -> Draft:
    """What is chosen; or one choice made."""
    channel = channel_of(ask, None)
    given = {"zone": zone, "answers": answers, "mute": mute, "unmute": unmute, "admin-channel": admin_channel}
    chosen_now = [name for name, value in {**given, "managers": managers, "unset": unset}.items() if value is not None]
    if len(chosen_now) > 1:
        lead = texts.ONE_AT_A_TIME.format(names=say.listing(f"“{name}”" for name in chosen_now))
        return card(ask, texts.ONE_AT_A_TIME_TITLE, lead, kind="error")
    if zone is not None:
        return _set_zone(ask, where, channel, zone.text)
    if answers is not None:
        return habit.choose(ask, answers.id, where, channel)
    if mute is not None:
        return sources.mute(ask, mute)
    if unmute is not None:
        return sources.unmute(ask, unmute)
    if admin_channel is not None:
        return _set_admin_channel(ask, admin_channel)
    if managers is not None or person is not None:
        return _set_manager(ask, managers, person)
    if unset is not None:
        return _unset(ask, where, channel, unset.id)
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
    if channel is not None:
        rows.append(line(habit.told(here, whole), texts.LABEL_ANSWERS.format(channel=called(channel))))
    rows.append(line(habit.told_whole(whole), texts.LABEL_ANSWERS_WORKSPACE))
    rows.append(line(sources.told(ask), texts.LABEL_MUTED))
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


def _set_zone(ask: Managing, where: Word | None, channel: Channel | None, zone: str) -> Draft:
    everywhere = is_everywhere(where)
    if not everywhere and channel is None:
        lead = texts.NO_CHANNEL.format(zone=zone)
        return card(ask, texts.NO_CHANNEL_TITLE, lead, kind="error", buttons=[_everywhere(zone)])
    if refusing := refused(ask, None if everywhere else channel, zone):
        return refusing
    values = {"zone": zone, "offset": _offset(ask, zone)}
    place = (ask.request.platform, ask.workspace)
    if everywhere or channel is None:
        operations.put(ask.store, *place, chosen.ZONE, zone)
        return card(ask, texts.SET_TITLE, texts.SET_WORKSPACE.format(**values), buttons=[shown()])
    operations.put(ask.store, *place, chosen.ZONE, zone, channel=channel.id)
    lead = texts.SET_CHANNEL.format(channel=called(channel), **values)
    return card(ask, texts.SET_TITLE, lead, buttons=[shown()])


def _everywhere(zone: str) -> Button:
    line = f"settings zone {zone} {WORKSPACE}"
    return Button(label=line, command=line)


def _set_admin_channel(ask: Managing, given: Chosen) -> Draft:
    channel = channel_of(ask, given)
    if refusing := refused(ask, None):
        return refusing
    if channel is None:
        return card(ask, texts.NO_CHANNEL_TITLE, texts.NO_CHANNEL.format(zone=EXAMPLE), kind="error")
    if refusing := cannot_post(ask, channel):
        return refusing
    operations.put(ask.store, ask.request.platform, ask.workspace, chosen.ADMIN_CHANNEL, channel.id)
    return card(ask, texts.ADMIN_TITLE, texts.ADMIN_SET.format(channel=called(channel)), buttons=[shown()])


def _set_manager(ask: Managing, verb: Word | None, person: Chosen | None) -> Draft:
    if refusing := refused(ask, None):
        return refusing
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
        return card(ask, texts.MANAGER_TITLE, lead, buttons=[shown()])
    if verb == ADD and len(before) >= MOST_MANAGERS:
        return card(ask, texts.MOST_MANAGERS_TITLE, texts.MOST_MANAGERS.format(most=MOST_MANAGERS), kind="error")
    after = (*before, id) if verb == ADD else tuple(one for one in before if one != id)
    operations.put(ask.store, *place, chosen.MANAGERS, chosen.written_managers(after))
    lead = (texts.MANAGER_ADDED if verb == ADD else texts.MANAGER_REMOVED).format(person=named)
    return card(ask, texts.MANAGER_TITLE, lead, buttons=[shown()])


def _unset(ask: Managing, where: Word | None, channel: Channel | None, name: str) -> Draft:
    """Take a choice back: of the channel what a channel has of its own, unless the whole workspace is meant."""
    if name not in _OF_CHANNELS or is_everywhere(where):
        channel = None
    if refusing := refused(ask, channel):
        return refusing
    place = (ask.request.platform, ask.workspace, name, None)
    operations.put(ask.store, *place, channel=channel.id if channel else operations.WHOLE)
    named = say.cap(called(channel)) if channel else texts.WORKSPACE
    return card(ask, texts.UNSET_TITLE, texts.UNSET[name].format(where=named), buttons=[shown()])


_OF_CHANNELS = (chosen.ZONE, chosen.ANSWERS)
"""What a channel may have of its own."""
