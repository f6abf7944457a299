"""What `cite` says: a record's passport."""

TITLE = "Record {id}"
TITLE_SOURCE = "Source {id}"
LEAD = "{id}, {kind}: {text}"
LEAD_NOW = "{asked} now goes by {id}, {kind}: {text}"
LEAD_QUOTE = "{id}, {form} by {speaker}, part {part} of {parts}: {words}"
LEAD_QUOTE_WHOLE = "{id}, {form} by {speaker}: {words}"
LEAD_CONFIDENCE = "{lead} (Confidence: {confidence}.)"
LEAD_CHECKED = "{lead} ({checked}.)"
FORMS = {"sentence": "quotation", "fragment": "fragment of a sentence", "term": "fragment, a term"}
LEAD_SOURCE = "{id} is a source of {records}: {title}."
LEAD_SOURCE_UNUSED = "{id} is a source on which no record rests: {title}."
RECORD_ONE, RECORD_MANY = "record", "records"
SIDE = "side of a disagreement"
PASSPORT = "Passport"
SAYS = "Says"
STATEMENT = "Whole statement"
VALUE = "Value"
WORDS_IN_MARKS = "Words in marks"
DATE = "Date"
DATE_TEXT = "{when}; precision: {precision}"
CERTAINTY = "; certainty: {certainty}"
NO_DATE = "not dated"
PRECISIONS = {4: "year", 7: "month", 10: "day"}
SPAN = "a stretch of days"
WINDOW = "a window, open at one end"
CERTAINTIES = {"stated": "stated by the source", "implied": "implied by the source", "derived": "worked out"}
AS_OF = "As of"
SAID_BY = "Said by"
PLACE = "Place"
TIME_BOUND = "{when}; to be shown with its date only"
CONFIDENCE = "Confidence"
NOTE = "Note"
HELD = "By decision"
IN_FORCE = "In legal form"
FROM = "from {first}"
FROM_UNTIL = "from {first} until {until}"
NOT_IN_FORCE = "not begun, as far as is known"
BELONGS_TO = "Belongs to"
ABOUT = "About"
OLDER_IDS = "Older ids"
SPEAKER = "Speaker"
SPEAKER_TEXT = "{name}, there written as “{written}”"
ROLE = "Role as given"
TOLD_TO = "Told to"
CHANNEL = "Channel"
ATTRIBUTION = "Attribution"
FORM = "Form"
FORM_TEXTS = {"sentence": "whole sentence", "fragment": "fragment", "term": "fragment: a term"}
LINE = "Place in the file"
LINE_TEXT = "line {line} of the article's file"
HASH = "SHA-256 of the words"
HASH_TEXT = "{id}: {sha}"
FILE_HASH = "SHA-256 of the article's file"
SOURCES = "Sources"
SOURCE_LABELS = {
    "main": "{id}",
    "note": "{id}, for the note",
    "in_force": "{id}, for the legal form",
    "chair": "{id}, for the chair",
    "passed": "{id}, for the next chair",
    "doubt": "{id}, for the doubt",
}
DIFFER = "Where sources differ"
DIFFER_SELF = "The sides"
OWN_SIDE = "Side {number}"
RELATED = "Related records"
CITATION = "Citation, {style}"
SOURCES_PLAIN = "Sources, ready to paste (plain)"
BUTTON_SEARCH = "Search {asked}"
STYLES = {
    "plain": "plain",
    "ap": "AP",
    "chicago": "Chicago",
    "apa": "APA",
    "bibtex": "BibTeX",
    "wiki": "wiki",
    "markdown": "Markdown",
}
KIND = "Kind"
PUBLISHER = "Publisher"
SOURCE_TITLE = "Title"
AUTHOR = "Author"
LINK = "Link"
CITES = "Cites"
CITES_TEXT = "{url} (not opened)"
WRITTEN = "Written"
READ = "Read"
READ_TEXTS = {
    "whole": "whole",
    "excerpt": "only in part",
    "file": "through a public repository's file, not on the page itself",
}
PUBLISHERS = {
    "text": "{text}",
    "outside": "{text} (our label, the text does not print it)",
    "credit": "{text} (a re-publication, its publisher named only in a damaged closing credit)",
}
NO_AUTHOR = "not named: {note}"
OUR_TITLE = "{text} (our description, the text prints no headline)"
SOURCE_KINDS = {
    "official": "an official page or document",
    "archive": "an archive of documents",
    "news": "news",
    "reference": "a reference work",
    "analysis": "an analysis",
    "repo": "a file in a public repository",
    "article": "an article",
}
UNKNOWN = "not known"
RESTING = "Records that rest on it"
UNKNOWN_TITLE = "No record {asked}"
UNKNOWN_LEAD = "There is no record {asked}."
UNKNOWN_NEAR = "There is no record {asked}. The nearest ids are {near}."
ENTITY_TITLE = "{name}: which record?"
ENTITY_LEAD = "{name} is not a record of its own; {records} about it. Which one?"
BE_ONE, BE_MANY = "1 record is", "{count} records are"
BUTTON_CITE = "Cite {id}"
BUTTON_STYLE = "{style} style"
BUTTON_QUOTE = "More by {speaker}"
BUTTON_SUMMIT = "The summit"
BUTTON_WHO = "Who is this?"
