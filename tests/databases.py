"""The database behind an application, which is no one's but its services'."""

from __future__ import annotations

from workbench.app import App
from workbench.storage.engine.database import Database


def database_of(app: App) -> Database:
    """For tests that look at rows, or set the scene in them."""
    return app._parts.database
