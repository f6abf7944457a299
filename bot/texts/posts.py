"""What the desk says in what it posts by itself, and why it stays silent."""

NOTHING = "No milestone or summit is dated {day}."
ONLY_DOUBTFUL = "What is dated {day} is disputed, planned or not certain, so it is not posted unasked."
POSTED = "What is dated {day} was already posted here on {last}."
NEXT = "{reason} The next day is {day}: {text}"
NEXT_TITLE = "Next on this day: {day}"
NEXT_PART = "The next day with an entry"

TITLE = "On this day: {day}"
LEAD = "{day}, {age}: {text}"
TODAY = "today"
SHOWN_ONE = "One more is below."
SHOWN_MANY = "{count} more are below."
COMMAND_ONE = "“{line}” shows one more entry."
COMMAND_MANY = "“{line}” shows {count} more entries."
BUTTON_DAY = "All of {day}"

DAYS = ("day", "days")
SUMMIT_TITLE = "{when}: {name}"
TITLE_DAYS = "In {days}"
TITLE_TOMORROW = "Tomorrow"
TITLE_TODAY = "Today"
TITLE_PLANNED = "Planned for today"
TITLE_NOW = "Under way"
SUMMIT_DAYS = "{days} to the {name} in {place}, {dates}."
SUMMIT_DAYS_PLANNED = "{days} to the {name}, planned for {dates} in {place}."
SUMMIT_OPENS = "The {name} opens today in {place}: {dates}."
SUMMIT_MEETS = "The {name} meets today, {dates}, in {place}."
SUMMIT_PLANNED_TODAY = "The {name} is planned to open today in {place}: {dates}. Nothing of it was reported yet."
SUMMIT_NOW = "The {name} is under way in {place}: {dates}."
SUMMIT_NOW_PLANNED = "The {name} was to be under way in {place}: {dates}. Nothing of it was reported yet."
KNOWN_LATER = "What is told of it here became known later than this day."
UNDATED_TITLE = "No date yet: {name}"
UNDATED = "The next summit has no date yet: the {name} is planned for {when} in {place}."
BUTTON_SUMMIT = "The whole card"

THE_SUMMIT = "the {name}"
THE_ANNIVERSARY = "the {ordinal} anniversary of {day}"
WAITS = "{days} to {what}; the next reminder is on {day}, {lead} before."
WAITS_TODAY = "{days} to {what}; the next reminder is on {day}, the day itself."
PAST_LEADS = "{days} to {what}; no further reminder of it is set."
NOW_NO_LEAD = "{what} is today, or under way; no reminder is set for that."
REMINDED = "This reminder of {what} was posted here on {last}."
UNDATED_SAID = "The next summit, the {name}, still has no date; that was said here on {last}."
NO_NEXT_SAID = "No next summit is known still; that was said here on {last}."

NO_RECORD = "There is no record {id} in the store."
NOT_A_DAY = "{id} has no anniversary: only a milestone or a summit that is dated to the day has one."
HELD_BACK = "{id} is disputed or its day is not certain, so that its anniversary is not posted."
ANNIVERSARY_DAYS = "{days} to {day}, the {ordinal} anniversary: {text}"
ANNIVERSARY_TITLE = "{when}: {ordinal} anniversary of {day}"

QUOTE_TITLE = "Quotation: {speaker}"
QUOTE_LEAD = "{speaker}, to the letter; {said}."
QUOTE_NONE = "No quotation with a whole sentence that was said by {day} is in the store."
BUTTON_CITE = "Cite {id}"

DIGEST_TITLE = "Ahead: {days}"
DIGEST_COUNTS = "From {first} to {last}: {counts}."
ANNIVERSARIES = ("anniversary", "anniversaries")
EVENTS_TODAY = ("event today", "events today")
SUMMITS = ("summit", "summits")
PLANS = ("plan or expectation", "plans and expectations")
BEST = "{day} will mark {years}: {text}"
BEST_TODAY = "{day} marks {years}: {text}"
DIGEST_SUMMIT = "The {name} meets in {place}, {dates}."
DIGEST_SUMMIT_PLANNED = "The {name} is planned for {dates} in {place}."
AHEAD = "Planned and expected"
SUMMIT_AHEAD = "Summit"
CUT = "The first {shown} of {count} entries are below."
DIGEST_NONE = "No undisputed anniversary, summit or plan is dated to the days from {first} to {last}."
BUTTON_SPAN = "All of these days"

MANAGES = "“{line}” manages what is posted; only what reads the data can be posted."

# Simulation
GAP = "the clock goes forward: {time} does not exist on this day"
FOLD = "the clock goes back: {time} comes twice, this is the first"
CHANGED = "the clock has changed: it was {offset} before"
SUMMED = "{slots} in {zone}: {posts}, {silent} silent."
NO_SLOT = "No slot in these days."
SLOTS = ("slot", "slots")
POSTS = ("post", "posts")
CALENDAR = "Simulated posts"
SOURCE = "[{number}] {named}"
