"""Two foreign judges of a block: the models of slack_sdk and the classes of blockkit."""

import copy
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from blockkit import core
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

# blockkit names some classes otherwise than the type in the JSON. Images are left out: blockkit allows an alt_text
# of 255 characters, Slack one of 2000.
BLOCKS: Mapping[str, type[core.Component]] = {
    "section": core.Section,
    "header": core.Header,
    "divider": core.Divider,
    "context": core.Context,
    "actions": core.Actions,
    "input": core.Input,
    "markdown": core.Markdown,
    "rich_text": core.RichText,
}
# Radio buttons and checkboxes are left out: blockkit refuses the mrkdwn options that Slack allows there.
ELEMENTS: Mapping[str, type[core.Component]] = {
    "button": core.Button,
    "datepicker": core.DatePicker,
    "overflow": core.Overflow,
    "plain_text_input": core.PlainTextInput,
    "static_select": core.StaticSelect,
    "users_select": core.UsersSelect,
    "channels_select": core.ChannelsSelect,
    "conversations_select": core.ConversationsSelect,
    "timepicker": core.TimePicker,
    "mrkdwn": core.Text,
    "plain_text": core.Text,
    "rich_text_section": core.RichTextSection,
    "rich_text_list": core.RichTextList,
    "rich_text_quote": core.RichTextQuote,
    "rich_text_preformatted": core.RichTextPreformatted,
    "text": core.RichTextEl,
    "link": core.RichLinkEl,
    "emoji": core.RichEmojiEl,
    "user": core.RichUserEl,
    "channel": core.RichChannelEl,
    "usergroup": core.RichUserGroupEl,
    "broadcast": core.RichBroadcastEl,
}
UNTYPED: Mapping[str, type[core.Component]] = {
    "options": core.Option,
    "initial_option": core.Option,
    "initial_options": core.Option,
    "option_groups": core.OptionGroup,
    "confirm": core.Confirm,
    "style": core.RichStyle,
    "slack_file": core.SlackFile,
    "filter": core.ConversationFilter,
    "dispatch_action_config": core.DispatchActionConfig,
}


def sdk_problems(block: Mapping[str, Any], where: str) -> list[str]:
    """What `slack_sdk.models` says about the block when it writes it out again."""
    try:
        parsed = Block.parse(copy.deepcopy(dict(block)))
        if parsed is None:
            return [f"{where}: slack_sdk does not know a block of type {block.get('type')}"]
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError) as error:
        return [f"{where}: {error}"]
    return []


def blockkit_problems(block: Mapping[str, Any], where: str) -> list[str]:
    """What `blockkit` says about the block when it is built of its classes; unknown parts are left to the others."""
    kind = BLOCKS.get(str(block.get("type")))
    if kind is None:
        return []
    try:
        build: Callable[[], dict[str, Any]] = _built(kind, block).build
        build()
    except _NotConvertible:
        return []
    except (core.FieldValidationError, core.ComponentValidationError, ValueError) as error:
        return [f"{where}: {error}"]
    return []


class _NotConvertible(Exception):
    """The block holds a part for which blockkit has no class here."""


def _built(kind: type[core.Component], value: Mapping[str, Any]) -> core.Component:
    known = inspect.signature(kind).parameters
    wanted = {key: part for key, part in value.items() if key != "type" or kind is core.Text}
    if not set(wanted) <= set(known):
        raise _NotConvertible
    make: Callable[..., core.Component] = kind
    return make(**{key: _converted(key, part) for key, part in wanted.items()})


def _converted(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_converted(key, item) for item in value]
    if not isinstance(value, Mapping):
        return value
    kind = ELEMENTS.get(value.get("type", "")) or UNTYPED.get(key)
    if kind is None:
        raise _NotConvertible
    return _built(kind, value)
