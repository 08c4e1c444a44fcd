"""What an administrator sees of deliveries and may set in motion."""

from django_q.models import OrmQ

from connectors.models import Delivery
from tests.admin_world import address, fill


def test_failed_deliveries_of_ones_own_company_are_worked_on_again(client, acme, globex, bob):
    fill(acme)
    fill(globex)
    client.force_login(bob)
    chosen = list(Delivery.objects.values_list("pk", flat=True))
    form = {"action": "work_on_it_again", "_selected_action": chosen}

    answer = client.post(address(Delivery, "changelist"), form, follow=True)

    ours = Delivery.objects.get(account__company=acme)
    assert [str(message) for message in answer.context["messages"]] == [
        "1 delivery is queued again."
    ]
    assert (ours.state, ours.problem, ours.attempts) == ("received", "", 0)
    assert Delivery.objects.get(account__company=globex).state == "failed"
    assert [row.task["args"] for row in OrmQ.objects.all()] == [(ours.pk,)]


def test_the_body_is_for_administrators_only(client, acme, alice, bob):
    fill(acme)
    alice.is_staff = True
    alice.save()
    page = address(Delivery, "change", Delivery.objects.get().pk)

    client.force_login(alice)
    assert client.get(page).status_code == 404
    client.force_login(bob)
    assert "sent&lt;/b&gt;" in client.get(page).content.decode()
