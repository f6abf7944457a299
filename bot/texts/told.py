"""How a record is introduced, whatever the command: whose it is, as of when."""

KINDS = {
    "claim": "claim",
    "analysis": "analysis",
    "plan": "plan",
    "expectation": "expectation",
    "figure": "figure",
    "count": "count",
    "state": "state",
    "background": "background",
    "event": "reported",
    "role": "reported",
    "publication": "reported",
}
BY = {
    "claim": "claim by {who}",
    "analysis": "analysis by {who}",
    "plan": "plan, by {who}",
    "expectation": "expectation of {who}",
}
AS_OF = "as of {day}"
OR_LATER = "{day} or later"
OR_EARLIER = "{day} or earlier"
UNDATED = "undated"
UNCERTAIN = "{text} (Confidence: {confidence}.)"
LATER = "later"
DATED = "{text} ({date})."
