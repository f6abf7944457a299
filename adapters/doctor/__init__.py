"""`summitdesk doctor`: whether all that the desk needs is in order, and what to type where it is not."""
