"""What every card may say, whatever the command."""

SOURCES_DIFFER = "Sources differ"
DISAGREEMENT = "{point}: {sides}."
DISAGREEMENT_KINDS = {
    "open": "open",
    "time": "a matter of time",
    "wording": "a matter of wording",
    "error": "an error in a source",
}
STORE_PUBLISHER = "Summit Desk"
STORE_TITLE = "{name}: dataset, edition {edition}, version {version}"
UNDATED = "undated"
UNDATED_WRITTEN = "undated, written {when}"
PUBLISHER_OURS = "publisher's label is ours, the text does not print it"
PUBLISHER_CREDIT = "a re-publication, its publisher named only in a damaged closing credit"
TITLE_OURS = "title is our description"
READ_IN_PART = "read only in part"
READ_THROUGH_FILE = "read through a public repository's file, not on the page itself"
AS_LAST_CHECKED = "as last checked on {day}"
LATER = "later"
BROKE_TITLE = "Something broke"
BROKE_LEAD = "The desk could not answer this; the reference {reference} also stands in its log."
TOO_SLOW_TITLE = "Too much to look through"
TOO_SLOW_LEAD = "Too many records match for one search; add a word, a name or a kind."
STORE_TITLE_GONE = "The store cannot be read"
