"""Reports as pages and files: for whom, of what, and what is said where nothing can be counted."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine

from candidates.models import Candidate, Change, Project, ProjectRole
from candidates.statuses import Role
from connectors.services.accounts import note_sync
from interviews.models import Interview, InterviewerIdentity
from interviews.reports.table import REPORTS
from interviews.services.steps import catch_up
from tests import make
from tests.conftest import member
from tests.make import NOW
from tests.pages.conftest import reader, warm

TABLES = {"time-in-status": "statuses", "time-to-schedule": "periods", "reschedules": "periods"}
PANEL = [("Felix Baumann", "declined"), ("Ravi Menon", "accepted")]


@pytest.fixture(autouse=True)
def at_the_hour():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def past(greenhouse):
    """One interview of three days ago with a decline."""
    asked = NOW - timedelta(days=7)
    return make.interview(greenhouse, NOW - timedelta(days=3), panel=PANEL, vendor_created_at=asked)


def figures(page):
    """What stands above the chart, by its word."""
    block = page.html.split('<dl class="report__figures">')[1].split("</dl>")[0]
    parts = [part.split("</dt>") for part in block.split("<dt>")[1:]]
    return {word: rest.split("<dd>")[1].split("</dd>")[0].strip() for word, rest in parts}


def export(person, path, **asked):
    answer = person.client.get(path, asked)
    assert answer.status_code == 200, answer
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(StringIO(text.lstrip("\ufeff"))))


def test_a_report_says_what_it_counts_and_shows_it_as_chart_and_table(coordinator, past):
    page = coordinator.open("/reports/declines/")

    assert "How often interviewers decline, and who." in page.text
    assert figures(page) == {
        "declined": "50 %",
        "declined seats": "1",
        "seats with an answer or one to come": "2",
    }
    assert '<title id="chart-title">Declines</title>' in page.html
    assert "declined: 50 %" in page.html.split('<desc id="chart-told">')[1].split("</desc>")[0]
    assert "Felix Baumann 0 0 1 0 100 %" in page.text


def test_the_page_of_all_reports_has_a_figure_of_each(coordinator, past):
    page = coordinator.open("/reports/")

    for report in REPORTS.values():
        assert f'href="/reports/{report.name}/"' in page.html
    assert "50 % declined" in page.text
    assert "4.0 days median" in page.text
    assert "No-shows not reported" in page.text
    assert "Moves and cancellations nothing in these days" in page.text


NOT_TOLD = {
    "time-to-schedule": "Quiet ATS: 1 interview had a time when it was first seen and is left out.",
    "time-in-status": "Not reported by Quiet ATS: left out 1 candidate.",
    "booked-ahead": "Not reported by Quiet ATS: left out 1 interview.",
    "declines": "Not reported by Quiet ATS: left out 1 interview.",
    "no-shows": "Not reported by Quiet ATS: left out 1 interview.",
    "load": "Not reported by Quiet ATS: left out 1 interview.",
    "feedback": "Not reported by Quiet ATS: left out 1 interview.",
}


@pytest.mark.parametrize("name", NOT_TOLD)
def test_who_does_not_tell_is_named_and_never_a_zero(coordinator, acme, name):
    silent = make.account(acme, "Quiet ATS", vendor="roundhr", silent_about=["panel", "attendance"])
    panel = [("Tom", None)] if name == "feedback" else ()
    make.interview(silent, NOW - timedelta(days=3), panel=panel)

    text = coordinator.open(f"/reports/{name}/").text

    assert NOT_TOLD[name] in text
    assert "Nothing was counted in these days" in text


@pytest.mark.parametrize(
    ("vendor", "tells"), [("fountain", True), ("ceipal", True), ("ashby", False), ("lever", False)]
)
def test_no_shows_are_counted_where_the_connector_says_that_its_vendor_tells_them(
    coordinator, acme, vendor, tells
):
    account = make.account(acme, "The ATS", vendor=vendor)
    note_sync(account, now=NOW, complete=True)
    make.interview(account, NOW - timedelta(days=3), status="completed")

    text = coordinator.open("/reports/no-shows/").text

    assert ("Not reported by The ATS" in text) is not tells
    assert ("The ATS 1 0 0 %" in text) is tells


def test_what_happened_before_the_hub_looked_is_said_to_be_left_out(coordinator, acme, past):
    tomorrow = NOW + timedelta(days=1)
    make.change(past, start_at=tomorrow, end_at=tomorrow)
    catch_up(acme.pk)

    page = coordinator.open("/reports/reschedules/")

    assert figures(page) == {"moved": "1", "cancelled": "0", "with a reason": "0 %"}
    assert "At the vendor, no reason told 1 + 0" in page.text
    assert (
        "The hub follows changes since Thu 5 Nov 2026: what happened before is not counted."
        in page.text
    )


@pytest.mark.parametrize("name", TABLES)
def test_what_the_worker_has_not_read_yet_is_said_with_the_moment(coordinator, past, name):
    make.change(past, NOW - timedelta(hours=2), status="cancelled")
    later = {"start_at": NOW, "end_at": NOW + timedelta(hours=1)}
    make.change(past, NOW - timedelta(hours=1), **later)

    page = coordinator.open(f"/reports/{name}/")
    whole = coordinator.open("/reports/")

    told = "Counted up to 08:42 CET : the worker has not read yet what happened since"
    assert told in page.text
    assert told in whole.text
    file = f"/reports/{name}/{TABLES[name]}.csv"
    rows = export(coordinator, file)
    assert rows[0][-1] == "Counted up to"
    assert {row[-1] for row in rows[1:]} <= {"2026-11-05T08:42:00+01:00"}
    assert "Counted up to" not in coordinator.open("/reports/declines/").text
    assert "Counted up to" not in coordinator.open(f"/reports/{name}/", range="last_month").text
    catch_up(past.company_id)
    assert "Counted up to" not in coordinator.open(f"/reports/{name}/").text
    assert "Counted up to" not in export(coordinator, file)[0]


def test_what_no_report_counts_is_nothing_to_wait_for(coordinator, past):
    catch_up(past.company_id)
    make.change(past, NOW, location="Room Spree")

    assert "Counted up to" not in coordinator.open("/reports/time-in-status/").text


def test_without_data_a_report_says_what_to_do(coordinator, greenhouse):
    assert "There is nothing to count yet" in coordinator.open("/reports/").text
    text = coordinator.open("/reports/load/").text
    assert "A report needs at least a week of data." in text
    assert "Last 12 months, no filters" in text


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("colour=red", "There is no filter called “colour”."),
        ("range=always", "Days is “always”, which was left out: Valid are last_30, last_90,"),
        ("account=999", "Connection is “999”, which was left out"),
        ("project=999", "Project is “999”, which was left out"),
        ("vendor=monster", "Vendor is “monster”, which was left out: Valid are greenhouse."),
        ("date_from=2026-11-05&date_to=2026-11-01", "The last day is before the first."),
        ("date_from=2016-11-05&date_to=2026-11-01", "A report covers five years at most."),
    ],
)
def test_a_filter_that_is_not_understood_is_said(coordinator, past, address, complaint):
    for path in ("/reports/", "/reports/declines/"):
        assert complaint in coordinator.open(f"{path}?{address}").text
    answer = coordinator.client.get(f"/reports/declines/people.csv?{address}", follow=True)
    assert complaint in reader_text(answer)
    assert "Nothing was exported." in reader_text(answer)
    assert not Change.objects.filter(subject="membership").exists()


def reader_text(answer):
    return answer.content.decode().replace("&quot;", '"')


def test_days_are_those_of_the_address(coordinator, greenhouse, past):
    make.interview(greenhouse, NOW - timedelta(days=40), panel=PANEL)
    make.interview(greenhouse, NOW - timedelta(days=200), panel=PANEL)

    def counted(**asked):
        page = coordinator.open("/reports/declines/", **asked)
        return figures(page)["declined seats"]

    assert counted(range="last_30") == "1"
    assert counted() == "2"
    assert counted(range="last_365") == "3"
    assert counted(date_from="2026-09-20", date_to="2026-10-20") == "1"
    assert counted(vendor="greenhouse") == "2"


def test_a_report_nobody_knows_and_a_table_it_has_not_are_not_found(coordinator, past):
    assert coordinator.open("/reports/weather/").status == 404
    assert coordinator.client.get("/reports/declines/weather.csv").status_code == 404


def test_a_table_is_a_file_with_plain_figures(coordinator, past, alice):
    rows = export(coordinator, "/reports/booked-ahead/periods.csv", date_from="2026-10-26")

    assert rows[0] == ["Week", "Counted", "Median", "Nine of ten within"]
    assert rows[2] == ["2026-11-02", "1", "96.00", "96.00"]
    assert Change.objects.get(subject="membership").fields == {
        "exported": [None, "report booked-ahead"]
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_a_file_is_a_formula(coordinator, past, text):
    InterviewerIdentity.objects.filter(name="Felix Baumann").update(name=text)

    rows = export(coordinator, "/reports/declines/people.csv")

    assert rows[1][0] == f"'{text}"


def test_another_company_sees_nothing_of_it(stranger, past):
    assert "There is nothing to count yet" in stranger.open("/reports/").text
    for name, report in REPORTS.items():
        page = stranger.open(f"/reports/{name}/")
        assert "Nothing was counted in these days" in page.text, report
        assert "Greenhouse" not in page.text


def test_who_reaches_one_project_sees_its_figures_only(acme, admin, coordinator, past, greenhouse):
    """Of projects with a team, that is; those of a vendor's are everybody's."""
    other = make.interview(greenhouse, NOW - timedelta(days=2), candidate="Jonas", panel=PANEL)
    berlin, seoul = (
        Project.objects.create(company=acme, name=name, created_at=NOW, updated_at=NOW)
        for name in ("Berlin", "Seoul")
    )
    Candidate.objects.filter(pk=past.candidate_id).update(project=berlin)
    Candidate.objects.filter(pk=other.candidate_id).update(project=seoul)
    hilda = member("hilda", acme, Role.RECRUITER)
    for project, user in ((berlin, hilda), (seoul, member("sue", acme, Role.RECRUITER))):
        ProjectRole.objects.create(project=project, user=user, interview_manager=True)

    def declined(person, **asked):
        return figures(person.open("/reports/declines/", **asked))["declined seats"]

    assert declined(admin) == "2"
    assert declined(reader(hilda)) == "1"
    assert "1" in reader(hilda).open("/reports/").text
    assert "Nothing was counted" in coordinator.open("/reports/declines/").text
    page = reader(hilda).open("/reports/declines/", project=seoul.pk)
    assert f"Project is “{seoul.pk}”, which was left out: Valid are {berlin.pk}." in page.text
    assert "Seoul" not in page.text


@pytest.mark.parametrize("name", ["", *(f"{name}/" for name in REPORTS)])
def test_a_page_asks_as_much_for_many_interviews_as_for_one(
    coordinator, greenhouse, past, name, django_assert_max_num_queries
):
    warm(coordinator)
    with django_assert_max_num_queries(60) as few:
        coordinator.open(f"/reports/{name}", range="last_365")
    make.interview(greenhouse, NOW - timedelta(days=20), panel=[("Tom", None), *PANEL])
    make.interview(greenhouse, NOW - timedelta(days=70), candidate="Jonas", status=None)
    Interview.objects.filter(pk=past.pk).update(vendor_created_at=None)

    with django_assert_max_num_queries(len(few)):
        coordinator.open(f"/reports/{name}", range="last_365", account=greenhouse.pk)


def test_the_palette_and_the_navigation_lead_there(coordinator, greenhouse):
    assert 'href="/reports/"' in coordinator.open("/search/", q="repo").html
    assert 'data-key="r g+r"' in coordinator.open("/").html
