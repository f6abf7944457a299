"""What `settings` says: what is chosen, for which place, and who may change it."""

TITLE = "Settings of {channel}"
TITLE_WORKSPACE = "Settings of this workspace"
LEAD = "What is chosen here, and who may change it."
LABEL_ZONE = "Zone of {channel}"
LABEL_ZONE_WORKSPACE = "Zone of the workspace"
LABEL_ADMIN = "Admin channel"
LABEL_MANAGERS = "Managers"
LABEL_WHO = "Who may change it"
ZONE = "{zone} ({offset}): new schedules here take it"
ZONE_FROM = "none of its own; that of the workspace counts: {zone} ({offset})"
ZONE_NONE = "none; “schedule add” asks for one"
ZONE_WORKSPACE = "{zone} ({offset}): new schedules take it where the channel has none"
ADMIN = "{channel} gets notices that could not be delivered to a schedule’s maker"
ADMIN_NONE = "none; what could not be delivered to a schedule’s maker stands in the ledger only"
MANAGERS = "{people}, beside those whom the platform lets: they may change what is posted in every channel"
MANAGERS_NONE = "nobody beside those whom the platform lets"
WHO = "The zone and the answers of a channel: those who may manage it. All else: admins of the workspace."

SET_TITLE = "Zone set"
SET_CHANNEL = (
    "New schedules in {channel} are in {zone} ({offset}) unless they name another. Those that stand do not change."
)
SET_WORKSPACE = (
    "New schedules of this workspace are in {zone} ({offset}), unless they or their channel name another. Those that "
    "stand do not change."
)
UNSET_TITLE = "Setting taken back"
UNSET = {
    "zone": "{where} has no zone of its own any more. Schedules that stand do not change.",
    "admin-channel": "There is no admin channel any more.",
    "answers": "{where} has no choice of its own any more: answers there are as is the habit.",
    "muted": "No source is muted any more.",
}
WORKSPACE = "The workspace"
ADMIN_TITLE = "Admin channel set"
ADMIN_SET = "{channel} gets notices that could not be delivered to a schedule’s maker."
MANAGER_TITLE = "Managers"
MANAGER_ADDED = "{person} may now change what is posted in every channel of this workspace."
MANAGER_REMOVED = "{person} is no manager any more; what the platform lets them do they may still."
MANAGER_ALREADY = "{person} is one already."
MANAGER_NOT = "{person} is none; nothing changes."
MANAGER_WHOM_TITLE = "Whom?"
MANAGER_WHOM = "Name somebody as your platform writes it, as in “settings managers add @name”."
MANAGER_VERB = "Say whether {person} is to be added or removed: “settings managers add” or “settings managers remove”."
MOST_MANAGERS_TITLE = "Too many managers"
MOST_MANAGERS = "There are {most} managers, which is the most. Remove one first."
ONE_AT_A_TIME_TITLE = "One at a time"
ONE_AT_A_TIME = "{names} are several choices, and none was made. Send a line for each."
ONLY_ADMINS_TITLE = "Not allowed"
ONLY_ADMINS = "Only admins of the workspace may change that. {instead}"
INSTEAD_ZONE = "Where you manage a channel, you may set its zone: “settings zone {zone} here”."
INSTEAD = "Ask one of them."
NO_CHANNEL_TITLE = "In which channel?"
NO_CHANNEL = "There is no channel here. Ask in one, or say “settings zone {zone} everywhere” for the whole workspace."
SHOW = "Settings"

LABEL_ANSWERS = "Answers in {channel}"
LABEL_ANSWERS_WORKSPACE = "Answers in the workspace"
SEEN = {"public": "by everybody", "private": "by the asker alone"}
ANSWERS = "{how}: seen {who}, unless the asker says otherwise"
ANSWERS_FROM = "{how}, as in the whole workspace: seen {who}, unless the asker says otherwise"
ANSWERS_NONE = "nothing chosen; as is the habit of the platform"
ANSWERS_TITLE = "Answers"
ANSWERS_SET = (
    "Answers in {where} are seen {who}, unless the asker says “private” or “public”. Posts of schedules are not "
    "touched. Other processes of the desk follow within 15 seconds."
)
WHOLE_WORKSPACE = "the whole workspace"
NO_CHANNEL_ANSWERS = "There is no channel here. Ask in one, or say “{line}” for the whole workspace."

LABEL_MUTED = "Muted sources"
MUTED_LINE = "{what} ({sources})"
MUTED_NONE = "none; “settings mute” takes the name of a publisher, or the id of a source"
SOURCES = ("source", "sources")
RECORDS = ("record", "records")
CALLED_SOURCE = "the source {name}"
CALLED_PUBLISHER = "{name}"
MUTE_TITLE = "Muted sources"
MUTED = "Nothing of {what} is shown in this workspace any more: {sources}."
MUTED_LATER = "New sources of it are muted too."
MUTED_RECORDS = "In all {records} are left out now, for only muted sources tell of them; cards say so."
MUTED_SINCE = "What was posted before stays where it stands. Other processes of the desk follow within 15 seconds."
MUTE_ALREADY = "Nothing of {what} is shown already."
MUTE_MOST_TITLE = "Too many are muted"
MUTE_MOST = "{most} sources and publishers are muted, which is the most. Mute a publisher, or unmute something first."
MUTE_WHICH_TITLE = "Which source?"
MUTE_SEVERAL = "“{asked}” can be {names}. Which one?"
MUTE_NEAR = "No source or publisher is called “{asked}”. Did you mean {names}?"
MUTE_UNKNOWN = "No source or publisher is called “{asked}”. “coverage sources” counts them; a card names those it uses."
UNMUTE_BUTTON = "Unmute {what}"
UNMUTE_TITLE = "Muted sources"
UNMUTED = "{what} is shown again."
UNMUTE_NOT_TITLE = "Not muted"
UNMUTE_NOT = "“{asked}” is not muted by that name; “settings” lists what is."
