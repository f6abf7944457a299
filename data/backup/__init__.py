"""Backups: one file of a store's own state and its dataset, written while the desk runs, restored into either database.

docs/backup.md describes the file.
"""
