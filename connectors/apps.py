import gc

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from connectors import triggers


class ConnectorsConfig(AppConfig):
    name = "connectors"
    label = "connectors"
    verbose_name = _("Connections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Models are known only now, so nothing that leans on them is imported above."""
        import_string("connectors.services.moves.register")()
        import_string("connectors.services.bulk_writes.register")()
        import_string("connectors.selectors.watch.register")()
        import_string("connectors.selectors.closed.register")()
        import_string("connectors.selectors.freshness_headers.register")()
        import_string("connectors.outbound.witness.register")()
        pre_migrate.connect(triggers.stand_down, sender=self)
        post_migrate.connect(triggers.stand, sender=self)
        # What is loaded by now stays: looking through all of it again and again took a fifth of a first sync.
        gc.freeze()
