"""What the Discord adapter says beside the cards and beside what every chat platform says."""

# The card
LINK = "link"

# Application commands
PRIVATE_OPTION = "private"
PRIVATE_HELP = "Only you see the answer"
VERIFY_QUOTE = "Verify quote"

# What can go wrong
NOT_ALLOWED = "the app may not write in this channel"
NOT_TAKEN = "Discord did not take it"
NO_DIRECT = (
    "I cannot write to you directly. Use the slash command: its answer is for you alone if you choose `private`."
)
BROKE = "Something broke on the way to you; the reference {reference} also stands in the log. Please ask again."
BAD_TOKEN = (
    "Discord does not accept DISCORD_TOKEN; copy it again from the app's page (Bot, Reset Token) and start anew."
)
INTENTS = "Discord refuses the intents asked for, though none of them is privileged. Please report this."
OLD_COMMAND = "This command comes from another version of the desk. Reload Discord and choose it again."
