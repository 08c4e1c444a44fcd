from django.urls import path, register_converter
from django.urls.converters import StringConverter

from interviews import activity, feeds, inviting, search, views
from interviews.calendar import pages
from interviews.lists import assign, columns, export, results
from interviews.lists import page as list_page
from interviews.people import bulk, coordinators, duplicates, editing, feedback, lists, page, team
from interviews.people import export as people_export
from interviews.queue import acts
from interviews.queue import pages as queue
from interviews.reports import pages as reports
from interviews.saved import pages as saved
from interviews.team import comparison
from interviews.team import pages as interviewing


class MoveName(StringConverter):
    regex = "|".join(page.MOVES)


class Verdict(StringConverter):
    regex = "same|distinct"


class Hold(StringConverter):
    regex = "|".join(saved.HOLDS)


class Oneness(StringConverter):
    regex = "|".join(interviewing.VERDICTS)


register_converter(Oneness, "oneness")
register_converter(Hold, "hold")
register_converter(MoveName, "move")
register_converter(Verdict, "verdict")

urlpatterns = [
    path("", views.today, name="today"),
    path("seen/", views.seen, name="seen"),
    path("search/", search.search_page, name="search"),
    path("activity/", activity.activity_page, name="activity"),
    path("queue/", queue.needs_attention, name="queue"),
    path("queue/count/", queue.count, name="queue_count"),
    path("queue/act/", acts.act, name="act_on_queue"),
    path("queue/<str:code>/", queue.needs_attention, name="queue_rule"),
    path("settings/attention/", acts.attention_settings, name="attention_settings"),
    path("settings/inviting/", inviting.inviting, name="inviting"),
    path("interviews/", list_page.interviews, name="interviews"),
    path("interviews/columns/", columns.of_interviews, name="interviews_columns"),
    path("interviews/assign/", assign.assign_coordinator, name="assign_coordinator"),
    path("many/", results.many, name="many"),
    path("many/<int:pk>/", results.many_result, name="many_result"),
    path("many/<int:pk>/again/", results.many_again, name="many_again"),
    path("interviews/export.csv", export.interviews_csv, name="interviews_csv"),
    path("calendar/", pages.calendar, name="calendar"),
    path("interviews/<int:pk>/", views.interview, name="interview"),
    path("interviews/<int:pk>/interview.ics", views.interview_ics, name="interview_ics"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("settings/feeds/", feeds.feeds, name="feeds"),
    path("settings/feeds/<int:pk>/rotate/", feeds.rotate, name="rotate_feed"),
    path("settings/feeds/<int:pk>/revoke/", feeds.revoke, name="revoke_feed"),
    path("candidates/", lists.candidates, name="candidates"),
    path("candidates/columns/", columns.of_candidates, name="candidates_columns"),
    path("candidates/export.csv", people_export.candidates_csv, name="candidates_csv"),
    path("candidates/new/", editing.new_candidate, name="new_candidate"),
    path("candidates/duplicates/", duplicates.duplicates, name="duplicates"),
    path(
        "candidates/duplicates/<int:first>/<int:second>/<verdict:verdict>/",
        duplicates.decide_pair,
        name="decide_pair",
    ),
    path("candidates/duplicates/<int:pk>/again/", duplicates.suggest_again, name="suggest_again"),
    path("candidates/<int:pk>/apart/", duplicates.part, name="take_out"),
    path("candidates/bulk/", bulk.bulk, name="bulk"),
    path("candidates/<int:pk>/", page.candidate, name="candidate"),
    path(
        "candidates/<int:pk>/coordinator/",
        coordinators.set_candidates_coordinator,
        name="candidate_coordinator",
    ),
    path("candidates/<int:pk>/edit/", editing.change_candidate, name="edit_candidate"),
    path("candidates/<int:pk>/delete/", editing.remove_candidate, name="delete_candidate"),
    path("candidates/<int:pk>/evaluation/", feedback.evaluation, name="evaluate"),
    path("candidates/<int:pk>/veto/", feedback.objection, name="veto"),
    path("candidates/<int:pk>/comments/", feedback.note, name="add_note"),
    path(
        "candidates/<int:pk>/comments/<int:comment>/answer/", feedback.answered, name="answer_wish"
    ),
    path("candidates/<int:pk>/shares/", feedback.share_with, name="share_candidate"),
    path("candidates/<int:pk>/shares/<int:shared>/end/", feedback.end_share, name="end_share"),
    path("interviewers/", interviewing.interviewers, name="interviewers"),
    path("interviewers/<int:pk>/", interviewing.interviewer, name="interviewer"),
    path("interviewers/<int:pk>/rules/", interviewing.set_rules, name="interviewer_rules"),
    path("interviewers/<int:pk>/absences/", interviewing.add_absence, name="add_absence"),
    path(
        "interviewers/<int:pk>/absences/<int:absence>/end/",
        interviewing.remove_absence,
        name="remove_absence",
    ),
    path(
        "interviewers/<int:pk>/users/<int:user>/apart/", interviewing.split_user, name="split_user"
    ),
    path(
        "interviewers/<int:pk>/users/<int:user>/match/",
        interviewing.match_user_again,
        name="match_user_again",
    ),
    path("interviewers/<int:pk>/apart/", interviewing.take_apart, name="interviewer_apart"),
    path(
        "interviewers/<int:pk>/<oneness:verdict>/<int:other>/",
        interviewing.decide,
        name="decide_interviewer",
    ),
    path("conflicts/<int:pk>/", comparison.conflict, name="conflict"),
    path("conflicts/<int:pk>/override/", interviewing.override_conflict, name="override_conflict"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("reports/<slug:name>/<slug:table>.csv", reports.report_csv, name="report_csv"),
    path("views/", saved.views, name="views"),
    path("views/<int:pk>/", saved.view, name="view"),
    path("views/<int:pk>/delete/", saved.delete, name="delete_view"),
    path("views/<int:pk>/filters/", saved.filters, name="view_filters"),
    path("views/<int:pk>/<hold:name>/", saved.hold, name="hold_view"),
    path("projects/", team.projects, name="projects"),
    path("projects/<int:pk>/", team.project, name="project"),
    path("projects/<int:pk>/coordinator/", team.set_coordinator, name="project_coordinator"),
    path("projects/<int:pk>/team/", team.join_team, name="join_team"),
    path("projects/<int:pk>/team/<int:role>/end/", team.leave_team, name="leave_team"),
    path("candidates/<int:pk>/<move:name>/", page.move_candidate, name="move_candidate"),
]
