"""What is said of a desk that runs for long: its settings, its start, and what its keeper is told."""

# The settings
ABOUT_PUBLIC_KEY = (
    "The public key of your Discord app: Discord then calls the desk over HTTP (with `PORT`), at"
    " `/discord/interactions`, and there is no gateway; mentions and direct messages are not heard then."
)
ABOUT_SHARDS = "Which of how many shards this process connects, such as `0-1/4`, where several processes share them."
ABOUT_OLD_KEYS = (
    "Keys from before, one a line: what was sealed with them still opens. `summitdesk rotate-key` seals it anew."
)
ABOUT_METRICS = (
    "Whoever reads `/metrics` must send this as a bearer token. Not set: whoever reaches `PORT` may read it."
)
ABOUT_HEARTBEAT = (
    "An address that is called every 15 seconds or so while the clock ticks, for a service that tells when calls stop."
)
ABOUT_BACKUP_FOLDER = "Where the backups of each night and of each migration go."
ABOUT_BACKUPS_KEPT = "How many of the backups of the nights are kept; `0`: none is made."
ABOUT_USER_RATE = "How many questions a minute one person may ask; `0`: any number."
ABOUT_CHANNEL_RATE = "How many questions a minute may come from one channel; `0`: any number."
ALL_SHARDS = "all"

SHORT_OLD_KEY = "each key must have at least {least} characters"
BAD_COUNT = "it must be a number from 0 to 1000000"
BAD_PUBLIC_KEY = "it must be the 64 hexadecimal digits of the Public Key on your app's General Information page"
BAD_SHARDS = "it must be written like 0/4 or 0-1/4: the shards from 0, and how many there are in all"
NO_TOKEN = "it is missing; the desk posts and registers its commands with it"
NO_WEB_PORT = "it is missing; the role web serves what is called over HTTP"
NO_INTERACTIONS_PORT = "it is missing; with DISCORD_PUBLIC_KEY Discord calls the desk over HTTP"

NOTHING_CALLED = (
    "the role web has nothing to do: what is set is reached over sockets, and summitdesk run --role worker serves that "
    "alone. Over HTTP Slack needs SLACK_SIGNING_SECRET without SLACK_APP_TOKEN, Discord DISCORD_PUBLIC_KEY."
)

# The shell
ROLE_HELP = "web: what is called over HTTP; worker: sockets, clock and posts; all (the default)"
DOCTOR_HELP = "check everything the desk needs, and say what to do where something is wrong"
DOCTOR_JSON = "for a machine"
BACKUP_HELP = "write a backup of what was chosen, planned and posted, and of the dataset"
BACKUP_FILE = "where to: a new file, or a folder (default: the backup folder)"
RESTORE_HELP = "put the store back to what a backup holds; the present one is moved aside"
RESTORE_FILE = "the backup"
RESTORE_CHECK = "only say whether it could be restored"
FORGET_HELP = "forget a person or a workspace: what is stored of them is deleted"
FORGET_PLATFORM = "slack, discord or terminal"
FORGET_PERSON = "the id of a person, wherever it stands"
FORGET_WORKSPACE = "the id of a Slack workspace or of a Discord server, with all its schedules"
FORGET_YES = "do it; without this, only say what would be deleted"
ROTATE_HELP = "seal everything anew with SUMMITDESK_SECRET_KEY, after it was changed"

# The start
OPENING = "Summit Desk {version}{role}"
ROLE = ", {role}"
LINE = "  {label:<10} {said}"
DATA, DATABASE, TABLES, SCHEDULES = "Data", "Database", "Tables", "Schedules"
MEMORY, HEALTH, NEXT = "Memory", "Health", "Next"
HOLDS = "{name}, checked on {day}, data {version}"
UNREADABLE = "cannot be read just now"
SQLITE = "SQLite, {path}, {size} MB"
POSTGRESQL = "PostgreSQL"
UP_TO_DATE = "{after}, up to date"
MADE = "{after}, made new"
BROUGHT_ELSEWHERE = "brought from {before} to {after} by another process, which made a backup"
BROUGHT = "{before} brought to {after}; the backup from before: {backup}"
NOT_SET = "not set; summitdesk setup {platform}"
ELSEWHERE = "not of this process"
CONNECTED = "connected {said}"
NOT_YET = "not connected yet: {reason}"
REGULAR = "{active} active, {paused} paused; next on {moment}"
NONE_AHEAD = "{active} active, {paused} paused; none is due soon"
NO_SCHEDULES = "none yet; /schedule add in a channel"
MEGABYTES = "{size:.0f} MB"
UNKNOWN = "not known on this system"
HEALTH_AT = "http://{address}:{port}/healthz"
NO_HEALTH = "no PORT is set"
ASK_IN_SLACK = "type /{command} members in Slack"
ASK_IN_DISCORD = "type /members in Discord"
CHECK = "summitdesk doctor checks everything"
