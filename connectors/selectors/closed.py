"""Of many interviews at once, why their vendors take no change of them from here."""

from collections.abc import Collection, Mapping

from connectors.selectors.raw import raw_records
from connectors.selectors.writes import closed, wish_about
from interviews.models import Interview
from interviews.ports import ports


class VendorsOfConnections:
    """See interviews.ports.Vendors."""

    def closed(self, interviews: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        """Two statements."""
        rows = list(Interview.objects.select_related("account").filter(pk__in=interviews))
        records = raw_records(rows)
        return {
            row.pk: closed(row, wish_about(row, records) if row.account else None) for row in rows
        }


def register() -> None:
    ports.vendors = VendorsOfConnections()
