"""What `doctor` says: each check in a sentence, and what to do or to type where something is wrong."""

HELP = "Whether all that the desk needs is in order, and what to do where it is not."

# The card
TITLE = "How the desk is"
TITLE_ONE = "How the desk is: {check}"
LEAD_WELL = "All is in order, by {count}."
LEAD_TO_DO = "{count} to look at, the worst first."
CHECK_COUNT = ("check", "checks")
THING_COUNT = ("thing", "things")
TO_DO, IN_ORDER = "To look at", "In order"
LINE = "{status}: {detail}"
DETAIL, WITH_REMEDY = "{detail}", "{detail}. {remedy}"
LABEL_REMEDY = "What to do"
STATUSES = {"ok": "in order", "warn": "to look at", "fail": "failed", "skip": "left out"}
ONLY_ADMINS_TITLE = "Not allowed"
ONLY_ADMINS = "How the desk is, is told to admins of the workspace. Ask one of them."
AGAIN = "Look again"

# The shell
OPENING = "Summit Desk {version}, {data}"
OF_DATA = "data {version}"
NO_DATA_VERSION = "no data"
SUMMARY = "{fail} failed, {warn} to look at, {ok} in order, {skip} left out."
TO_TYPE = "> "
SAME = "(the same of {ids})"
LATE = "the check did not end within {seconds:g} seconds"
LATE_REMEDY = "Look whether the machine, its disk or its network hangs, and run summitdesk doctor again."
BROKE = "the check itself broke ({kind}), which is a fault of the program"
BROKE_REMEDY = "The log says more; please report it to whoever makes Summit Desk."
NO_SETTINGS = "the settings cannot be read, and this needs them"
NO_SETTINGS_REMEDY = "Put the setting right that is named under settings."
NO_STORE = "the database cannot be opened, and this needs it"
NO_STORE_REMEDY = "See database."
BY_SYSTEM = "the system says: {reason}"
NO_TABLES = "there are no tables for it yet"
NO_TABLES_REMEDY = "summitdesk migrate makes them; so does summitdesk run."

# Settings
SETTINGS_OK = "{platforms} set; {port}"
PLATFORM_SET = {"slack": "Slack", "discord": "Discord"}
NO_PLATFORM = "no platform is"
NO_PLATFORM_REMEDY = "Set one up with summitdesk setup slack or summitdesk setup discord."
WITH_PORT = "HTTP on port {port}"
WITHOUT_PORT = "no PORT, so no health page"
SETTINGS_REMEDY = "Put {name} right in .env or in the environment."
WORKER_ONLY = "{reason} It is enough for summitdesk run --role worker only."
ENV_OK = "{file} is its owner's alone"
ENV_NONE = "there is no .env in this folder; the environment counts alone"
ENV_OPEN = "others on this machine can read {file}, and it holds secrets"
ENV_REMEDY = "Make it yours alone with: chmod 600 {file}"
KEY_NONE = "nothing is sealed in the store, so no key is needed"
KEY_OK = "{count} open with SUMMITDESK_SECRET_KEY"
KEY_MISSING = "{count} are sealed, and SUMMITDESK_SECRET_KEY is not set"
KEY_WRONG = "{wrong} of {count} do not open with this SUMMITDESK_SECRET_KEY"
KEY_REMEDY = (
    "Set SUMMITDESK_SECRET_KEY to the key from before, or put that key into SUMMITDESK_OLD_KEYS and run "
    "summitdesk rotate-key."
)
TOKEN_COUNT = ("installation", "installations")

# Clock, zones, machine
CLOCK_OK = "{now} UTC"
CLOCK_EARLY = "the clock says {now} UTC, which is before the data was checked, {day}"
CLOCK_BEHIND = "the clock says {now} UTC, but the store has something of {newest} UTC"
CLOCK_REMEDY = "Set the clock of the machine and keep it by NTP: timedatectl set-ntp true"
ZONES_OK = "tzdata {version}, {count} zones"
ZONES_BAD = "the zone data cannot be read"
ZONES_REMEDY = "Install the program anew with its locked requirements: pip install -r requirements.lock"
MEMORY_OK = "{free} of {total} free"
MEMORY_UNKNOWN = "not known on this system"
MEMORY_LOW = "{free} of {total} free; the desk needs about {needed}"
MEMORY_LOW_RUNNING = "{free} of {total} free, with the desk running; it needs some {needed} of room"
MEMORY_REMEDY = "Stop what else runs there, or give the machine or its container 512 MB."
DISK_OK = "{free} free {where}"
DISK_LOW = "only {free} of {total} free {where}"
DISK_UNKNOWN = "not known {where}"
DISK_REMEDY = "Make room on that disk, or move the database or BACKUP_FOLDER to another."
AT_STORE, AT_BACKUPS, AT_BOTH = "for the database", "for the backups", "for the database and the backups"

