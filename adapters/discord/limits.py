"""Discord's limits, each once, with the page that states it."""

from __future__ import annotations

from bot.schedules.pace import Limit, channel, everywhere

# https://docs.discord.com/developers/components/reference
COMPONENTS = 40
"""Components of a message, the nested ones counted."""
TEXT = 4000
"""Characters of all text displays of a message together."""
BUTTONS = 5
"""Buttons of an action row."""
LABEL = 80
CUSTOM_ID = 100

# https://docs.discord.com/developers/resources/message#create-message
CONTENT = 2000
NONCE = 25

# https://docs.discord.com/developers/interactions/application-commands
COMMAND_NAME = 32
DESCRIPTION = 100
CHOICES = 25
"""Choices of an option, and suggestions of an autocompletion."""
CHOICE = 100
"""Characters of a choice's name, and of its value where that is text."""
SUBCOMMANDS = 25
"""Commands of a group."""
COMMAND = 8000
"""Characters of a command's definition: names, descriptions and values of everything in it."""
OPTION_TEXT = 6000
"""The largest `max_length` that an option may state."""

# https://docs.discord.com/developers/interactions/receiving-and-responding
FIRST_ANSWER = 3.0
"""Seconds until an interaction must have had its first response."""
PATIENCE = FIRST_ANSWER / 2
"""Seconds that we wait for an answer before we ask for more time: half of what there is."""
INLINE = FIRST_ANSWER - 0.5
"""Seconds after which a request of Discord's is answered without the first response, which then goes its own way."""

# https://docs.discord.com/developers/events/gateway#sharding
IDENTIFYING = 5.0
"""Seconds in which as many shards may begin a session as Discord says, one for each rest of their numbers."""
AWAY = 15.0
"""Seconds for which a shard may be away, while it is connected anew, before the adapter counts as down."""

# https://docs.discord.com/developers/topics/rate-limits
REQUESTS = 50
"""Requests of one bot in a second, answers to interactions not counted. A post takes two of them."""
SHORT_PAUSE = 3.0
"""Seconds that we wait at most where Discord asks us to; a longer pause is told to whoever asked."""

# https://docs.discord.com/developers/resources/message#get-channel-messages
HISTORY = 100
"""Messages of one page of a channel's history."""

SPACING = 1 / 49
"""Seconds between two requests of what the desk does by itself: 50 a second are allowed to one bot, and a second of
ours may begin within one of Discord's. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit"""
POSTING = (Limit(1.0, channel), Limit(2 * SPACING, everywhere))
"""Of posts, which take two requests each."""
UNDER_WAY = 32
"""Posts that may be under way at once; most of them wait for their turn."""
