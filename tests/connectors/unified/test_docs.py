"""The schema and the page made from it: complete, true to the answers, readable without signing in."""

from datetime import UTC, date, datetime
from io import StringIO

import jsonschema
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.test import Client

from config.docs import SCHEMAS
from connectors.api.errors import ERRORS
from connectors.unified.catalogue import PARAMETERS
from connectors.unified.examples import INTERVIEW, PAGE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def valid(value, name):
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    jsonschema.validate(value, whole, cls=jsonschema.Draft202012Validator)
    return True


def test_the_schema_is_valid_and_complete():
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())

    schema = Client().get("/api/schema/").json()

    assert schema["openapi"].startswith("3.1")
    listed = schema["paths"]["/unified/ats/interviews"]["get"]
    names = {each["name"].removesuffix("[]") for each in listed["parameters"]}
    assert names >= {each.name for each in PARAMETERS}
    assert all(each["description"] for each in listed["parameters"])
    assert listed["security"] == [{"ApiKey": []}]
    assert listed["responses"].keys() >= {"200", "400", "401", "403", "404", "405"}
    assert "/unified/ats/interviews/{remote_id}" in schema["paths"]


def test_yaml_is_there_for_who_asks_for_it():
    response = Client().get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi"})

    assert response.content.startswith(b"openapi: 3.1")


def test_answers_are_what_the_schema_says(api, greenhouse):
    greenhouse.tells(
        "interview",
        i1={"start_at": NOON, "status": "scheduled", "candidate_remote_id": "5"},
        i2={"start_date": date(2026, 3, 2)},
        i3={},
    )
    greenhouse.tells("interviewer", p1={"interview_remote_id": "1", "email": "k@acme.example"})
    greenhouse.loses("2")

    page = api.get(query="include_deleted=true&include_undated=true").json()

    assert len(page["result"]) == 3
    assert valid(page, "UnifiedInterviewPage")
    assert valid(api.get(query="truto_key_by=id").json(), "UnifiedInterviewPage")
    assert valid(api.refusal("limit=0&foo=1"), "Error")


def test_the_examples_are_what_the_schema_says():
    assert valid(PAGE, "UnifiedInterviewPage")
    assert valid(INTERVIEW, "UnifiedInterview")
    assert all(valid(example, "Error") for _, example in ERRORS.values())


def test_the_page_names_everything_and_needs_no_one_signed_in():
    page = Client().get("/api/docs/", headers={"Accept-Language": "ko"}).content.decode()

    assert 'lang="en"' in page
    assert "http://testserver/unified/ats/interviews?integrated_account_id=$ACCOUNT" in page
    for parameter in PARAMETERS:
        assert f"<code>{parameter.name}" in page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_page_reads_well_under_the_strict_policy(browser, live_server, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))

    page.goto(f"{live_server.url}/api/docs/", wait_until="networkidle")
    page.locator("summary").first.click()

    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    serious = [
        (found["id"], [node["target"] for node in found["nodes"]])
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
    ]
    assert serious == []
    context.close()
