"""What is said of backups: on the way into one, on the way back, and in the log of the desk that makes one a night."""

NOT_WRITTEN = "The backup cannot be written to {path}: {reason}."
NOT_REPLACED = "The store {place} cannot be replaced: {reason}."
NOT_READ = "The backup {path} cannot be read: {reason}."
CAN = (
    "{path} can be restored: made on {made} UTC by Summit Desk {program}, with {schedules}, {posts} and"
    " {installations}; {dataset}."
)
DATA = "data version {version}"
NO_DATA = "no data"
DATA_GONE = "data version {version}, whose files are not in it"
SCHEDULE_ONE, SCHEDULE_MANY = "schedule", "schedules"
POST_ONE, POST_MANY = "planned or past post", "planned or past posts"
INSTALLATION_ONE, INSTALLATION_MANY = "installation", "installations"

RESTORED = "Restored from {path} into {place}; there was no store before."
RESTORED_MOVED = "Restored from {path} into {place}; the store from before is {moved}."
RELOAD = "The dataset {origin} is neither in the backup nor there any more: load one with summitdesk load FOLDER."

NIGHT_DONE = "the backup of this night is %s"
NIGHT_FAILED = "The backup of this night could not be made (%s); it is tried again in an hour."
NOT_DROPPED = "The old backup %s could not be deleted (%s)."
NO_BACKUP_BEFORE = (
    "The store has to be brought to the tables of this release, and the backup before that cannot be made ({reason})."
    " Make room, or set BACKUP_FOLDER to a folder that can be written, and start again."
)
BEFORE_DONE = "a backup from before the tables are changed is %s"
