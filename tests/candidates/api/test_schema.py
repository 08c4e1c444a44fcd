"""What OpenAPI says of this API, and what it answers."""

import jsonschema

from candidates.api import examples
from candidates.api.components import SCHEMAS
from config.docs import SCHEMAS as ALL
from config.docs import schema
from tests.candidates.api.conftest import candidate, themself


def valid(value, name) -> bool:
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    jsonschema.validate(value, whole, cls=jsonschema.Draft202012Validator)
    return True


def test_answers_are_what_the_schema_says(acme, project, owner):
    company = f"/api/v3/companies/{acme.pk}/"
    row = candidate(project, "invited")

    assert valid(owner.get(""), "ProjectCandidatePage")
    assert valid(owner.get(f"{row.pk}/"), "ProjectCandidate")
    assert valid(themself(row).get("/whoami/candidate/"), "CandidateThemself")
    assert valid(owner.get(company), "Company")
    assert valid(owner.get(f"{company}projects/"), "ProjectPage")
    assert valid(owner.get(f"{company}customers/"), "CustomerPage")
    assert valid(owner.get(f"{company}projects/{project.pk}/roles/"), "ProjectRolePage")
    assert valid(owner.refused(400, "get", "?x=1"), "Refusal")
    assert valid(owner.refused(404, "get", "0/"), "Refusal")
    assert valid(owner.ask("patch", f"{row.pk}/", {"seen": 9}).json(), "Overtaken")


def test_the_examples_are_what_the_schema_says():
    assert all(valid(shown, name) for name, shown in examples.SHOWN.items())


def test_no_name_means_two_things():
    assert all(ALL[name] == told for name, told in SCHEMAS.items())


def test_every_door_is_told_of_with_its_credentials():
    paths = schema()["paths"]
    doors = {path: told for path, told in paths.items() if path.startswith("/api/v3/")}

    assert len(doors) >= 20
    for told in doors.values():
        for operation in told.values():
            assert operation["summary"]
            schemes = {name for each in operation["security"] for name in each}
            assert schemes == {"SuiteToken", "SuiteKey", "ActivationKey"}
    assert {"/api-token-auth/", "/whoami/candidate/"} <= paths.keys()