# Store
DATABASE_OK = "{kind} {version}, {encoding}"
DATABASE_ENCODING = "{kind} {version} writes {encoding}; the desk needs UTF-8"
DATABASE_ENCODING_REMEDY = "Make a database with ENCODING 'UTF8' and move the desk there: summitdesk backup, restore."
DATABASE_ABSENT = "there is no database file {file}"
DATABASE_ABSENT_REMEDY = "summitdesk run makes it; if there was one before, look at DATABASE_URL and the folder."
DATABASE_REMEDY = "Look whether DATABASE_URL is right and the database is there, runs and may be read."
INTEGRITY_OK = "every page and every reference is sound"
INTEGRITY_POSTGRESQL = "PostgreSQL looks after its own pages"
INTEGRITY_SLOW = "too large to be read through within seconds"
INTEGRITY_SLOW_REMEDY = "With time: sqlite3 {file} 'PRAGMA integrity_check'"
INTEGRITY_BAD = "the file is damaged: {said}"
INTEGRITY_REMEDY = "Stop the desk, then summitdesk restore the newest file of the backup folder."
WRITABLE_OK = "it can be written"
WRITABLE_REMEDY = {
    "locked": "Find what holds the database for so long (fuser, pg_stat_activity); a load or a restore needs a minute.",
    "": "Give the user of the desk the right to write the database and its folder, on a disk that may be written.",
}
TABLES_OK = "{found}, up to date"
TABLES_NONE = "there are no tables yet"
TABLES_BEHIND = "they are at {found}, and this program needs {head}"
TABLES_REMEDY = "Bring them up to date with: summitdesk migrate (it makes a backup first)"
TABLES_NEW_REMEDY = "Make them with: summitdesk migrate"
TABLES_NEWER = "they are at {found}, and this program knows {head} only: a newer program has been here"
TABLES_NEWER_REMEDY = "Install the newer program again, or summitdesk restore a backup from before it."
DATA_OK = "{edition}, version {version}, {origin}"
DATA_NONE = "there is no data in the store"
DATA_REMEDY = "Load it with: summitdesk load"
DATA_OTHER = "version {version} is loaded, and {origin} is another: {wanted}"
DATA_NEWER = "version {version} is of a newer program than this one"
DATA_NEWER_REMEDY = "Update the program, or go back to its own data with summitdesk load."
DATA_FAULTY = "{folder} has faults, so version {version} stays in use: {first}"
DATA_FAULTY_REMEDY = "summitdesk check-data names every fault."
DATA_GONE = "version {version} is in use; its folder {folder} cannot be read"
SHIPPED = "the shipped dataset"
OWN_DATA = "a dataset of its own"

# What it does
SCHEDULES_NONE = "none yet"
SCHEDULES_OK = "{active} active, {paused} paused"
SCHEDULES_PAUSED = "{active} active, {paused} paused; paused by the desk: {those}"
SCHEDULES_ONE = "#{number} in {channel} ({reason})"
SCHEDULES_REMEDY = "Give the app what it lacks there; schedule explain NUMBER says it. It then posts again by itself."
AND_MORE = "{those}, and {count} more"
POSTS_OK = "none failed in the last day"
POSTS_BAD = "in the last day {counts}"
POSTS_FAILED = "{count} failed"
POSTS_UNCERTAIN = "{count} perhaps not posted"
POSTS_REMEDY = "schedule log all, in the workspace, says which and why."
TICK_OK = "a desk planned and posted {ago} ago"
TICK_NONE = "no desk is running that plans and posts"
TICK_OLD = "no desk is running; the last one was seen {ago} ago"
TICK_REMEDY = "Start it with: summitdesk run"
BACKUP_OK = "the last is {ago} old"
BACKUP_OFF = "none is made, as BACKUPS_KEPT says; the last is {ago} old"
BACKUP_OFF_NEVER = "none is made, as BACKUPS_KEPT says"
BACKUP_NONE = "there is none yet"
BACKUP_OLD = "the last is {ago} old"
BACKUP_GONE = "one was made {ago} ago, and there is none in {folder}"
BACKUP_GONE_REMEDY = "Look whether BACKUP_FOLDER is the right folder and may be written; summitdesk backup makes one."
BACKUP_REMEDY = "summitdesk backup makes one; a desk that runs makes one each night."
HERE_NONE = "nothing is to be posted here"
HERE_OK = "the desk can post in {channels}"
HERE_BAD = "{channel}: {why}"
HERE_LACK = "the desk lacks {missing}"
HERE_LEFT = "; {count} were not looked at"
HERE_REMEDY = "Give the desk what it lacks there, or move the schedule with “schedule edit”."
HERE_COUNT = ("channel", "channels")
LINKS_NONE = "this process serves no platform"
LINKS_UP = "{names} connected"
LINKS_DOWN = "{name} is not connected: {reason}"
LINKS_REMEDY = "It tries again by itself; summitdesk doctor on the machine says whether token and network are good."

