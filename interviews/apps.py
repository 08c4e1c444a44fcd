from django.apps import AppConfig
from django.utils.module_loading import import_string


class InterviewsConfig(AppConfig):
    name = "interviews"
    label = "interviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Models are known only now, so nothing that leans on them is imported above."""
        import_string("interviews.selectors.appointments.register")()
        import_string("interviews.services.coordinating.register")()
