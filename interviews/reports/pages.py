"""All reports on one page, each on its own, and the tables of each as files."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from candidates.imports.spreadsheet import csv_lines
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from interviews.lists.export import clock, download
from interviews.reports.charts import drawn, legend
from interviews.reports.form import RANGES, ReportForm
from interviews.reports.reading import anything_yet, found_lately, read
from interviews.reports.said import plain, shown
from interviews.reports.shapes import Found, Report, Table
from interviews.reports.table import REPORTS
from interviews.services.exports import note_export

DAYS = ("range", "date_from", "date_to")


@require_safe
@member_page
def reports(request: MemberRequest) -> HttpResponse:
    """Figures that are at most some minutes old."""
    form, complaints, asked = read(request, request.GET)
    found = [(report, *found_lately(report, asked)) for report in REPORTS.values()]
    context = frame(form, complaints, request.GET) | {
        "asked": asked,
        "cards": [(report, one) for report, one, _at in found],
        "oldest": min(at for _report, _found, at in found),
        "until": min((one.until for _report, one, _at in found if one.until), default=None),
        "nothing_yet": not any(one.total for _report, one, _at in found)
        and not anything_yet(asked),
    }
    return render(request, "interviews/reports/all.html", context)


@require_safe
@member_page
def report(request: MemberRequest, name: str) -> HttpResponse:
    one = called(name)
    form, complaints, asked = read(request, request.GET)
    found = one.find(asked)
    context = frame(form, complaints, request.GET) | {
        "asked": asked,
        "report": one,
        "found": found,
        "chart": drawn(found.chart, title=str(one.title), told=gist(one, found))
        if found.chart and found.total
        else "",
        "legend": legend(found.chart) if found.chart else [],
    }
    return render(request, "interviews/reports/one.html", context)


@require_safe
@member_page
def report_csv(request: MemberRequest, name: str, table: str) -> HttpResponseBase:
    """A filter that is not understood stops it."""
    one = called(name)
    given = request.GET.copy()
    bare = given.pop("bom", [""])[-1] == "off"
    _form, complaints, asked = read(request, given)
    if complaints:
        for said in complaints:
            messages.error(request, said)
        messages.error(request, gettext("Nothing was exported."))
        return redirect(f"{reverse('report', args=[name])}?{given.urlencode()}")
    found = one.find(asked)
    wanted = next((some for some in found.tables if some.name == table), None)
    if wanted is None:
        raise Http404
    note_export(request.membership, f"report {name}", now=request.now)
    return download(
        csv_lines(lines(wanted, clock(found.until, asked.zone))),
        f"{name}-{table}",
        request.now,
        bare=bare,
    )


def called(name: str) -> Report:
    if name not in REPORTS:
        raise Http404
    return REPORTS[name]


def lines(table: Table, until: str) -> Iterator[list[str | int]]:
    """Where the worker has not read all yet, each row says up to when it counts."""
    yield [*table.heads, *([gettext("Counted up to")] if until else [])]
    for row in table.rows:
        yield [*(plain(cell) for cell in row), *([until] if until else [])]


def gist(report: Report, found: Found) -> str:
    """The figures at the top of the page, for whoever does not see the chart."""
    figures = ", ".join(f"{label}: {shown(cell)}" for label, cell in found.headline)
    below = gettext("The table below the chart has the same figures.")
    return f"{report.says} {figures}. {below}"


def frame(form: ReportForm, complaints: list[str], given: QueryDict) -> dict[str, object]:
    """What is the same on all of them; the presets keep the other filters."""
    rest = given.copy()
    for name in DAYS:
        rest.pop(name, None)
    presets = []
    for value, label in RANGES:
        address = rest.copy()
        address["range"] = value
        presets.append((label, f"?{address.urlencode()}", value == form.preset))
    return {
        "form": form,
        "complaints": complaints,
        "presets": presets,
        "query": given.urlencode(),
    }
