"""What the desk adds to posts, and what it tells whoever made a schedule."""

LATE = "Late: this was planned for {time} {zone}. "
TEST = "TEST · {text}"

OPENINGS = {
    "paused": "Schedule {number} is paused",
    "resumed": "Schedule {number} posts again",
    "failed": "Schedule {number} could not post",
    "uncertain": "It is not known whether schedule {number} posted",
    "changed": "A record that schedule {number} posted has changed",
}
"""The titles of notices, by what they tell."""

LEADS = {
    "paused": (
        "{what} in {channel}: {why}. Nothing is lost: it goes on by itself once that is put right; each planned post is"
        " tried until then, and `schedule log {number}` shows what became of it."
    ),
    "resumed": "{what} in {channel}: the channel is back, and the post of {time} stands there.",
    "failed": "{what} in {channel}, the post of {time}: {why}. The next one is tried as planned.",
    "uncertain": (
        "{what} in {channel}, the post of {time}: the answer was lost, and it cannot be looked up. Please look into the"
        " channel; the desk does not send it twice."
    ),
    "changed": (
        "{what} in {channel}, the post of {time}: {why} now says something else than it did then. `cite` shows what it"
        " says now; the post was not changed."
    ),
}

REASONS = {
    "gone": "the channel is not there any more, or the app cannot see it",
    "archived": "the channel is archived",
    "forbidden": "the app lacks a permission there ({detail})",
    "uninstalled": "the app is not in the workspace any more",
    "refused": "the platform did not take the message ({detail})",
    "broken": "it could not be composed, which is a fault of the desk ({detail}); its log says more",
    "gave-up": "the platform could not be reached while the post had its time ({detail})",
}
"""Why something went wrong, in words."""

NO_DETAIL = "no word why"

# The terminal
POSTED = "── posted {moment} ──"
WRITING = "writing to the file"
NOT_READ_BACK = "what a terminal showed cannot be read back"
ALREADY = (
    "Another desk posts from {path} already. With SQLite one process posts; stop the other one, or use PostgreSQL for"
    " several."
)
WATCHING = "Watching {days} days from {start} on, in the times of {zone}; this takes about {seconds:g} seconds.\n"

# The settings
ABOUT_SEND = (
    "The longest time, in seconds, that a request to a platform can be under way. So long the desk waits before it"
    " looks for a post whose answer was lost."
)
ABOUT_LEDGER = "How many days the ledger of posts is kept."
BAD_SECONDS = "is a number of seconds from 1 to 3600"
BAD_DAYS = "is a number of days"
