"""What `schedule explain` and `schedule simulate` say: the checks of a day, and the posts of the days ahead."""

# Explain
EXPLAIN_TITLE = "Schedule #{number} on {day}"
CHECK = "{number} {name}"
OK, BAD, OPEN = "fine: {text}", "in the way: {text}", "{text}"
CHECK_SCHEDULE = "Schedule"
CHECK_DAY = "Day and clock"
CHECK_CHANNEL = "Channel"
CHECK_CONTENT = "Content"
CHECK_LEDGER = "Ledger"
CHECK_DELIVERY = "Delivery"
CHECK_VERDICT = "Verdict"
DAY_YES = "{day} is one of its days ({when}): {times}"
DAY_NO = "{day} is none of its days ({when}); the next are {next}"
DAY_NONE = "{day} does not exist in {zone}"
NO_TURN = "{when}, no clock change"
WITH_TURN = "{when}: {turn}"
CHANNEL_FINE = "{channel}, and the app may post there"
CHANNEL_UNKNOWN = "{channel}; whether the app may post there was not looked at now"
CHANNEL_HELD = (
    "{channel}: the desk paused the schedule on {when}, because {reason}; it looks again at each planned time"
)
CHANNEL_HELD_FINE = "{held}. As the platform says just now, the app may post there."
CHANNEL_HELD_UNKNOWN = "{held}. It was not looked at now."
CHANNEL_ABSENT = "{channel} was not found on {when}; it is looked for a second time before the schedule is paused"
CHANNEL_LAST_BAD = "{text}. The post of {when} did not go out: {trouble}."
CHANNEL_LAST_FINE = "{text}. The post of {when} went out."
CHANNEL_MISSING = "in {channel} the app lacks {missing}. {remedy}"
CHANNEL_TROUBLE = "{trouble}, {channel}. {remedy}"
CONTENT_POST = "“{title}”"
CONTENT_SILENT = "nothing to post: {reason}"
CONTENT_NOW = "{content} (as the data and the channel are now)"
LEDGER_NONE = "no row yet; it is planned some days before"
LEDGER_NONE_PAST = "no row: the desk did not run then; once it runs it may still be posted until {until}"
LEDGER_OVER = (
    "no row: the desk did not run then; it can no longer be posted, and is entered as missed once the desk runs"
)
LEDGER_REMOVED = "no row: the schedule was removed"
LEDGER_OLD = "no row: the schedule was made or changed on {when}, after that"
LEDGER_DONE = "no row: that day was over when the schedule was changed, and is not posted again"
LEDGER_NONE_AT_ALL = "no row"
LEDGER_ROW = "{when}: {outcome}"
DELIVERY_FINE = "the desk runs and delivers"
LEDGER_THEN = "{when}, as the schedule said then"
VERDICT_TRY = "“{title}” is posted on {when} only if the desk can post there again: {channel}."
VERDICT_YES = "it posts “{title}” on {when}."
VERDICT_SILENT = "nothing is posted on {when}: {reason}"
VERDICT_NO = "nothing is posted on {when}: {reason}."
VERDICT_ROW = "{when}: {outcome}."
VERDICT_NO_DAY = "nothing is posted on {day}: it is none of its days. Next: {next}."
VERDICT_WAITS = "it would post “{title}” for {when}, until {until}, but nothing delivers just now."
VERDICT_DUE = "“{title}”, due on {when}, is posted any moment now, until {until}."

FAR_TITLE = "That day cannot be explained"
FAR_LEAD = "{day} is out of reach: a day from {first} to {last} can be explained."

# Simulate
SIMULATE_TITLE = "{what}: {days} from {first}"
SIMULATE_LEAD = "{when}: {posts}, {silent}, in a channel that was shown nothing before. Nothing is stored."
POST_COUNT = ("post", "posts")
SILENT_COUNT = ("silent day", "silent days")
SIMULATE_POSTS = "The posts"
SIMULATE_SILENT = "Silent"
SIMULATE_TURNS = "Clock changes"
SIMULATE_NONE = "nothing is posted"
SIMULATE_CUT = (
    "These are the first {most} of {slots} times, the most that are simulated here. For all of them, whoever runs the "
    "desk can use “summitdesk schedule simulate” in the shell."
)
SIMULATE_REFUSED = (
    "A simulation is for those who may change what is posted in a channel. Ask in a channel that you manage, or name "
    "it, as in “schedule simulate onthisday at 08:30 UTC in #world”."
)
SHORT_TITLE = "That is too short"
SHORT_LEAD = "Name one day at least, such as 30d."
LONG_TITLE = "That is too long"
LONG_LEAD = "Up to {most} days can be simulated at once."
