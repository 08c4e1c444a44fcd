"""The translations are complete, fit their originals, and are compiled as committed."""

import ast
import gettext
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from connectors.vendors import CONNECTORS

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%s|</?[a-z]+")
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*(?:\n".*)*)', re.MULTILINE)


def folder(language):
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES"


def entries(language):
    """`(context, original, plural, translations)` of each text in the catalogue."""
    text = (folder(language) / "django.po").read_text()
    for block in text.split("\n\n")[1:]:
        found = {}
        for key, quoted in ENTRY.findall(block):
            found[key] = "".join(ast.literal_eval(part) for part in quoted.split("\n"))
        if found and "#~" not in block:
            told = [value for key, value in found.items() if key.startswith("msgstr")]
            yield found.get("msgctxt"), found["msgid"], found.get("msgid_plural"), told


@pytest.mark.parametrize("language", ["ko", "de"])
def test_every_text_is_translated(language):
    assert "#, fuzzy" not in (folder(language) / "django.po").read_text()
    assert [original for _, original, _, told in entries(language) if "" in told] == []


@pytest.mark.parametrize("language", ["ko", "de"])
def test_the_rules_that_explain_a_field_are_translated(language):
    rules = {
        pick.rule
        for connector in CONNECTORS.values()
        for resource in connector.profile({}).resources
        for recipe in resource.makes
        if recipe.kind == "interview"
        for pick in recipe.picks.values()
    }
    written = {original for _, original, _, _ in entries(language)}

    assert sorted(rules - written) == []


@pytest.mark.parametrize("language", ["ko", "de"])
def test_translations_keep_what_is_filled_in(language):
    def parts(text):
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        (original, one)
        for _, original, plural, told in entries(language)
        for one in told
        if parts(one) not in (parts(original), parts(plural or original))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["ko", "de"])
def test_the_compiled_catalogue_is_the_written_one(language):
    with (folder(language) / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for context, original, plural, told in entries(language):
        if context:
            assert compiled.pgettext(context, original) == told[0]
        elif plural:
            assert compiled.ngettext(original, plural, 1) == told[0]
        else:
            assert compiled.gettext(original) == told[0]


@pytest.mark.parametrize("app", ["candidates", "interviews", "connectors"])
def test_every_reference_to_another_record_has_a_name_in_the_admin(app):
    with override("ko"):
        unnamed = [
            str(field)
            for model in apps.get_app_config(app).get_models()
            for field in [*model._meta.fields, *model._meta.local_many_to_many]
            if field.is_relation and str(field.verbose_name).isascii()
        ]

    assert unnamed == []
