"""Interviews and what surrounds them, in the admin site."""

from interviews.admin import hiring, interviews

__all__ = ["hiring", "interviews"]
