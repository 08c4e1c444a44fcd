"""A project's candidates: read, made, changed, moved on."""

import json
from collections.abc import Mapping
from typing import Any

from connectors.sandbox.viasto import bodies, workflow
from connectors.sandbox.viasto.auth import Session
from connectors.sandbox.viasto.errors import Refusal, invalid, refused
from connectors.sandbox.viasto.records import Candidate, Customer, Project
from connectors.sandbox.viasto.shapes import Printer
from connectors.sandbox.viasto.world import World
from connectors.sandbox.wire import Request, Response, json_response

WRITABLE = ("first_name", "last_name", "email", "phone", "gender", "address", "username")


def create(world: World, project: Project, given: Mapping[str, Any]) -> Candidate:
    """Status and deadline are ignored without a word."""
    for name in ("first_name", "last_name"):
        if not given.get(name):
            raise invalid(name, "This field is required.")
    photo, cv = bodies.photo(given.get("photo")), bodies.cv(given.get("cv"))
    row = world.add_candidate(
        project, given["first_name"], given["last_name"], str(given.get("email", ""))
    )
    row.photo, row.cv = photo, cv
    _set(row, given)
    return row


def change(world: World, row: Candidate, given: Mapping[str, Any]) -> Candidate:
    if "photo" in given:
        row.photo = bodies.photo(given["photo"])
    if "cv" in given:
        row.cv = bodies.cv(given["cv"])
    if given.get("password"):
        row.has_password = True
    _set(row, given)
    return world.changed(row)


def _set(row: Candidate, given: Mapping[str, Any]) -> None:
    for name in WRITABLE:
        if name in given:
            if not isinstance(given[name], str):
                raise invalid(name, "Not a valid string.")
            setattr(row, name, given[name])


def bulk(world: World, project: Project, request: Request) -> list[Candidate]:
    """Made, given their deadline, invited; the answer's shape is assumed."""
    try:
        rows = json.loads(request.body)
    except ValueError as error:
        raise refused(400, f"JSON parse error - {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refused(400, "Expected a list of candidates.")
    made = []
    for given in rows:
        row = create(world, project, given)
        if given.get("deadline"):
            workflow.set_deadline(world, row, given["deadline"])
        made.append(workflow.advance_by_manager(world, row))
    return made


def of_one(
    world: World, printer: Printer, request: Request, row: Candidate, rest: list[str]
) -> Response:
    """What stands below `/candidates/{id}/`."""
    company = world.company
    match request.method, *rest:
        case ("GET",):
            return json_response(printer.candidate(company, row))
        case ("PATCH",):
            return _accepted(world, printer, change(world, row, bodies.values(request)))
        case ("DELETE",):
            world.delete_candidate(row.id)
            return Response(204)
        case "PATCH", "deadline":
            deadline = bodies.values(request).get("deadline")
            return _accepted(world, printer, workflow.set_deadline(world, row, deadline))
        case "PATCH", "status", "advance":
            return _accepted(world, printer, workflow.advance_by_manager(world, row))
        case "PATCH", "status", "skip":
            return _accepted(world, printer, workflow.skip(world, row))
        case "POST", "reminder":
            return _accepted(world, printer, workflow.remind(world, row))
        case "POST", "vetos":
            comment = bodies.values(request).get("comment")
            workflow.veto(world, row, comment)
            return json_response({"candidate": printer.candidate_uri(company, row)}, 201)
        case _, "shares", *share:
            return _shares(world, printer, request, row, share)
    raise refused(404)


def _accepted(world: World, printer: Printer, row: Candidate) -> Response:
    return json_response(printer.candidate(world.company, row), 202)


def _shares(
    world: World, printer: Printer, request: Request, row: Candidate, rest: list[str]
) -> Response:
    company = world.company
    if not rest and request.method == "POST":
        number = max(row.shares, default=0) + 1
        row.shares[number] = customer_of(world, bodies.values(request).get("customer"))
        return json_response(printer.share(company, row, number), 201)
    number = int(rest[0]) if rest and rest[0].isdigit() else 0
    if number not in row.shares:
        raise refused(404)
    if request.method == "DELETE":
        del row.shares[number]
        return Response(204)
    return json_response(printer.share(company, row, number))


def customer_of(world: World, uri: object) -> Customer:
    """Who a reference names."""
    last = str(uri or "").strip("/").rpartition("/")[2]
    found = world.customers.get(int(last)) if last.isdigit() else None
    if found is None:
        raise invalid("customer", "Invalid hyperlink - Object does not exist.")
    return found


def by_candidate(
    world: World, printer: Printer, request: Request, session: Session, rest: list[str]
) -> Response:
    """What candidates may do with themselves."""
    row = session.candidate
    if row is None or row.id not in world.candidates:
        raise refused(403)
    match request.method, *rest:
        case ("GET",):
            return json_response(printer.candidate(world.company, row))
        case ("PATCH",):
            return _accepted(world, printer, change(world, row, bodies.values(request)))
        case "PATCH", "status", "advance":
            return _accepted(world, printer, workflow.advance_by_candidate(world, row))
    raise Refusal(refused(403).response)
