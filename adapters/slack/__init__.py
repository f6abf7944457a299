"""Slack: from its payloads to the desk, and from the desk's replies to its blocks."""
