"""Where people are signed in: Django's sessions, with whose they are, so that they can be seen and ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

AGENT, BEGAN = "agent", "began"


class UserSession(AbstractBaseSession):
    """`user_id` is empty for somebody who is not signed in, and for candidates in the portal. `agent` is how the
    browser named itself.
    """

    user_id = models.BigIntegerField(null=True, db_index=True)
    agent = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    """What `SESSION_ENGINE` names."""

    @classmethod
    def get_model_class(cls) -> type[UserSession]:
        return UserSession

    def create_model_instance(self, data: dict[str, Any]) -> UserSession:
        row: UserSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = data.get(SESSION_KEY)
        row.agent = str(data.get(AGENT, ""))
        began = data.get(BEGAN)
        row.began_at = datetime.fromisoformat(began) if began else None
        return row
