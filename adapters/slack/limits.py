"""What Slack takes at most: each number once, with the page it comes from."""

from bot.schedules.pace import Limit, channel, workspace

# Messages and views: https://docs.slack.dev/reference/block-kit/blocks
BLOCKS = 50
HOME_BLOCKS = 100

SECTION = 3000
"""Characters of a text object: https://docs.slack.dev/reference/block-kit/blocks/section-block"""

HEADER = 150
"""https://docs.slack.dev/reference/block-kit/blocks/header-block"""

ACTIONS = 25
"""Elements of one block: https://docs.slack.dev/reference/block-kit/blocks/actions-block"""

# Buttons: https://docs.slack.dev/reference/block-kit/block-elements/button-element
BUTTON = 75
URL = 3000

BLOCKS_JSON = 13_000
"""Characters of all blocks of a message; about 13,200 are refused with `msg_blocks_too_long`.

On no page of the documentation, but observed: https://github.com/slackapi/bolt-js/issues/2509
"""

TEXT = 40_000
"""Characters of a message's text: https://docs.slack.dev/reference/methods/chat.postMessage"""

# Answering: https://docs.slack.dev/interactivity/handling-user-interaction
ACKNOWLEDGE_SECONDS = 3.0
"""Within which a command or a press must be acknowledged, the way to Slack included."""

PATIENCE = ACKNOWLEDGE_SECONDS / 2
"""Seconds that we wait for an answer before the acknowledgement leaves without it."""

WORD = 60
"""Characters of Slack's word for an error, as it is kept and logged; none is longer."""

# Looking up a message: https://docs.slack.dev/reference/methods/conversations.history
HISTORY = 100
"""Messages of a page, of 999 that Slack takes; its pages suggest no more than 200 at a time."""

PRIVATE_METADATA = 3000
"""Characters that a form may carry along: https://docs.slack.dev/reference/views/modal-views"""

# Menus: https://docs.slack.dev/reference/block-kit/composition-objects/option-object
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100

SIGNATURE_SECONDS = 300
"""How old a signed request may be: https://docs.slack.dev/authentication/verifying-requests-from-slack"""

# The manifest: https://docs.slack.dev/reference/app-manifest
APP_NAME = 35
APP_DESCRIPTION = 140
LONG_DESCRIPTION_LEAST = 175
LONG_DESCRIPTION = 4000
DISPLAY_NAME = 80
COMMANDS = 50
COMMAND = 32
COMMAND_DESCRIPTION = 2000
USAGE_HINT = 1000
SHORTCUT_NAME = 24
SHORTCUT_DESCRIPTION = 150

MANIFEST_LINK = 8000
"""Characters of a link that carries a manifest, which servers and browsers commonly take; Slack names no number.

The link itself: https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
"""

# https://docs.slack.dev/apis/web-api/rate-limits
POSTING = (Limit(1.0, channel), Limit(0.25, workspace))
"""About one message a second and channel, and several hundred a minute and workspace."""
UNDER_WAY = 4
"""Posts that may be under way at once: with each of them a crash may leave it open whether it was sent."""
