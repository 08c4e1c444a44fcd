"""The admin site: read-mostly, scoped by company, governed by services.

Who may do what follows from the role, not from Django's permission tables: staff see the rows of the companies
they belong to, owners and administrators act on them, a superuser sees everything.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin import incoming, keys, members, people, team, timeline, tokens
from candidates.forms.access import AdminSignInForm

__all__ = ["incoming", "keys", "members", "people", "team", "timeline", "tokens"]

admin.site.site_header = _("Interview Hub: operations")
admin.site.site_title = _("Interview Hub")
admin.site.login_form = AdminSignInForm
admin.site.index_title = _("Operations")
