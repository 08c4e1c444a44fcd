"""The schemas and examples of the lists beside interviews, from the resources."""

from typing import Any

from connectors.api.components import record
from connectors.unified.components import OWN, TAIL, page_of_records
from connectors.unified.examples import INTERVIEW
from connectors.unified.resources import RESOURCES, Resource

MOMENTS = {name: INTERVIEW[name] for name in ("created_at", "updated_at")}


def whole_record(resource: Resource) -> dict[str, Any]:
    fields = {name: field.schema for name, field in resource.fields.items()}
    return record(OWN | fields | TAIL, *TAIL)


def whole_example(resource: Resource) -> dict[str, Any]:
    own = {name: INTERVIEW[name] for name in OWN}
    return own | resource.example | MOMENTS | {"remote_data": {"id": int(own["id"])}}


SCHEMAS = {
    name: schema
    for resource in RESOURCES
    for name, schema in (
        (resource.component, whole_record(resource)),
        (f"{resource.component}Page", page_of_records(resource.component, resource.records)),
    )
}
