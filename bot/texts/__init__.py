"""The one catalogue of what the desk says: a file for each family of commands."""
