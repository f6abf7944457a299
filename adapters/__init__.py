"""Ways in and out: each translates, asks the desk, and renders; none has a rule of its own."""
