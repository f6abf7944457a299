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
FIGURE = "{value}{unit} ({who}{as_of})"
MANY = "{count} on {subjects}, dated from {first} to {last}; the latest milestone among them: {newest}"
MANY_UNDATED = "{count} on {subjects}."
RECORD, RECORDS = "record", "records"
COUNTED = "Counted by the desk on {day}"
COUNTED_LEAD = "The {group} has {counts}."
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
