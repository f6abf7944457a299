"""The kill test: real workers, real stores and senders, platforms that count, and `kill -9` at random moments."""
