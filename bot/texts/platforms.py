"""What the adapters of the chat platforms say beside the cards; the cards themselves come from the desk."""

# Buttons of every card
BACK = "\u25c0 Page {page}"
ON = "Page {page} \u25b6"
BACK_PART = "\u25c0 Part {part}"
ON_PART = "Part {part} \u25b6"
SHARE = "Share to channel"
COPY = "Only for me"
CITE = "Cite"
START = "Start"

# The card
SOURCES_OF = "Sources: {title}"
SOURCES_LEAD = "{count} named on this page, each written out."
SOURCES_LEAD_PAGE = "{count} named on page {page}, each written out."
SOURCE_ONE, SOURCE_MANY = "source", "sources"
RECORDS = "Records: {ids}"
MORE = "and {count} more"
PART = "part {part} of {parts}"
GOES_ON = "\u2026"
MESSAGE = "message"
AS_OF = "as of {day}"
DATA = "data {version}"
PAGE = "page {page} of {pages}"
NO_DATE = "undated"
NO_PUBLISHER = "publisher not known"
SHARED_BY = "Shared by {who}"
SHARED = "Shared to the channel."

# What a press can meet
OLD_BUTTON = "This button comes from another version of the desk. Please ask again."
LOST_LINE = "The question behind this button is no longer kept. Please ask again."
PERHAPS_SHARED = "Whether the card was shared is not known: the connection was lost. Please look before sharing again."
NOT_SHARED = "The card could not be shared here: {reason}. You can copy it, or invite the app to the channel."
NO_TEXT = "This message has no text to look up."

# Running
CONNECTED = "to {team} as {user}"
INSTALLABLE = "for every workspace that has installed it"
REFUSED = "Slack does not accept {name} ({word}); copy the token again from the app's page and start anew"
