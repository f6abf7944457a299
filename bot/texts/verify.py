"""What `verify` says where words were pasted with somebody else's name."""

EXACT = "Exact, but not {named}'s: these words are on record from {speakers}, to the letter{checked}."
EXACT_PART = (
    "Exact, part of a longer quotation, but not {named}'s: these words are on record from {speakers}, in a longer "
    "passage{checked}."
)
INTERRUPTED = (
    "Exact, interrupted in the source, but not {named}'s: these words are on record from {speakers}, in {parts} "
    "parts{checked}."
)
INTERRUPTED_PART = (
    "Exact, interrupted in the source and part of a longer quotation, but not {named}'s: these words are on record "
    "from {speakers}{checked}."
)
NOT_FROM = "The store does not have them from {named}."
