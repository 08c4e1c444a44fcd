from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    name = "candidates"
    label = "candidates"
    verbose_name = _("Candidates")
    default_auto_field = "django.db.models.BigAutoField"
