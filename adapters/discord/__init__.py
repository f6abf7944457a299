"""Discord: translate, ask the desk, render, send. Only `client` and what it imports need the library itself."""
