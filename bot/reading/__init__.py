"""How a line is read: its tokens, what they fit, what they bind to, and what is offered where they do not."""
