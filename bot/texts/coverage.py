"""What `coverage` says."""

TITLE = "What the desk covers"
LEAD = (
    "The data on the {name} reaches from {first} to {last} and holds {records} from {sources}; it was last checked on "
    "{checked}."
)
TITLE_TOPIC = "What the desk covers on {subjects}"
LEAD_TOPIC = "On {subjects} there are {records} from {sources}{days}."
LEAD_KINDS = "There are {counts}."
NONE = "none"
WHOLE_BUTTON = "Whole coverage"
SOURCE = ("source", "sources")
DAYS = ", dated {years}"
NO_DAYS = ", none with a date of its own"
EDITION = "Edition"
EDITION_TEXT = "{edition}, data version {version}"
CHECKED = "Last checked"
CHECKED_TEXT = "{day}; a later day is answered with the state of that day"
FIRST = "Coverage"
FIRST_TEXT = "from {first}; the latest event on record is of {last}"
RECORDS = "Records by kind"
RECORD_LINE = "{count}{days}"
RECORD_DAYS = ", {years}"
YEARS = "{first} to {last}"
SOURCES = "Sources by kind"
DISAGREEMENTS = "Disagreements"
OPEN = "Open: both sides stand"
ERRORS = "Errors met in sources"
NOT_FOUND_TITLE = "Not covered"
NOT_FOUND = "Nothing in the data is about {subjects}."
NOT_TOGETHER = "No record is about {subjects} together."
NEAREST = " Did you mean {names}?"
AMBIGUOUS_TITLE = "Which one?"
AMBIGUOUS = "{words} can be {names}."
FACTS_BUTTON = "Facts"
TOPICS_BUTTON = "Topics"
DISAGREEMENT_KINDS = {
    "open": ("open disagreement", "open disagreements"),
    "time": ("matter of time", "matters of time"),
    "wording": ("matter of wording", "matters of wording"),
    "error": ("error in a source", "errors in sources"),
}
SOURCE_KINDS = {
    "article": ("article", "articles"),
    "official": ("official page", "official pages"),
    "archive": ("archive", "archives"),
    "news": ("news report", "news reports"),
    "reference": ("reference work", "reference works"),
    "analysis": ("analysis", "analyses"),
    "repo": ("public repository file", "public repository files"),
}
RECORD_KINDS = {
    "standing": ("standing of a country", "standings of countries"),
    "step": ("step of a country", "steps of countries"),
    "status": ("class of standing", "classes of standing"),
    "summit": ("summit", "summits"),
    "outcome": ("outcome of a summit", "outcomes of summits"),
    "milestone": ("milestone", "milestones"),
    "meeting": ("other meeting", "other meetings"),
    "attendance": ("attendance", "attendances"),
    "person": ("person or body", "people and bodies"),
    "term": ("term of office", "terms of office"),
    "quote": ("quoted part", "quoted parts"),
    "figure": ("figure", "figures"),
    "count": ("count", "counts"),
    "event": ("reported event", "reported events"),
    "state": ("state of things", "states of things"),
    "claim": ("claim", "claims"),
    "plan": ("plan", "plans"),
    "expectation": ("expectation", "expectations"),
    "analysis": ("analysis", "analyses"),
    "background": ("background note", "background notes"),
    "role": ("role of a person", "roles of people"),
    "publication": ("note on a publication", "notes on publications"),
    "disagreement": ("disagreement", "disagreements"),
    "unattributed": ("wording that quotes nobody", "wordings that quote nobody"),
}
KIND_NAMES = {
    "quote": ("quotes", "quotation", "quotations"),
    "meeting": ("meetings",),
    "person": ("persons",),
    "term": ("terms",),
    "status": ("statuses",),
    "outcome": ("outcomes",),
    "event": ("events",),
    "step": ("steps",),
    "standing": ("standings",),
    "state": ("states",),
}
