"""Charts are read without colour, without sight, and at any width."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from interviews.models import Scorecard
from interviews.reports.charts import drawn, legend, shortened
from interviews.reports.said import plain, shown
from interviews.reports.shapes import Bar, Bars, Column, Columns, Segment, Share
from interviews.reports.table import REPORTS
from tests.interviews.reports.world import ANSWERS, NOW, Meeting, Seat, World

TONES = ("blue", "green", "amber", "red", "grey", "none")


def parsed(chart):
    return ET.fromstring(drawn(chart, title="Declines", told="<one> of two"))  # noqa: S314 (our own)


def bars(*lengths):
    return Bars(
        tuple(Segment(tone.title(), tone) for tone in TONES), [Bar("Ann & Bob", lengths, "all")]
    )


def test_a_chart_has_a_name_a_gist_and_its_figures_as_text():
    svg = parsed(bars(1, 2, 3, 4, 0, 6))

    assert svg.get("role") == "img"
    assert [svg.findtext("title"), svg.findtext("desc")] == ["Declines", "<one> of two"]
    assert [one.text for one in svg.iter("text")] == ["Ann & Bob", "all"]
    assert [one.findtext("title") for one in svg.findall("rect")] == [
        f"Ann & Bob: {tone.title()}" for tone in TONES if tone != "grey"
    ]


def test_all_but_blue_and_green_differ_without_colour():
    rects = parsed(bars(1, 1, 1, 1, 1, 1)).findall("rect")
    looks = {(one.get("fill"), one.get("class")) for one in rects[1:]}

    assert len(looks) == len(TONES) - 1
    assert len(legend(bars(1))) == len(TONES)


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_tells_two_things_apart_by_hue_alone(acme, name):
    world = World.of(acme)
    seats = tuple(Seat("felix", answer) for answer in ANSWERS)
    past = NOW - timedelta(days=3)
    world.write([Meeting(1, 0, past, "completed", timedelta(days=4), seats)])
    Scorecard.objects.create(submitted_at=NOW, **world.stamps(1))

    chart = REPORTS[name].find(world.asked()).chart

    tones = [one.tone for one in chart.segments] if isinstance(chart, Bars) else []
    assert len(set(tones)) == len(tones)
    assert not {"blue", "green"} <= set(tones)


def test_places_across_are_shares_of_the_width():
    svg = parsed(bars(0, 1, 0, 3, 0, 0))

    assert [(one.get("x"), one.get("width")) for one in svg.findall("rect")] == [
        ("0.00%", "25.00%"),
        ("25.00%", "75.00%"),
    ]
    assert svg.get("viewBox") is None


def test_a_week_without_anything_is_a_dash_and_not_a_zero():
    weeks = [Column("2 Nov", 5, 9, "five"), Column("9 Nov", None, None, "none")]

    svg = parsed(Columns("Median", "Late", weeks, 9, "9 days"))

    assert len(svg.findall("rect")) == 1
    assert "–" in [one.text for one in svg.iter("text")]


def test_long_names_are_cut_and_hangul_sooner():
    assert shortened("short") == "short"
    assert shortened("x" * 31) == "x" * 30 + "…"
    assert shortened("가" * 16) == "가" * 15 + "…"


@pytest.mark.parametrize(
    ("cell", "english", "german", "file"),
    [
        (None, "not known", "nicht bekannt", ""),
        (timedelta(minutes=90), "1 h 30 min", "1\u00a0Std. 30\u00a0Min.", "1.50"),
        (timedelta(days=4, hours=12), "4.5 days", "4,5 Tage", "108.00"),
        (Share(1, 3), "33 %", "33 %", "33.3"),
        (Share(1, 40), "2.5 %", "2,5 %", "2.5"),
        (Share(0, 0), "–", "–", ""),
        (Share(9.96, 100), "10 %", "10 %", "10.0"),
        (12345, "12\u202f345", "12\u202f345", 12345),
    ],
)
def test_a_cell_is_said_in_words_and_written_plainly(cell, english, german, file):
    with translation.override("en"):
        assert shown(cell) == english
    with translation.override("de"):
        assert shown(cell) == german
    assert plain(cell) == file


def test_thousands_are_parted_as_the_language_does():
    with translation.override("ko"):
        assert shown(12345) == "12,345"
    with translation.override("de"):
        assert shown(12345) == "12\u202f345"
