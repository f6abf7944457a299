"""What is said when a person or a workspace is forgotten, and when what is sealed gets another key."""

# Forgetting
PERSON, WORKSPACE = "{id} on {platform}", "the workspace {id} on {platform}"
PLATFORMS = {"slack": "Slack", "discord": "Discord", "terminal": "the terminal"}
SCREEN = "the terminal and its files"
NOTHING = "Nothing is stored of {whom}.\n"
STORED = "Stored of {whom}:\n"
GONE = "Forgotten of {whom}:\n"
CHANGED = "  {table:<14} {count}, in which “forgotten” takes the place of the id\n"
CHANGED_DONE = "  {table:<14} {count}, in which “forgotten” took the place of the id\n"
DELETED = "  {table:<14} {count}, to be deleted\n"
DELETED_DONE = "  {table:<14} {count}, deleted\n"
ROW, ROWS = "row", "rows"
SCHEDULES_STAY = (
    "Their schedules stay and post on. Nobody is told; from now on what happens to them is told in the admin channel"
    " (“settings admin-channel”), where there is one.\n"
)
NOT_YET = "Nothing was changed. The same with --yes does it.\n"
APP_STAYS = "Remove the app from there too: as long as it is used there, new rows are written.\n"
HELD_IN_MEMORY = "A desk that runs may hold some of it in memory: start it again.\n"
BACKUPS = (
    "Backups from before still hold what was stored then. Those of the nights in {folder} go by themselves, the last in"
    " {count}; those made before a migration or a restore, a store that a restore moved aside, and your own copies stay"
    " until you delete them. After a restore, forget again.\n"
)
BACKUPS_STAY = (
    "Backups from before still hold what was stored then, and none goes by itself: delete them in {folder} and wherever"
    " you keep yours, and stores that a restore moved aside. After a restore, forget again.\n"
)
NIGHT, NIGHTS = "night", "nights"
NO_PERSONS = "the terminal knows no people; --workspace terminal means all that it has"
NOT_A_PERSON = {
    "slack": "it must be the id of a person, such as U024BE7LH, not a name",
    "discord": "it must be the id of a person, which has digits only, not a name",
}
NOT_A_WORKSPACE = {
    "slack": "it must be the id of a workspace or of an organisation, such as T024BE7LH, not a name",
    "discord": "it must be the id of a server, which has digits only, not a name",
    "terminal": "it must be “terminal”, which means all that the terminal has",
}
NO_STORE = "There is no store {file}, so nothing was looked at. Look at DATABASE_URL and at the folder."
OTHER_TABLES = "The store is not at the tables of this program: run summitdesk migrate first."

# Another key
NO_KEY = "it is missing; what is sealed is sealed anew with it"
NOTHING_SEALED = "Nothing is sealed in the store.\n"
SEALED_ANEW = "{count} sealed anew with SUMMITDESK_SECRET_KEY; sealed so before: {already}.\n"
INSTALLATION, INSTALLATIONS = "installation", "installations"
OLD_KEYS_GO = (
    "SUMMITDESK_OLD_KEYS is needed no more for the store. Keep those keys with the backups from before, which they"
    " open.\n"
)
UNOPENED = (
    "{workspace} on {platform}: no key opens its token. Put the key from before into SUMMITDESK_OLD_KEYS and run this"
    " again; where that key is lost, install the app there again, or forget it.\n"
)
BUSY = "{workspace} on {platform}: its token was being exchanged. Run this again.\n"
