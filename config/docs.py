"""The OpenAPI schema and a page to read it, for everybody: there is nothing secret in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, override
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularAPIView

from candidates.api.components import SCHEMAS as CANDIDATES
from connectors.api.components import ERROR
from connectors.unified.components import SCHEMAS as UNIFIED
from connectors.unified.record_components import SCHEMAS as RECORDS
from connectors.unified.write_schema import SCHEMAS as WRITES
from connectors.v1.candidates.components import SCHEMAS as COORDINATION
from connectors.v1.interviewers.components import SCHEMAS as PLANNING
from connectors.v1.interviews.components import SCHEMAS as NEGOTIATION
from connectors.v1.moves.components import SCHEMAS as MOVING
from connectors.v1.operations.components import SCHEMAS as OPERATIONS
from connectors.v1.webhooks.components import SCHEMAS as OUTBOUND
from connectors.v1.words.components import SCHEMAS as WORDS

JSON = "application/json"
WEBHOOKS = "/api/v1/webhook-endpoints"
SCHEMAS = (
    {"Error": ERROR}
    | CANDIDATES
    | UNIFIED
    | RECORDS
    | WRITES
    | NEGOTIATION
    | OPERATIONS
    | WORDS
    | OUTBOUND
    | PLANNING
    | MOVING
    | COORDINATION
)


def add_components(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular, named in the settings."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
    return result


class SchemaView(SpectacularAPIView):
    """JSON, which every browser shows, unless the Accept header asks for YAML."""

    renderer_classes = [
        OpenApiJsonRenderer2,
        OpenApiJsonRenderer,
        OpenApiYamlRenderer2,
        OpenApiYamlRenderer,
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, field or answer: its name, what it may be, what it means, an example."""

    name: str
    form: str
    description: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Line]
    answers: list[Line]
    body: Line | None = None

    @property
    def anchor(self) -> str:
        return slugify(f"{self.method} {self.path}")


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    fields: list[Line]


@cache
def schema() -> dict[str, Any]:
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    whole: dict[str, Any] = generator.get_schema(request=None, public=True)
    return whole


def operations() -> Iterator[Operation]:
    for path, methods in schema()["paths"].items():
        for method, told in methods.items():
            yield Operation(
                method.upper(),
                path,
                told.get("summary", ""),
                told.get("description", ""),
                [parameter(each) for each in told.get("parameters", ()) if is_plain(each)],
                [answer(status, each) for status, each in told["responses"].items()],
                answer("body", told["requestBody"]) if "requestBody" in told else None,
            )


def records() -> Iterator[Record]:
    for name, told in schema()["components"]["schemas"].items():
        fields = told.get("properties", {}).items()
        yield Record(name, [field(field_name, inner) for field_name, inner in fields])


def field(name: str, told: dict[str, Any]) -> Line:
    return Line(name, form_of(told), told.get("description", ""))


def is_plain(told: dict[str, Any]) -> bool:
    """`start_at[gte]` and the like are told of at `start_at`."""
    return told["name"].endswith("[]") or "[" not in told["name"]


def parameter(told: dict[str, Any]) -> Line:
    examples = [each["value"] for each in told.get("examples", {}).values()]
    example = examples[0] if examples else ""
    if isinstance(example, list):
        example = ",".join(example)
    text = example if isinstance(example, str) else json.dumps(example)
    return Line(told["name"], form_of(told["schema"]), told.get("description", ""), text)


def answer(status: str, told: dict[str, Any]) -> Line:
    content = told.get("content", {}).get(JSON, {})
    examples = [each["value"] for each in content.get("examples", {}).values()]
    text = json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else ""
    return Line(status, form_of(content.get("schema", {})), told.get("description", ""), text)


def form_of(told: dict[str, Any]) -> str:
    """A JSON Schema in a few words."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "enum" in told:
        return " | ".join("null" if word is None else str(word) for word in told["enum"])
    for choice in ("oneOf", "anyOf"):
        if choice in told:
            return " or ".join(form_of(each) for each in told[choice])
    if "items" in told:
        return f"list of {form_of(told['items'])}"
    if told.get("additionalProperties"):
        return f"object of {form_of(told['additionalProperties'])}"
    types = told.get("type", "anything")
    names = [types] if isinstance(types, str) else types
    return " or ".join(told.get("format", name) if name == "string" else name for name in names)


class DocsPage(TemplateView):
    """In English like the schema, whatever language the visitor reads; that alone is told in theirs."""

    template_name = "docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.build_absolute_uri("/").rstrip("/")
        visitor = get_language() or "en"
        told = {
            "visitor": visitor,
            "in_english": "" if visitor.startswith("en") else gettext("This page is in English."),
            "address": address,
            "operations": list(operations()),
            "records": list(records()),
            "webhooks": WEBHOOKS in schema()["paths"],
        }
        return super().get_context_data(**kwargs) | told

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: Any = super().get(request, *args, **kwargs)
        with override("en"):
            rendered: HttpResponse = page.render()
        return rendered
