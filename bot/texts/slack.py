"""What the Slack adapter says beside the cards: in the app's manifest, in its form, and of its connection."""

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
GROUP_HELP = "What the desk posts by itself: {words}."
HINT_SEPARATOR = " \u00b7 "
VERIFY = "Verify quote"
VERIFY_HELP = "Look up whether the words of this message are on record, to the letter."

# The pages of the installation
NOT_INSTALLED = "The app could not be installed now; the reference {reference} also stands in the log. Please try anew."
NOT_LINKED = "the address is too long for a link; leave --link out, and paste the manifest into Slack's form"

# A card that could not be shared
MAY_NOT = "the app may not post in this channel"
NOT_TAKEN = "Slack did not take it"
FOR_MANAGERS = "This card is for those who manage the channel; it is not posted for everyone."

# Permissions that a post lacks, by the names that Slack's own menus and pages have for them
LACKS_MEMBERSHIP = "Channel Membership (/invite the app)"
LACKS_POSTING = "Posting Permission of the channel"
LACKS_MESSAGES_TAB = "Messages Tab of the app"
LACKS_APPROVAL = "Approval by an admin of the workspace"
LACKS_BOT_TOKEN = "Bot Token"

# Why it cannot be looked up whether a post stands
NO_LOOKUP_DIRECT = "direct messages cannot be looked up"
NO_LOOKUP_MUCH = "too much was posted there since"
NO_LOOKUP_SLOW = "Slack shows this app too few messages at a time"

# Who asks could not be learnt
NOT_LEARNT_TITLE = "Slack could not be asked"
NOT_LEARNT = "Slack did not say who you are and what you may manage ({reason}). Nothing was done; please try again."
NOT_LEARNT_SCOPE = (
    "The app lacks the scope {scopes}, without which it cannot learn what you may manage. Nothing was done. "
    "Whoever installed it can add the scope on the app's page and reinstall it to the workspace."
)
NOT_LEARNT_BUSY = "Slack asks for a pause before it says what you may manage. Nothing was done; try again in a minute."

# The form for a schedule
FORM_TITLE = "New schedule"
FORM_SAVE = "Save"
FORM_CLOSE = "Cancel"
NEW_SCHEDULE = "New schedule"
FIELD_WHAT = "What to post"
FIELD_LINE = "Command"
FIELD_LINE_HINT = "Only for \u201cA command\u201d: as you would type it, such as members 2016."
FIELD_AT = "At"
FIELD_ZONE = "Time zone"
FIELD_ZONE_HINT = "Without one: the time zone of the channel, where it has one."
FIELD_ZONE_TYPE = "Type a city or a zone"
FIELD_DAYS = "On"
FIELD_OTHER_DAYS = "Other days"
FIELD_OTHER_DAYS_HINT = "In the place of the choice above: mon,thu \u00b7 1,15,last \u00b7 15 June."
FIELD_IN = "Channel"
FIELD_LEAD = "Days before"
FIELD_LEAD_HINT = "Only for a reminder: 7d,1d,0d is a week before, a day before, and on the day."
WHAT_ON_THIS_DAY = "On this day"
WHAT_REMINDER = "Reminder of the next summit"
WHAT_QUOTE = "A quotation"
WHAT_DIGEST_WEEK = "Digest of the week"
WHAT_DIGEST_MONTH = "Digest of the month"
WHAT_COMMAND = "A command"
DAYS_ALL = "every day"
DAYS_WEEKDAYS = "Monday to Friday"
DAYS_MONDAYS = "every Monday"
DAYS_FIRST = "the first of the month"
DAYS_LAST = "the last day of the month"
LINE_MISSING = "Please type the command that is to be posted, such as members 2016."
LINE_UNUSED = "A command is only posted where \u201cA command\u201d is chosen above."
CHANNEL_MISSING = "Please choose the channel."
PERHAPS = "{said} Perhaps: {offers}."
NOT_OPENED = (
    "Slack did not open the form. You can type it in one line: "
    "schedule add onthisday at 08:30 Asia/Tashkent weekdays in #channel"
)
