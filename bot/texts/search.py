"""What `search` says, and what the kinds of records are called."""

KINDS = {
    "quote": ("quotation", "quotations"),
    "claim": ("claim", "claims"),
    "analysis": ("analysis", "analyses"),
    "figure": ("figure", "figures"),
    "count": ("count", "counts"),
    "event": ("event", "events"),
    "milestone": ("milestone", "milestones"),
    "plan": ("plan", "plans"),
    "expectation": ("expectation", "expectations"),
    "state": ("state of affairs", "states of affairs"),
    "background": ("background record", "background records"),
    "role": ("role", "roles"),
    "publication": ("publication", "publications"),
    "summit": ("summit", "summits"),
    "outcome": ("summit outcome", "summit outcomes"),
    "meeting": ("other meeting", "other meetings"),
    "attendance": ("attendance", "attendance records"),
    "standing": ("standing", "standings"),
    "step": ("step to a standing", "steps to a standing"),
    "person": ("person or body", "people and bodies"),
    "term": ("term of office", "terms of office"),
    "disagreement": ("disagreement", "disagreements"),
    "unattributed": ("unattributed phrase", "unattributed phrases"),
    "organisation": ("organisation", "organisations"),
    "status": ("status", "statuses"),
    "source": ("source", "sources"),
}
"""Kind: what one and what several are called, in the order in which they are listed."""

TITLE = "Search: {words}"
TITLE_KIND = "Search in {kinds}: {words}"
WORDS = "“{words}”"
FOUND = "{count} for {words}: {kinds}{checked}."
FOUND_ONE = "{count} for {words}{checked}."
FOUND_MORE = (
    "More than {most} records match {words}: the newest {most} of them are put in order here, the best first{checked}."
)
OTHERS = ("other", "others")
MATCH, MATCHES = "match", "matches"
FIRST_WORDS = "Only the first {most} words were looked for."
EMPTY_TITLE = "Nothing to search for"
EMPTY = "There is no letter or digit in what was asked; name a word, such as “oil”."
NOTHING = "Nothing has {words}{kind}{checked}."
NOTHING_TOGETHER = "No record has {words} together{kind}{checked}."
IN_KIND = " among {kinds}"
KNOWN_ONE, KNOWN_MANY = "{words} is known by itself", "{words} are known by themselves"
UNKNOWN_ONE, UNKNOWN_MANY = "{words} is not known", "{words} are not known"
KNOWN_AND_UNKNOWN = "{known}, {unknown}."
ONLY = "{told}."
MEANT = "Did you mean {names}?"
BUTTON = "Search {words}"
BUTTON_CITE = "Cite {id}"
