"""The store: models, loader, search and queries, and the only package that imports SQLAlchemy."""
