"""What is said of a desk that is watched: too many questions, and to those who look whether it is well."""

# Limits
TOO_MANY_TITLE = "Too many questions"
TOO_MANY = {
    "user": "You have asked {asked} within a minute, which is as many as one person may ask. Ask again in {wait}.",
    "channel": "{asked} came from here within a minute, which is as many as one channel may ask. Ask again in {wait}.",
}
QUESTION, QUESTIONS = "1 question", "{count} questions"
SECOND, SECONDS = "1 second", "{count} seconds"

# Health
NO_ANSWER = "no answer within {seconds} s"

# The status that a service manager shows
ALL_UP = "{up} connected"
SOME_UP = "{up} connected; not {down}"
NONE_UP = "nothing is connected: {down}"
DOWN = "{name} ({reason})"
"""Told to systemd, which shows it beside the name of the service."""
