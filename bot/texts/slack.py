"""What the Slack adapter says beside the cards: in the app's manifest, and of its connection."""

# The manifest
DESCRIPTION = (
    "Answers on recurring summits from sourced records: members, dates, decisions and quotations to the letter."
)
LONG_DESCRIPTION = (
    "Summit Desk answers questions on recurring summits from a store of sourced records: who was a member on which "
    "day, when and where the summits were, what was decided, and who said what, to the letter. Every line carries the "
    "number of its source, every card the day for which it holds, and where sources differ both sides are shown. It "
    "makes nothing up: what is not on record is said to be so. It runs on your own server and reads no conversation; "
    "it sees only its commands, its buttons, and the messages that are sent or addressed to it."
)
UMBRELLA_HELP = "Every command of the desk; alone, the start card."
HINT_SEPARATOR = " \u00b7 "
VERIFY = "Verify quote"
VERIFY_HELP = "Look up whether the words of this message are on record, to the letter."

# The pages of the installation
NOT_INSTALLED = "The app could not be installed now; the reference {reference} also stands in the log. Please try anew."
NOT_LINKED = "the address is too long for a link; leave --link out, and paste the manifest into Slack's form"

# A card that could not be shared
MAY_NOT = "the app may not post in this channel"
NOT_TAKEN = "Slack did not take it"
