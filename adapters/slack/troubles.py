"""What Slack's words for a refusal mean for a post: which trouble it is, and what lacks.

The words: https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.slack.calling import BUSY, Failed
from bot.sender import SendFailed, Trouble
from bot.texts import slack as texts

SCOPE = "missing_scope"
POST_SCOPE = "chat:write"

_GONE = ("channel_not_found", "user_not_found", "user_disabled", "cannot_dm_bot")
_UNINSTALLED = ("account_inactive", "invalid_auth", "not_authed", "token_revoked")

_FORBIDDEN: Mapping[str, str] = {
    "not_in_channel": texts.LACKS_MEMBERSHIP,
    "no_permission": texts.LACKS_MEMBERSHIP,
    "restricted_action": texts.LACKS_POSTING,
    "restricted_action_read_only_channel": texts.LACKS_POSTING,
    "restricted_action_thread_only_channel": texts.LACKS_POSTING,
    "restricted_action_non_threadable_channel": texts.LACKS_POSTING,
    "restricted_action_thread_locked": texts.LACKS_POSTING,
    "messages_tab_disabled": texts.LACKS_MESSAGES_TAB,
    "ekm_access_denied": texts.LACKS_APPROVAL,
    "access_denied": texts.LACKS_APPROVAL,
    "app_access_restricted": texts.LACKS_APPROVAL,
    "team_access_not_granted": texts.LACKS_APPROVAL,
    "enterprise_is_restricted": texts.LACKS_APPROVAL,
    "accesslimited": texts.LACKS_APPROVAL,
    "not_allowed_token_type": texts.LACKS_BOT_TOKEN,
    SCOPE: POST_SCOPE,
}
"""Words for a permission that lacks, and the name that Slack's own pages and menus have for it."""

_REFUSED = ("invalid_", "msg_", "metadata_", "too_many_", "attachment_", "markdown_text_", "no_text")
"""How the words begin with which Slack refuses a message for what stands in it."""

_NOT_THE_MESSAGE = ("invalid_post_type", "invalid_form_data", "invalid_charset")
"""Words that begin so and yet say only that the request did not arrive whole: another try may."""


def failed(fault: Failed) -> SendFailed:
    """What was certainly not sent, and why. A word that is new counts as an error of Slack's own, which passes."""
    missing = _missing(fault)
    return SendFailed(_trouble(fault), fault.word, retry_after=fault.retry_after, missing=missing)


def _trouble(fault: Failed) -> Trouble:
    word = fault.word
    if word in BUSY:
        return "busy"
    if word in _GONE:
        return "gone"
    if word == "is_archived":
        return "archived"
    if word in _UNINSTALLED:
        return "uninstalled"
    if word in _FORBIDDEN:
        return "forbidden"
    return "refused" if word.startswith(_REFUSED) and word not in _NOT_THE_MESSAGE else "down"


def _missing(fault: Failed) -> tuple[str, ...]:
    if fault.word == SCOPE and fault.needed:
        return fault.needed
    return (_FORBIDDEN[fault.word],) if fault.word in _FORBIDDEN else ()
