"""Import of candidates, step by step: the list, its columns, what is to be expected, what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.forms.imports import ImportForm, ImportOptionsForm
from candidates.imports.columns import FIELDS
from candidates.imports.reading import read_sheet
from candidates.imports.sheet import MOST_BYTES, NotReadable
from candidates.imports.spreadsheet import csv_lines
from candidates.models import Batch, BatchRow, Change, Project
from candidates.page_permissions import MAY_MOVE, member_page, origin_of
from candidates.requests import MemberRequest
from candidates.selectors.batches import (
    MADE,
    batch_of,
    batches_of,
    columns_of,
    counted,
    progress_of,
    projects_of,
    rows_of,
    rows_to_mend,
)
from candidates.services.batches import (
    NotPossible,
    Opening,
    Options,
    begin,
    begin_undo,
    choose_columns,
    open_batch,
)
from candidates.services.batchwork import work_at_once_if_few
from candidates.services.projects import create_project_by_hand
from candidates.times import NoSuchHour, moment_of

SHOWN = 100
State = Batch.State
STEPS = {State.MAPPING: "import_map", State.READY: "import_preview"}


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def start(request: MemberRequest) -> HttpResponse:
    refuse_others(request)
    form = ImportForm(*sent(request), projects=projects_of(request.company.pk))
    if form.is_bound and form.is_valid():
        try:
            sheet = read_sheet(content_of(form))
            batch = open_batch(sheet, opening_of(request, form))
            return redirect("import_map", pk=batch.pk)
        except NotReadable as problem:
            form.add_error("file", str(problem))
    context = {"form": form, "batches": batches_of(request.company.pk)}
    return render(request, "candidates/import.html", context, status=422 if form.is_bound else 200)


def sent(request: MemberRequest) -> tuple[Any, Any]:
    """What a form is bound to; an empty one is sent, too, where every field was left empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def content_of(form: ImportForm) -> bytes:
    file = form.cleaned_data["file"]
    if not file:
        return str(form.cleaned_data["text"]).encode()
    content: bytes = file.read(MOST_BYTES + 1)
    return content


def opening_of(request: MemberRequest, form: ImportForm) -> Opening:
    file = form.cleaned_data["file"]
    return Opening(
        company=request.company,
        project=form.cleaned_data["project"] or new_project(request, form),
        source=Change.Source.PAGE,
        now=request.now,
        made_by_id=request.user.pk,
        name=file.name if file else gettext("pasted rows"),
    )


def new_project(request: MemberRequest, form: ImportForm) -> Project:
    name = {"name": form.cleaned_data["new_project"]}
    return create_project_by_hand(name, origin=origin_of(request), made_by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    batch = at_step(request, pk)
    if batch.state not in STEPS:
        return redirect("import_result", pk=pk)
    shown = columns_of(batch)
    if request.method == "POST":
        chosen = {
            column.header: field
            for place, column in enumerate(shown)
            if (field := request.POST.get(f"column-{place}", "")) in FIELDS
        }
        return acted(request, lambda: choose_columns(batch.pk, chosen), "import_map", batch)
    context = {"batch": batch, "columns": shown, "fields": FIELDS}
    return render(request, "candidates/import_map.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    batch = at_step(request, pk)
    if batch.state != State.READY:
        return redirect(STEPS.get(State(batch.state), "import_result"), pk=pk)
    form = ImportOptionsForm(*sent(request))
    if form.is_bound and form.is_valid():
        try:
            options = options_of(request, form)
        except NoSuchHour as problem:
            form.add_error("deadline", str(problem))
        else:
            return acted(
                request,
                lambda: work_at_once_if_few(
                    begin(batch.pk, options, now=request.now), now=request.now
                ),
                "import_preview",
                batch,
            )
    outcome = outcome_asked(request)
    narrowed = {"foreseen": outcome} if outcome else {}
    context = {
        "batch": batch,
        "form": form,
        "counts": counted(batch, "foreseen"),
        "outcome": outcome,
        "rows": rows_of(batch, **narrowed)[:SHOWN],
        "most": SHOWN,
    }
    return render(
        request, "candidates/import_preview.html", context, status=422 if form.is_bound else 200
    )


def options_of(request: MemberRequest, form: ImportOptionsForm) -> Options:
    local = form.cleaned_data["deadline"]
    deadline = moment_of(local, request.zones.main) if local else None
    return Options(deadline, form.cleaned_data["advance"])


def acted(
    request: MemberRequest, act: Callable[[], Batch], otherwise: str, batch: Batch
) -> HttpResponse:
    """On to the step that the import is at then; back, with the reason, where it cannot be done."""
    try:
        batch = act()
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect(otherwise, pk=batch.pk)
    return redirect(STEPS.get(State(batch.state), "import_result"), pk=batch.pk)


@require_safe
@member_page
def result(request: MemberRequest, pk: int) -> HttpResponse:
    batch = at_step(request, pk)
    if batch.state in STEPS:
        return redirect(STEPS[State(batch.state)], pk=pk)
    outcome = outcome_asked(request)
    narrowed = {"outcome": outcome} if outcome else {}
    progress = progress_of(batch)
    context = {
        "batch": batch,
        "progress": progress,
        "at_work": batch.state == State.RUNNING,
        "outcome": outcome,
        "rows": rows_of(batch, **narrowed)[:SHOWN],
        "most": SHOWN,
        "made": [(word, n) for word in MADE if (n := progress.counts.get(word, 0))],
        "to_mend": progress.counts.get("error", 0) + progress.counts.get("duplicate", 0),
        "undoable": batch.state == State.DONE
        and progress.counts.get("new", 0) + progress.counts.get("changed", 0) > 0,
    }
    return render(request, "candidates/import_result.html", context)


@require_POST
@member_page
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    batch = at_step(request, pk)
    return acted(
        request,
        lambda: work_at_once_if_few(begin_undo(batch.pk, now=request.now), now=request.now),
        "import_result",
        batch,
    )


@require_safe
@member_page
def errors(request: MemberRequest, pk: int) -> StreamingHttpResponse:
    batch = at_step(request, pk)
    return StreamingHttpResponse(
        csv_lines(rows_to_mend(batch)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="import-{batch.pk}-errors.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def at_step(request: MemberRequest, pk: int) -> Batch:
    refuse_others(request)
    batch = batch_of(request.company.pk, pk)
    if batch is None:
        raise Http404
    return batch


def outcome_asked(request: MemberRequest) -> str:
    asked = request.GET.get("outcome", "")
    return asked if asked in BatchRow.Outcome.values else ""


def refuse_others(request: MemberRequest) -> None:
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may import candidates.")
        )
