"""Who may read which page and send what to it: no page comes without a line in this table."""

import pytest
from django.db import transaction
from django.test import Client

from candidates.models import Candidate, Share, User
from candidates.statuses import Role
from tests.admin_world import NOW, fill
from tests.conftest import member
from tests.pages.doors import address_of, keys_of, names_records, pages

# Anybody, somebody signed in, a colleague, one who reads this candidate, a recruiter, an administrator, nobody of
# these; NO: not at all.
A, S, C, P, R, M, E, NO = 0, 1, 2, 3, 4, 5, 6, None
# Who at least reads a page, and who at least writes. The project of this world has a team, so a recruiter without a
# part in it does nothing there; a vendor keeps it, so it is changed there.
TABLE: dict[str, tuple[int | None, int | None]] = {
    "": (C, NO),
    "activity/": (C, NO),
    "api/docs/": (A, NO),
    "api/v3/companies/<int:company>/projects/<int:project>/candidates/<int:pk>/<document:kind>/<str:secret>/": (A, NO),
    "c/<str:key>/": (A, NO),
    "c/<str:key>/<slug:name>/": (NO, A),
    "c/<str:key>/confirm/": (NO, A),
    "c/<str:key>/forgotten/": (NO, A),
    "c/<str:key>/interview.ics": (A, NO),
    "c/<str:key>/language/": (NO, A),
    "c/<str:key>/password/<str:token>/": (A, A),
    "c/<str:key>/sign-in/": (NO, A),
    "c/<str:key>/sign-out/": (NO, A),
    "c/<str:key>/sure/": (A, NO),
    "c/<str:key>/time/": (A, A),
    "c/<str:key>/time/take-back/": (NO, A),
    "c/<str:key>/zone/": (NO, A),
    "calendar/": (C, NO),
    "candidates/": (C, NO),
    "candidates/<int:pk>/": (P, NO),
    "candidates/<int:pk>/<move:name>/": (NO, M),
    "candidates/<int:pk>/apart/": (NO, R),
    "candidates/<int:pk>/comments/": (NO, P),
    "candidates/<int:pk>/comments/<int:comment>/answer/": (NO, P),
    "candidates/<int:pk>/coordinator/": (NO, R),
    "candidates/<int:pk>/delete/": (M, M),
    "candidates/<int:pk>/documents/<document:kind>/": (P, M),
    "candidates/<int:pk>/documents/<document:kind>/remove/": (NO, M),
    "candidates/<int:pk>/edit/": (M, M),
    "candidates/<int:pk>/erase/": (M, M),
    "candidates/<int:pk>/evaluation/": (NO, E),
    "candidates/<int:pk>/files/<slug:name>/": (P, NO),
    "candidates/<int:pk>/shares/": (NO, M),
    "candidates/<int:pk>/shares/<int:shared>/end/": (NO, M),
    "candidates/<int:pk>/veto/": (NO, E),
    "candidates/bulk/": (R, R),
    "candidates/columns/": (NO, C),
    "candidates/duplicates/": (R, NO),
    "candidates/duplicates/<int:first>/<int:second>/<verdict:verdict>/": (NO, R),
    "candidates/duplicates/<int:pk>/again/": (NO, R),
    "candidates/export.csv": (C, NO),
    "candidates/import/": (R, R),
    "candidates/import/<int:pk>/": (R, NO),
    "candidates/import/<int:pk>/errors.csv": (R, NO),
    "candidates/import/<int:pk>/map/": (R, R),
    "candidates/import/<int:pk>/preview/": (R, R),
    "candidates/import/<int:pk>/undo/": (NO, R),
    "candidates/new/": (R, R),
    "conflicts/<int:pk>/": (C, NO),
    "conflicts/<int:pk>/override/": (NO, R),
    "connections/": (C, NO),
    "connections/<uuid:uuid>/": (C, NO),
    "connections/<uuid:uuid>/credentials/": (M, M),
    "connections/<uuid:uuid>/interviews/new/": (R, R),
    "connections/<uuid:uuid>/pause/": (NO, M),
    "connections/<uuid:uuid>/remove/": (M, M),
    "connections/<uuid:uuid>/resume/": (NO, M),
    "connections/<uuid:uuid>/runs/<int:run_id>/": (C, NO),
    "connections/<uuid:uuid>/sync/": (NO, R),
    "connections/<uuid:uuid>/words/": (C, M),
    "connections/<uuid:uuid>/words/apply/": (NO, M),
    "connections/issues/": (C, NO),
    "connections/issues/<int:pk>/": (C, NO),
    "connections/issues/<int:pk>/accept/": (NO, M),
    "connections/issues/<int:pk>/decide/": (NO, M),
    "connections/issues/<int:pk>/snooze/": (NO, R),
    "connections/issues/<int:pk>/wake/": (NO, R),
    "connections/keys/": (M, M),
    "connections/keys/<int:pk>/revoke/": (NO, M),
    "connections/keys/<int:pk>/rotate/": (NO, M),
    "connections/new/": (M, NO),
    "connections/new/<slug:vendor>/": (M, M),
    "connections/webhooks/": (M, NO),
    "connections/webhooks/<int:pk>/": (M, NO),
    "connections/webhooks/<int:pk>/delete/": (NO, M),
    "connections/webhooks/<int:pk>/edit/": (M, M),
    "connections/webhooks/<int:pk>/pause/": (NO, M),
    "connections/webhooks/<int:pk>/resume/": (NO, M),
    "connections/webhooks/<int:pk>/rotate/": (NO, M),
    "connections/webhooks/<int:pk>/test/": (NO, M),
    "connections/webhooks/log/": (M, NO),
    "connections/webhooks/log/<int:pk>/": (M, NO),
    "connections/webhooks/log/<int:pk>/replay/": (NO, M),
    "connections/webhooks/log/replay/": (M, M),
    "connections/webhooks/new/": (M, M),
    "feeds/<str:token>.ics": (A, NO),
    "healthz": (A, A),
    "hooks/<uuid:uuid>/": (NO, A),
    "interviewers/": (C, NO),
    "interviewers/<int:pk>/": (C, NO),
    "interviewers/<int:pk>/<oneness:verdict>/<int:other>/": (NO, R),
    "interviewers/<int:pk>/absences/": (NO, R),
    "interviewers/<int:pk>/absences/<int:absence>/end/": (NO, R),
    "interviewers/<int:pk>/apart/": (NO, R),
    "interviewers/<int:pk>/rules/": (NO, R),
    "interviewers/<int:pk>/users/<int:user>/apart/": (NO, R),
    "interviewers/<int:pk>/users/<int:user>/match/": (NO, R),
    "interviews/": (C, NO),
    "interviews/<int:pk>/": (C, NO),
    "interviews/<int:pk>/accept/": (R, R),
    "interviews/<int:pk>/amend/": (R, R),
    "interviews/<int:pk>/cancel/": (R, R),
    "interviews/<int:pk>/explain/": (C, NO),
    "interviews/<int:pk>/interview.ics": (C, NO),
    "interviews/<int:pk>/panel/": (R, R),
    "interviews/<int:pk>/reject/": (R, R),
    "interviews/<int:pk>/reschedule/": (R, R),
    "interviews/assign/": (NO, R),
    "interviews/bulk/": (NO, R),
    "interviews/bulk/<slug:key>/": (C, NO),
    "interviews/columns/": (NO, C),
    "interviews/export.csv": (C, NO),
    "login/": (A, A),
    "logout/": (NO, A),
    "many/": (R, NO),
    "many/<int:pk>/": (R, NO),
    "many/<int:pk>/again/": (NO, R),
    "metrics": (A, NO),
    "outbox/": (C, NO),
    "outbox/<int:pk>/": (P, NO),
    "outbox/<int:pk>/<slug:name>/": (NO, R),
    "outbox/<int:pk>/edit/": (NO, R),
    "outbox/<int:pk>/letter/": (P, NO),
    "outbox/many/": (NO, R),
    "password/": (A, A),
    "people/": (C, M),
    "people/<int:pk>/again/": (NO, M),
    "people/<int:pk>/end/": (NO, M),
    "people/<int:pk>/role/": (NO, M),
    "projects/": (C, R),
    "projects/<int:pk>/": (M, E),
    "projects/<int:pk>/coordinator/": (NO, M),
    "projects/<int:pk>/team/": (NO, M),
    "projects/<int:pk>/team/<int:role>/end/": (NO, M),
    "queue/": (C, NO),
    "queue/<str:code>/": (C, NO),
    "queue/act/": (NO, R),
    "queue/count/": (C, NO),
    "readyz": (A, A),
    "reports/": (C, NO),
    "reports/<slug:name>/": (C, NO),
    "reports/<slug:name>/<slug:table>.csv": (C, NO),
    "search/": (C, NO),
    "seen/": (NO, C),
    "settings/": (S, S),
    "settings/access/": (C, NO),
    "settings/access/elsewhere/": (NO, C),
    "settings/access/password/": (NO, C),
    "settings/access/tokens/": (NO, C),
    "settings/access/tokens/<int:pk>/end/": (NO, C),
    "settings/attention/": (M, M),
    "settings/feeds/": (C, C),
    "settings/feeds/<int:pk>/revoke/": (NO, C),
    "settings/feeds/<int:pk>/rotate/": (NO, C),
    "settings/inviting/": (M, M),
    "settings/language/": (A, A),
    "settings/look/": (NO, S),
    "settings/templates/": (M, NO),
    "settings/templates/<slug:message>/<slug:language>/": (M, M),
    "views/": (C, C),
    "views/<int:pk>/": (C, C),
    "views/<int:pk>/<hold:name>/": (NO, C),
    "views/<int:pk>/delete/": (C, C),
    "views/<int:pk>/filters/": (NO, C),
    "welcome/": (M, M),
    "welcome/skip/": (NO, M),
    "wishes/<int:pk>/": (C, NO),
    "wishes/<int:pk>/give-up/": (NO, R),
}  # fmt: skip
OF_A_CANDIDATE = ("candidates/<int:pk>/", "outbox/<int:pk>/")
ROLES = {
    S: None,
    C: Role.HIRING_MANAGER,
    P: Role.HIRING_MANAGER,
    R: Role.RECRUITER,
    M: Role.ACCOUNT_ADMIN,
}
SENT = {"sent": "1", "days": "1", "reason": "x"}
ROUTES = sorted(set(pages()))
WELL = {"readyz"}  # says 503 where no worker is at work
ASKS_THE_VENDOR = {
    "connections/<uuid:uuid>/credentials/"
}  # never inside the transaction of these tests


