"""A small Slack on 127.0.0.1 for tests: see `SlackWorkspace`; `problems` says what Slack would refuse."""

from fakes.slack.answers import Answer
from fakes.slack.delivery import FAILED, OK, TIMEOUT
from fakes.slack.rules import message_problems, problems, view_problems
from fakes.slack.workspace import SlackWorkspace
from fakes.slack.world import Channel, Message, Post, Team, User, View

__all__ = [
    "FAILED",
    "OK",
    "TIMEOUT",
    "Answer",
    "Channel",
    "Message",
    "Post",
    "SlackWorkspace",
    "Team",
    "User",
    "View",
    "message_problems",
    "problems",
    "view_problems",
]
