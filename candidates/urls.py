from django.urls import path, re_path, register_converter
from django.views.i18n import set_language

from candidates.models import Document
from candidates.views import (
    access,
    account,
    colleagues,
    documents,
    imports,
    message_templates,
    outbox,
    password_reset,
    portal,
)


class DocumentKind:
    """`photo` or `cv`."""

    regex = "|".join(Document.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DocumentKind, "document")

V3_CANDIDATE = "api/v3/companies/<int:company>/projects/<int:project>/candidates/<int:pk>"

urlpatterns = [
    path("login/", account.sign_in, name="login"),
    path("password/", password_reset.forgotten, name="forgotten"),
    re_path(
        r"^password/(?P<uidb64>[0-9A-Za-z_]+)-(?P<token>[\w-]+)/$",
        password_reset.choose_password,
        name="choose_password",
    ),
    path("people/", colleagues.people, name="people"),
    path("people/<int:pk>/role/", colleagues.give_role, name="give_role"),
    path("people/<int:pk>/again/", colleagues.invite_again, name="invite_again"),
    path("people/<int:pk>/end/", colleagues.let_go, name="let_go"),
    path("logout/", account.sign_out, name="logout"),
    path("settings/", account.preferences, name="settings"),
    path("settings/access/", access.access, name="access"),
    path("settings/access/password/", access.change_password, name="change_password"),
    path("settings/access/elsewhere/", access.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("settings/access/tokens/", access.new_token, name="new_token"),
    path("settings/access/tokens/<int:pk>/end/", access.end_token, name="end_token"),
    path("settings/look/", account.look, name="look"),
    path("settings/language/", set_language, name="set_language"),
    path("c/<str:key>/", portal.page, name="portal"),
    path("c/<str:key>/confirm/", portal.confirm, name="portal_confirm"),
    path("c/<str:key>/sign-in/", portal.sign_in, name="portal_sign_in"),
    path("c/<str:key>/forgotten/", portal.forgotten, name="portal_forgotten"),
    path("c/<str:key>/password/<str:token>/", portal.new_password, name="portal_password"),
    path("c/<str:key>/sign-out/", portal.sign_out, name="portal_sign_out"),
    path("c/<str:key>/time/", portal.other_time, name="portal_time"),
    path("c/<str:key>/time/take-back/", portal.take_back, name="portal_take_back"),
    path("c/<str:key>/zone/", portal.zone, name="portal_zone"),
    path("c/<str:key>/language/", portal.language, name="portal_language"),
    path("c/<str:key>/sure/", portal.sure, name="portal_sure"),
    path("c/<str:key>/interview.ics", portal.calendar, name="portal_calendar"),
    path("c/<str:key>/<slug:name>/", portal.act, name="portal_act"),
    path("settings/templates/", message_templates.template_list, name="templates"),
    path(
        "settings/templates/<slug:message>/<slug:language>/",
        message_templates.template,
        name="template",
    ),
    path("outbox/", outbox.mail_list, name="outbox"),
    path("outbox/many/", outbox.act_on_many, name="act_on_mails"),
    path("outbox/<int:pk>/", outbox.mail_page, name="mail"),
    path("outbox/<int:pk>/letter/", outbox.letter, name="letter"),
    path("outbox/<int:pk>/edit/", outbox.edit, name="edit_mail"),
    path("outbox/<int:pk>/<slug:name>/", outbox.act, name="act_on_mail"),
    path("candidates/import/", imports.start, name="import"),
    path("candidates/import/<int:pk>/", imports.result, name="import_result"),
    path("candidates/import/<int:pk>/map/", imports.columns, name="import_map"),
    path("candidates/import/<int:pk>/preview/", imports.preview, name="import_preview"),
    path("candidates/import/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("candidates/import/<int:pk>/errors.csv", imports.errors, name="import_errors"),
    path(
        "candidates/<int:pk>/documents/<document:kind>/", documents.document_page, name="document"
    ),
    path(
        "candidates/<int:pk>/documents/<document:kind>/remove/",
        documents.remove,
        name="remove_document",
    ),
    path(f"{V3_CANDIDATE}/<document:kind>/<str:secret>/", documents.linked, name="linked_document"),
]
