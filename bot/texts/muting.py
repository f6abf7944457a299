"""What is said of what an answer leaves out because its only source is muted."""

TITLE = "Left out"
ONE = "1 line is left out, and not counted: what it rests on is muted here."
MANY = "{count} lines are left out, and not counted: what they rest on is muted here."
RECORD = "“{id}” is left out: its source is muted here."
STORE = "{records} are left out of these counts, for only muted sources tell of them, and {sources}."
ALL = "What the data has on this is left out: its source is muted here."
