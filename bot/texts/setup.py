"""What `summitdesk setup` says on the way to a running bot."""

SLACK_STEPS = """\
Summit Desk in Slack, in four steps. You need to be allowed to install apps in your workspace.

1. Open this link. Choose your workspace, press Next, then Create. (It fills in Slack's form for a new app.)

{link}
"""
SLACK_BOT = """\
2. In the page of your new app: Install App (on the left), Install to <your workspace>, Allow.
   Copy the Bot User OAuth Token, which begins with xoxb-, and paste it here.
"""
SLACK_APP = """\
3. Basic Information (on the left), App-Level Tokens, Generate Token and Scopes: any name,
   Add Scope, connections:write, Generate. Copy the token, which begins with xapp-, and paste it here.
"""
SLACK_DONE = """\
4. Start the desk, in this folder:  summitdesk run
   Then type {command} in any channel of Slack.
"""
DISCORD_STEPS = """\
Summit Desk in Discord, in three steps. You need to be allowed to manage the server.

1. Open https://discord.com/developers/applications, press New Application, give it a name, tick the
   terms, Create. Then Bot (on the left), Reset Token, Yes, do it! (Discord may ask for your password or a code.)
   Copy the token and paste it here.
"""
DISCORD_INVITE = """\
2. Open this link, choose your server, press Continue, then Authorise (Authorize).

{link}
"""
DISCORD_DONE = """\
3. Start the desk, in this folder:  summitdesk run
   Then type / in any channel of your server and choose {command}.
"""
ASKED = {
    "SLACK_BOT_TOKEN": "Bot User OAuth Token: ",
    "SLACK_APP_TOKEN": "App-level token: ",
    "DISCORD_TOKEN": "Bot token: ",
}
KEPT = "{name} is set already and is good ({said}); it stays."
GOOD = "That works: {said}."
IN_WORKSPACE = "{user} in {team}"
OPENS = "Socket Mode opens"
TRY_AGAIN = "{reason} Please paste it again."
WRONG_START = "This does not begin with {start}: it is another of the app's secrets."
NO_TOKEN = "A token has letters, digits and dashes only."
SYMLINK = "it is a link to another file"
EMPTY = "Nothing was pasted."
SLACK_REFUSES = "Slack does not accept this token ({word})."
DISCORD_REFUSES = "Discord does not accept this token."
NOT_NOW = "{platform} does not answer as it should (HTTP {status})."
NOT_REACHED = "{platform} could not be reached ({reason}). Is there a connection to the internet?"
WRITTEN = "Written to {file}, which only you can read."
WON = "The environment sets {name} as well, and wins over {file}."
GIVEN_UP = "nothing was written; start again when you have the token"
NOT_WRITTEN = "{file} could not be written: {reason}"