# Platforms
NOT_SET = "not set"
NOT_SET_REMEDY = "Set it up, if it is wanted, with: summitdesk setup {platform}"
NOT_USED = "not used"
UNREACHED = "{platform} could not be reached ({reason})"
UNREACHED_REMEDY = "Look at the network of the machine, its DNS and its proxy, and whether the platform has an outage."
NO_TOKEN = "no good token to ask with"
NO_TOKEN_REMEDY = "See {id}."
SLACK_TOKEN_OK = "{user} in {team}"
SLACK_REFUSES = "Slack does not accept it ({word})"
SLACK_BOT_REMEDY = "Copy the Bot User OAuth Token anew: summitdesk setup slack"
SLACK_APP_REMEDY = "Make a new app-level token with connections:write: summitdesk setup slack"
SLACK_BY_INSTALLATION = "each workspace has its own, see slack-workspaces"
SCOPES_OK = "all {count} that the app asks for"
SCOPES_UNKNOWN = "Slack did not say which there are"
SCOPES_MISSING = "missing: {names}"
SCOPES_REMEDY = "Paste the output of summitdesk slack-manifest under App Manifest, save, and install the app again."
SOCKET_OK = "Socket Mode opens"
SOCKET_HTTP = "not used: Slack calls over HTTP"
WORKSPACES_NONE = "no workspace has installed the app yet"
WORKSPACES_OK = "{good} looked at, all good"
WORKSPACES_BAD = "{bad} of {looked} are not good: {names}"
WORKSPACES_LEFT = "{said}; {left} more were left out"
WORKSPACES_REMEDY = "Somebody there has to install the app again, at /slack/install of the desk's address."
WORKSPACE = "{name} ({word})"
WORD_WRONG_KEY = "sealed with another key"
WORKSPACE_COUNT = ("workspace", "workspaces")
SLACK_COMMANDS = "what is registered can only be read with a configuration token"
SLACK_COMMANDS_REMEDY = "Compare the App Manifest page of the app with: summitdesk slack-manifest"
DISCORD_TOKEN_OK = "{name}; no privileged intent is needed"
DISCORD_REFUSES = "Discord does not accept it"
DISCORD_REMEDY = "Reset the token on the Bot page of the app and paste the new one: summitdesk setup discord"
DISCORD_NOT_NOW = "Discord does not answer as it should ({said})"
KEY_NOT_USED = "not used: the gateway is"
PUBLIC_KEY_OK = "it is that of the app"
PUBLIC_KEY_WRONG = "DISCORD_PUBLIC_KEY is that of another app"
PUBLIC_KEY_REMEDY = "Copy the Public Key from the General Information page of the app into DISCORD_PUBLIC_KEY."
COMMANDS_OK = "{count} are registered as declared"
COMMANDS_MISSING = "not registered: {names}"
COMMANDS_CHANGED = "registered in another form: {names}"
COMMANDS_OLD = "registered and not declared: {names}"
COMMANDS_REMEDY = "Start the desk again, which registers them: summitdesk run"
CHANNELS_NONE = "nothing is scheduled there"
CHANNELS_OK = "{count} can be posted to"
CHANNELS_BAD = "{bad} of {looked} cannot be posted to: {those}"
CHANNELS_LEFT = "{said}; {left} were not looked at"
CHANNELS_ONE = "{channel} ({reason})"
CHANNELS_MISSING = "lacks {names}"
CHANNELS_NOW = "{said}; {asked} could not be asked about just now"
CHANNELS_REMEDY = "Give the app there what is named, or invite it again; schedule explain NUMBER tells more."
CHANNEL_COUNT = ("channel", "channels")

# Amounts and times
GIGABYTES, MEGABYTES = "{size:.1f} GB", "{size:.0f} MB"
SECOND, MINUTE, HOUR, DAY = ("second", "seconds"), ("minute", "minutes"), ("hour", "hours"), ("day", "days")

CHOICES = {
    "database": "the database",
    "integrity": "whether its file is sound",
    "writable": "whether it can be written",
    "tables": "its tables",
    "data": "the dataset",
    "clock": "the clock",
    "zones": "the time zones",
    "schedules": "the schedules",
    "channels": "the channels of the schedules",
    "posts": "the posts of the last day",
    "tick": "whether a desk plans and posts",
    "backup": "the last backup",
    "disk": "the room on the disk",
    "platforms": "the connections",
}
"""The checks of the card, in their order, with what each is about."""
