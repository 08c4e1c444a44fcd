"""How far the stream of changes is known to be complete."""

from django.db import models


class Horizon(models.Model):
    """One row. Up to `settled` no change can come any more; the same will hold of `ahead` as soon as every
    transaction in `running` has ended. For PostgreSQL, where transactions end in any order.
    """

    settled = models.BigIntegerField(default=0)
    ahead = models.BigIntegerField(default=0)
    running = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.settled)
