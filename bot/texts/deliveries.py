"""What the desk adds to posts, and what it tells whoever made a schedule."""

LATE = "Late: this was planned for {time} {zone}. "
TEST = "TEST · {text}"

OPENINGS = {
    "paused": "Schedule #{number} is paused",
    "resumed": "Schedule #{number} posts again",
    "failed": "Schedule #{number} could not post",
    "uncertain": "It is not known whether schedule #{number} posted",
    "changed": "A record that schedule #{number} posted has changed",
}
"""The titles of notices, by what they tell."""

LEADS = {
    "paused": (
        "{what} cannot be posted in {channel}: {why}. The desk looks again at each planned time, and posts by itself "
        "once it can; what is due until then is not made up for. “schedule log {number}” tells what became of them."
    ),
    "resumed": (
        "{what} is posted in {channel} again: the post of {time} stands there. What was due meanwhile is not made up "
        "for."
    ),
    "failed": "{what} was to be posted in {channel} on {time}: {why}. The next one is tried as planned.",
    "uncertain": (
        "{what} was due in {channel} on {time}: it was sent, the platform’s answer was lost, and the post cannot be "
        "looked up. It is not sent again, so that it never stands twice. Look in the channel."
    ),
    "changed": (
        "{what} was posted in {channel} for {time}. {records} {say} something else now than then: {cites} {show} what. "
        "The post was not changed."
    ),
}

REASONS = {
    "broken": "it could not be composed, which is a fault of the desk ({detail}); its log says more",
    "gave-up": "it was tried for as long as the post had time, always in vain ({detail})",
}
"""Why something went wrong, where it is no single answer of the platform, in words."""

NO_DETAIL = "no word why"
NO_TIME = "a time that is not known any more"
CITE = "“cite {id}”"
SAYS, SAY = "says", "say"
SHOWS, SHOW = "shows", "show"

# The terminal
POSTED = "── posted {moment} ──"
WRITING = "writing to the file"
NO_FILE = "it is no regular file"
NOT_READ_BACK = "what a terminal showed cannot be read back"
ALREADY = (
    "Another desk posts from {path} already. With SQLite one process posts; stop the other one, or use PostgreSQL for"
    " several."
)
DAYS = ("day", "days")
SECONDS = ("second", "seconds")
WATCHING = "Watching {days} from {start} on, in the times of {zone}; this takes about {seconds}.\n"

# The settings
ABOUT_SEND = (
    "The longest time, in seconds, that a request to a platform can be under way. So long the desk waits before it"
    " looks for a post whose answer was lost."
)
ABOUT_LEDGER = "How many days the ledger of posts is kept."
BAD_SECONDS = "is a number of seconds from 30 to 3600"
BAD_DAYS = "is a number of days"
