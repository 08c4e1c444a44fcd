from django.urls import path
from django.views.i18n import set_language

from candidates import views

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("settings/", views.preferences, name="settings"),
    path("settings/look/", views.look, name="look"),
    path("settings/language/", set_language, name="set_language"),
]