def test_every_page_has_a_line():
    assert sorted(TABLE) == ROUTES


def share_all(company, user):
    for candidate in Candidate.objects.filter(company=company):
        Share.objects.create(candidate=candidate, user=user, created_at=NOW)


def asked(client, method, address):
    """The answer, with nothing left of what it did."""
    with transaction.atomic():
        answer = getattr(client, method)(address, SENT if method == "post" else {})
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def is_sent_to_sign_in(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/login/?next=")


def fits(answer, least, rank, route):
    status = answer.status_code
    if least is NO:
        return status == 405 or is_sent_to_sign_in(answer)
    if rank >= least != E:
        return route in ASKS_THE_VENDOR or (
            status < 500
            and not is_sent_to_sign_in(answer)
            and (least == A or status not in {403, 405})
        )
    if rank == C and route.startswith(OF_A_CANDIDATE):
        return status == 404 if least == P else status in {403, 404}
    return is_sent_to_sign_in(answer) if rank == A else status == 403


@pytest.mark.parametrize(
    "rank", [A, *ROLES], ids=["nobody", "outsider", "hiring", "with-a-part", "recruiter", "admin"]
)
def test_whoever_may_comes_in_and_nobody_else(acme, rank):
    fill(acme)
    keys = keys_of(acme)
    visitor = Client(raise_request_exception=False)
    if rank == S:
        visitor.force_login(User.objects.create_user("otto", "otto@else.example", "x"))
    elif rank != A:
        rena = member("rena", acme, ROLES[rank])
        visitor.force_login(rena)
        if rank == P:
            share_all(acme, rena)
    session = visitor.cookies.copy()

    wrong = []
    for route in [one for one in ROUTES if one not in WELL]:
        address = address_of(route, keys)
        for method, least in zip(("get", "post"), TABLE[route], strict=True):
            visitor.cookies = session.copy()
            answer = asked(visitor, method, address)
            if not fits(answer, least, rank, route):
                wrong.append((method, route, answer.status_code))
            if method == "get" and rank == M and least is not NO:
                head = asked(visitor, "head", address)
                if head.status_code != answer.status_code:
                    wrong.append(("head", route, head.status_code))

    assert wrong == []


def test_what_is_another_companys_is_not_there(acme, globex, charlie):
    fill(acme)
    fill(globex)
    keys = keys_of(acme)
    stranger = Client(raise_request_exception=False)
    stranger.force_login(charlie)

    wrong = []
    for route in [one for one in ROUTES if names_records(one)]:
        for method, least in zip(("get", "post"), TABLE[route], strict=True):
            answer = asked(stranger, method, address_of(route, keys))
            if (
                answer.status_code != (405 if least is NO else 404)
                and route != "hooks/<uuid:uuid>/"
            ):
                wrong.append((method, route, answer.status_code))

    assert wrong == []
