"""What `fact` says."""

ASK_TITLE = "Facts on what?"
ASK_LEAD = "Name a topic, a country, a person or a meeting, or several together; {count} topics are covered."
TOPICS = "Topics"
TITLE = "Facts: {subjects}"
TITLE_WHEN = "Facts: {subjects}, {when}"
READ_AS = "Read as {names}. "
READ_ONE = "{name} ({words})"
DIFFER = "Sources differ: {values}."
DIFFER_ON = "{lead} Sources differ on this: {points}."
RANGE = "from {low} to {high}; {count} values are published, and the desk prefers none"
MEASURES = "Published by different measures, which are not compared: {values}."
FIGURE = "{value}{unit} ({by})"
MANY = "On {subjects} there are {count}{span}: {kinds}."
SPAN = ", dated from {first} to {last}"
SPAN_ONE = ", dated {year}"
MANY_DIFFER = " Sources differ: {text}"
MANY_NEWEST = " The newest milestone among them: {text}"
MANY_ONE = " Among them: {text}"
STANDS = "{countries} has been among the {many} of the {group} since {day}: {text}"
STAND = "{countries} have been among the {many} of the {group} since {day}: {text}"
RECORDS = ("record", "records")
COUNTS = {
    "figures": ("figure or count", "figures and counts"),
    "events": ("event", "events"),
    "states": ("state of things", "states of things"),
    "claims": ("claim", "claims"),
    "plans": ("plan or expectation", "plans and expectations"),
    "analyses": ("analysis", "analyses"),
    "steps": ("step of a country", "steps of single countries"),
    "background": ("background note", "background notes"),
}
LATER = "Nothing on {subjects} is dated up to {day}. Later: {lead}"
HELD = "Who holds it"
WHO_BUTTON = "Who held it"
MERGED = "What stands in its place"
COUNTED_GONE = "The {group} had {counts} on {day}, the last day on which there was such a standing."
COUNTED_FORMER = "The {group} had {first} from {start} and {counts} on {day}, its last day{joined}."
JOINED = "; {countries} joined on that day"
COUNTED_SUCCESSOR = "Since {since} the {group} stands in its place: there are now {counts}."
COUNTED_INSTEAD = "Since {since} another stands in its place: there are now {counts}."
COUNTED_LATER = "The {group} had no {many} by {day}; that standing was created later, on {first}."
COUNTED = "Counted by the desk on {day}"
COUNTED_LEAD = "The {group} has {counts}."
COUNTED_THEN = "On {day} the {group} had {counts}."
COUNT_LINE = "{count}: {countries}"
ABOUT = "What it is"
GROUPS = {
    "figures": "Figures and counts",
    "events": "Milestones and events",
    "states": "How things stood",
    "claims": "Claims, each its speaker's",
    "plans": "Plans and expectations, not outcomes",
    "analyses": "Analyses, each its author's",
    "steps": "Steps of single countries",
    "background": "Background",
}
DIFFERENCES = "On this point sources differ"
NOT_FOUND_TITLE = "No facts: {subjects}"
NOT_FOUND_LEAD = "No record matches {subjects} together{reason}."
NOT_FOUND_ONE = "Nothing in the data matches {subjects}."
NOT_FOUND_ELSEWHERE = "No fact on {subjects} is listed here, but a search through every kind of record finds the words."
SEARCH_BUTTON = "Search: {words}"
NOT_FOUND_WHEN = "Nothing on {subjects} {when} is in the data."
NO_MATCH = "; {words} stands in none"
EACH_ALONE = ", though each of them is covered"
NEAREST = " Did you mean {names}?"
AMBIGUOUS_TITLE = "Which one?"
AMBIGUOUS_LEAD = "{text} can be {names}."
QUOTES_BUTTON = "Quotes on it"
MEMBERS_BUTTON = "Members"
TOO_MANY_TITLE = "Too many words"
TOO_MANY = "At most {most} words or names can be looked for together; leave some out."
