"""Interviews and what surrounds them, in the admin site."""

from interviews.admin import hiring, interviews, planning, views

__all__ = ["hiring", "interviews", "planning", "views"]
