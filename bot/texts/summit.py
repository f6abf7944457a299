"""What `summit` and `summits` say."""

UNDER_WAY = "The {name} is under way in {place}: {dates}."
HELD = "The {name} was held in {place}, on {dates}{chaired}."
HELD_BY_VIDEO = "The {name} was held by video link, from {place}, on {dates}{chaired}."
AHEAD = "The {name} is still to come on {today}: {place}, {dates}. What is told of it here became known later."
PLANNED_DAYS = "The {name} is planned for {dates} in {place}."
PLANNED_YEAR = "The {name} is planned for {dates} in {place}; no day for it is known."
OVERDUE = "The {name} was planned for {dates} in {place}; whether it was held is not known."
CHAIRED = ", chaired by {chair}"
CHECKED = "This is the state as last checked on {day}."
TITLE_NEXT = "Next: {name}"
TITLE_NOW = "Under way: {name}"
TITLE_LAST = "Last: {name}"
TITLE_SECTION = "{name}: {section}"
NONE_DATED = "No day is known yet for the next summit, so this is the last one."
NEXT_OF_TWO = "This is the next summit; the last one was the {last}."
NOW_OF_TWO = "The one before it was the {last}."
NO_NEXT = "No summit after {day} is known{checked}. {overdue}The last one known to have been held was the {last}."
NO_NEXT_TITLE = "No next summit is known"
NO_LAST = "No summit ended before {day}; our coverage starts with the {first}."
NO_LAST_TITLE = "No summit before that day"
NEAREST_DAY = "No summit was in session {when}; the nearest is the {name}."
NOT_COVERED_TITLE = "Before our coverage"
NOT_COVERED = "{when} is before our coverage, which starts on {coverage}. The nearest summit is the {name}."
NO_SUMMIT_TITLE = "No summit {when}"
NO_SUMMIT = "No summit {when} is known{checked}. The nearest is the {name}."
NO_NUMBER_TITLE = "No {number} {series}"
NO_NUMBER = "There is no {number} {series} in the store{checked}. The highest number is the {name}."
NO_HOST_TITLE = "No summit in {place}"
NO_HOST = "No summit is known to have been held in {place}{checked}. The last one was the {name}."
CHOICE_TITLE = "Summits: {what}"
CHOICE_HOST = "{place} hosted {which}. Which one?"
CHOICE_TIME = "{count} were held {when}. Which one?"
CHOICE_ALL = "{count} fit all of it. Which one?"
CHOICE_ANY = "No summit fits all of it; {count} fit a part. Which one?"
NOT_THERE_THEN = "No summit was held in {place} {when}{checked}."
THEN = "In that time {met}."
MET = "the {name} met in {place} ({dates})"
HOSTED = "{place} hosted {which}."
CHOICE_COUNT = ("summit", "summits")
WHICH_PLANNED = "{which} (planned)"
WHICH_VIDEO = "{which} (by video)"
WHICH_CHAIRED = "{which} (in the chair only)"
UNKNOWN_TITLE = "No summit of that name"
UNKNOWN = "No summit and no other meeting is called {asked}."
SAME_NUMBER = "Of the same number"
SAME_NUMBER_LEAD = "The {name}, in {place} on {dates}, is another one."

LINE = "{flag} {name}: {city}, {country}, {dates}, {format}"
LINE_PLANNED = "{flag} {name}: planned for {dates} in {city}, {country}{undated}"
UNDATED = "; no day is known"
LATER = "later than {day}"
DISPUTED = "day disputed"

DATES = "Dates"
MAIN_DAY = "{dates}; the council sat in full on {day}"
DATES_PLANNED = "planned for {dates}; no day is known"
PLACE = "Place"
FORMAT = "Format"
NUMBER = "Number"
CHAIRING = "Chairing country"
CHAIR = "Chair"
CHAIR_STATED = "{name}, {title} (stated by the source)"
CHAIR_INFERRED = "{name}, {title} (inferred: leader of the chairing country; the sources do not say who chaired)"
PASSED = "Chair passed to"
NOTE = "Note"

DOCUMENTS = "Decisions and documents"
ATTENDANCE = "Who was named"
PLANS = "Planned against reported"
REPORTED = "Reported"
CLAIMS = "Claimed"
ANALYSES = "Analysis"
QUOTES = "Quoted about it"
OUTCOME = "Reported: {when}"
OUTCOME_UNDATED = "Reported"
UNCERTAIN = "{text} (Confidence: {confidence}.)"
UNANSWERED = "{text} What came of it is not in the sources."
DIFFER = "Sources differ"
HOW = {
    "attended": "attended",
    "by video": "took part by video",
    "guest": "guest",
    "represented": "represented",
    "beside": "beside the meeting",
    "expected": "expected",
    "expected absent": "expected to be absent",
    "absent": "absent",
}
SECTIONS = {
    "documents": "decisions and documents",
    "attendees": "who was named",
    "planned": "planned against reported",
    "statements": "reports, claims and analyses",
    "quotes": "quotations",
    "all": "everything",
}
SECTION_LEADS = {
    "documents": ("1 decision or document is", "{count} decisions and documents are"),
    "attendees": (
        "1 person named as present, beside it, expected or absent is",
        "{count} people named as present, beside it, expected or absent are",
    ),
    "planned": ("1 plan or expectation is", "{count} plans and expectations are"),
    "statements": ("1 report, claim or analysis is", "{count} reports, claims and analyses are"),
    "quotes": ("1 quoted statement is", "{count} quoted statements are"),
}
SECTION_LEAD = "{count} recorded for the {name}{checked}."
CHAIR_ALONE = "{chair} chaired the {name}; nobody else is named{checked}."
CHAIR_AND = "{chair} chaired the {name}; {others} named as present, beside it, expected or absent{checked}."
OTHERS = ("1 more person is", "{count} more people are")
SECTION_INFERRED = "Nobody is named at the {name} in the sources{checked}; who was in the chair is inferred."
SECTION_NOTHING = "No {what} is recorded for the {name}{checked}."
SECTION_ONE = {
    "documents": "decision or document",
    "attendees": "person in the chair, present, expected or absent",
    "planned": "plan or expectation",
    "statements": "report, claim or analysis",
    "quotes": "quotation",
}
BEFORE = "◀ {which}"
AFTER = "{which} ▶"
QUOTES_BUTTON = "Quotes ({count})"
WHOLE_BUTTON = "The whole card"

MEETING_LEAD = "{text} Here is what the sources say about it.{checked}"
OTHER_TIME = "{when} there was none: its date is {date}."
MEETING_NO_DATE = "not known"
MEETING_DATE_NOTE = "{date} ({note})"

LIST_TITLE = "{series}{where}"
LIST_LEAD = "{where}{counts}{checked}."
LIST_HELD = "{counts} {verb} held"
LIST_PLANNED = "{counts} {verb} planned"
LIST_LATER = "{counts} {verb} later than {day}"
LIST_NONE = "No summit {where} is known{checked}. The nearest is the {name}."
LIST_NONE_AT = "No summit {where} is known{checked}. The last one anywhere was the {name}."
LIST_NONE_TITLE = "No summit found"
"""What `summits` says where nothing fits."""
