from typing import Any

from django.db import migrations, models


def keep_results(apps: Any, _editor: Any) -> None:
    keys = apps.get_model("connectors", "IdempotencyKey")
    for key in keys.objects.exclude(write=None).iterator():
        key.result = {"write": key.write_id}
        key.save(update_fields=["result"])


class Migration(migrations.Migration):
    dependencies = [("connectors", "0018_webhooks_out")]

    operations = [
        migrations.AddField("idempotencykey", "result", models.JSONField(null=True)),
        migrations.RunPython(keep_results, migrations.RunPython.noop),
        migrations.RemoveField("idempotencykey", "write"),
    ]
