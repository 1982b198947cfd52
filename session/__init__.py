"""The store and the acting user, for pages."""

from session.here import Here, current

__all__ = ["Here", "current"]
