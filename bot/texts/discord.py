"""What the Discord adapter says beside the cards and beside what every chat platform says."""

# The card
LINK = "link"
HELP = "Help"

# Application commands
PRIVATE_OPTION = "private"
PRIVATE_HELP = "Only you see the answer"
VERIFY_QUOTE = "Verify quote"
GROUPS = {"schedule": "What the desk posts in this server by itself"}


# What can go wrong
NOT_LEARNT_TITLE = "Not done"
NOT_IN_SERVER = (
    "I was added to you, not to this server, so I cannot post here. Someone who manages it can add me to it first."
)
NOT_LEARNT = "Discord does not tell me just now what you may do in that channel. Please try again in a minute."
NOT_ALLOWED = "the app may not write in this channel"
NOT_TAKEN = "Discord did not take it"
NO_SERVER_TITLE = "Only in a server"
NO_SERVER = "Schedules and settings are those of a server. Use /schedule or /settings there, or mention me there."
IN_SERVER = "There are no buttons here, for they work only in the server. To go on, use /schedule or /settings there."
NO_DIRECT = (
    "I cannot write to you directly. Use the slash command: its answer is for you alone if you choose `private`."
)
BROKE = "Something broke on the way to you; the reference {reference} also stands in the log. Please ask again."
BAD_TOKEN = (
    "Discord does not accept DISCORD_TOKEN; copy it again from the app's page (Bot, Reset Token) and start anew."
)
INTENTS = "Discord refuses the intents asked for, though none of them is privileged. Please report this."
OLD_COMMAND = "This command comes from another version of the desk. Reload Discord and choose it again."

# Shards, and being called over HTTP
BAD_SHARDS = (
    "Discord refuses these shards: more than 2,500 servers would fall to one of them, or there are not so many. Give"
    " DISCORD_SHARDS a greater number of shards in every process, or leave it out."
)
AWAY = "not connected: shard {shards}"
NO_SESSIONS = "Discord allows no more new connections today; in {minutes} minutes it does again"
NOT_READY = "I am just starting. Please ask again in a moment."
OTHER_KEY = (
    "DISCORD_PUBLIC_KEY is not that of the app whose token DISCORD_TOKEN is. Copy it again from the app's page (General"
    " Information, Public Key) and start anew."
)
CALLED = "over HTTP, as {app}"
NOT_CALLED = (
    "Discord does not call this desk yet: enter its public address with {path} at its end as the Interactions Endpoint"
    " URL, on the app's page (General Information)"
)
