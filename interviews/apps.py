from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    label = "interviews"
    verbose_name = _("Interviews")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Models are known only now, so nothing that leans on them is imported above."""
        import_string("interviews.selectors.appointments.register")()
        import_string("interviews.services.coordinators.register")()
