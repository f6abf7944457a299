"""The desk: it reads a question, answers it from the store, and knows no platform and no SQL."""
