"""Tags of the outbox."""

from django import template

from candidates.mail.reasons import read_aloud

register = template.Library()
register.filter("read_aloud", read_aloud)
