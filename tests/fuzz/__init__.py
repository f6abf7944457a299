"""Hostile requests by the hundred thousand, against the desk as it runs: `python -m tests.fuzz`."""
