"""What `verify` says."""

VERIFY_TITLE = "Verify: {pasted}"
VERIFY_EMPTY_TITLE = "Nothing to verify"
VERIFY_EMPTY = "There are no words in what was pasted; paste the sentence itself."
EXACT = "Exact{other}: these words are on record from {speakers}, to the letter{checked}."
EXACT_PART = (
    "Exact, part of a longer quotation{other}: these words are on record from {speakers}, in a longer passage{checked}."
)
INTERRUPTED = (
    "Exact, interrupted in the source{other}: these words are on record from {speakers}, in {parts} parts{checked}."
)
INTERRUPTED_PART = (
    "Exact, interrupted in the source and part of a longer quotation{other}: these words are on record from "
    "{speakers}{checked}."
)
BUT_NOT = ", but not {named}'s"
NOT_FROM = "The store does not have them from {named}."
ALTERED = "Altered: the words on record from {speaker} are others, {count}{checked}."
ALTERED_PART = "Altered, part of a longer quotation: the words on record from {speaker} are others, {count}{checked}."
REORDERED = "Altered: the words on record from {speaker} stand in another order{checked}."
REORDERED_PART = (
    "Altered, part of a longer quotation: the words on record from {speaker} stand in another order{checked}."
)
DIFFERENCE_ONE, DIFFERENCE_MANY = "1 difference", "{number} differences"
OUTSIDE_MARKS = "Only the words between the quotation marks were compared."
DIFFERENCES = "Differences, word by word"
CHANGED = "The source has “{source}”, what was pasted has “{pasted}”{place}."
LEFT_OUT = "The source has “{source}”, what was pasted leaves it out{place}."
LEFT_OUT_INSERTION = "The source has “{source}”, the outlet's own insertion; what was pasted leaves it out{place}."
ADDED = "What was pasted adds “{pasted}”, which the source does not have{place}."
ADDED_FROM_ELSEWHERE = "What was pasted has “{pasted}” here, which the source has in another place{place}."
MOVED = "The same words, in another order: the source has “{source}”, what was pasted has “{pasted}”{place}."
PARTS_MOVED = "The same parts, in another order: the source has “{source}” before “{pasted}”."
PLACE = ", after “{before}”"
MORE_DIFFERENCES = "{number} more differences are not listed."
ON_RECORD = "On record, to the letter"
UNATTRIBUTED_LEAD = "Unattributed: these words stand in quotation marks, but nobody is named who said them{checked}."
UNATTRIBUTED = "The same words in marks for which nobody is named"
AMONG = "{count} have them; {shown} are shown, the newest first."
PARAPHRASE_ONLY = (
    "Only a paraphrase: the store has no such quotation; what is nearest to it in our own words is below, and whether "
    "it says the same is for the reader to judge{checked}."
)
IN_OUR_WORDS = "In our own words, not a quotation"
NOT_IN_STORE = "Not in the store: no quotation or paraphrase here matches these words{checked}."
NOT_IN_STORE_MEANS = "That does not show that nobody said them."
NEAREST = "The nearest quotations, for comparison"
BUTTON_ALL_QUOTES = "More by {speaker}"
