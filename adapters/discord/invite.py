"""The link by which a server's manager or a user adds the app, with no more rights than it uses."""

from __future__ import annotations

from urllib.parse import urlencode

PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 38
"""View Channel, Send Messages, Send Messages in Threads: for answers to mentions and for scheduled posts. Read Message
History: to look whether a post is there that was perhaps taken. Slash commands need none.
https://docs.discord.com/developers/topics/permissions"""

SCOPES = "bot applications.commands"


def invite(application_id: int | str) -> str:
    """The link for a server. Without `scope` and `permissions` the same page also offers to add the app to a user."""
    query = {"client_id": str(application_id), "scope": SCOPES, "permissions": str(PERMISSIONS)}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


def invite_user(application_id: int | str) -> str:
    """The link by which a user adds the app for himself: commands only, in every conversation that he is in."""
    query = {"client_id": str(application_id), "integration_type": "1", "scope": "applications.commands"}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"
