from django.urls import URLPattern, URLResolver, include, path

from candidates.api.views import (
    candidates,
    company,
    evaluations,
    imports,
    moves,
    team,
    tokens,
    whoami,
)

OF_CANDIDATE = [
    path("", candidates.CandidateDetail.as_view(), name="v3-candidate"),
    path("deadline/", moves.Deadline.as_view(), name="v3-deadline"),
    path("status/advance/", moves.Advance.as_view(), name="v3-advance"),
    path("status/skip/", moves.Skip.as_view(), name="v3-skip"),
    path("reminder/", moves.Reminder.as_view(), name="v3-reminder"),
    path("shares/", team.ShareList.as_view(), name="v3-shares"),
    path("shares/<int:pk>/", team.ShareDetail.as_view(), name="v3-share"),
    path("vetos/", evaluations.VetoList.as_view(), name="v3-vetos"),
    path("vetos/<int:pk>/", evaluations.VetoDetail.as_view(), name="v3-veto"),
    path("evaluations/", evaluations.EvaluationList.as_view(), name="v3-evaluations"),
    path("evaluations/<int:pk>/", evaluations.EvaluationDetail.as_view(), name="v3-evaluation"),
]
OF_PROJECT: list[URLPattern | URLResolver] = [
    path("", company.ProjectDetail.as_view(), name="v3-project"),
    path("roles/", team.RoleList.as_view(), name="v3-roles"),
    path("roles/<int:pk>/", team.RoleDetail.as_view(), name="v3-role"),
    path("candidates/", candidates.CandidateList.as_view(), name="v3-candidates"),
    path("candidates/import/", imports.Import.as_view(), name="v3-import"),
    path("candidates/import/<int:batch_id>/", imports.ImportDetail.as_view(), name="v3-batch"),
    path("candidates/import/<int:batch_id>/undo/", imports.ImportUndo.as_view(), name="v3-undo"),
    path("candidates/<int:candidate_id>/", include(OF_CANDIDATE)),
]
OF_COMPANY: list[URLPattern | URLResolver] = [
    path("", company.CompanyDetail.as_view(), name="v3-company"),
    path("customers/", company.CustomerList.as_view(), name="v3-customers"),
    path("customers/<int:pk>/", company.CustomerDetail.as_view(), name="v3-customer"),
    path("projects/", company.ProjectList.as_view(), name="v3-projects"),
    path("projects/<int:project_id>/", include(OF_PROJECT)),
]
urlpatterns = [
    path("api-token-auth/", tokens.SignIn.as_view(), name="v3-sign-in"),
    path("whoami/candidate/", whoami.WhoAmI.as_view(), name="v3-whoami"),
    path("api/v3/api-token-auth/", tokens.SignIn.as_view(schema=None)),
    path("api/v3/whoami/candidate/", whoami.WhoAmI.as_view(schema=None)),
    path("api/v3/companies/<int:company_id>/", include(OF_COMPANY)),
    path(
        "api/v3/company-by-identifier/<slug:slug>/",
        company.CompanyBySlug.as_view(),
        name="v3-company-by-slug",
    ),
]
