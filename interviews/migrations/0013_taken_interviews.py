"""Whoever took an interview without a coordinator off the queue is its coordinator."""

from typing import Any

from django.db import migrations

RULE = "owner.none"


def coordinate(apps: Any, _schema: Any) -> None:
    handling = apps.get_model("interviews", "Handling").objects.filter(rule=RULE)
    interviews = apps.get_model("interviews", "Interview").objects
    taken = handling.filter(assignee__isnull=False)
    for company, subject, user in taken.values_list("company_id", "subject", "assignee_id"):
        kind, _space, pk = subject.partition(" ")
        if kind == "interview" and pk.isdecimal():
            rows = interviews.filter(company=company, pk=int(pk), coordinator=None)
            rows.update(coordinator=user)
    taken.filter(snoozed_until=None).delete()
    taken.update(assignee=None)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0012_coordinators")]
    operations = [migrations.RunPython(coordinate, migrations.RunPython.noop)]
