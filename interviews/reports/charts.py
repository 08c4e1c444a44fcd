"""Charts as SVG. Places across are shares of the width and text keeps its size, so that one drawing fits a phone and a
wide screen; what tells things apart is a pattern or an outline first and a hue second. Pure.
"""

from collections.abc import Iterable
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.reports.shapes import Bar, Bars, Column, Columns, Segment

LONGEST_LABEL = 30
ROW, BAR_AT, BAR = 42, 21, 13
HEAD, TALL, FOOT = 18, 150, 22
WIDEST_COLUMN = 6.0


def drawn(chart: Bars | Columns, *, title: str, told: str) -> SafeString:
    """`title` names it, `told` says the gist to whoever does not see it."""
    if isinstance(chart, Bars):
        return svg(bars(chart), ROW * len(chart.bars), title, told)
    return svg(columns(chart), HEAD + TALL + FOOT, title, told)


def svg(inside: SafeString, height: int, title: str, told: str) -> SafeString:
    return format_html(
        '<svg class="chart" width="100%" height="{}" role="img" aria-labelledby="chart-title chart-told">'
        '<title id="chart-title">{}</title><desc id="chart-told">{}</desc>{}{}</svg>',
        height,
        title,
        told,
        PATTERNS,
        inside,
    )


def pattern(tone: str, lines: str) -> str:
    return (
        f'<pattern id="tone-{tone}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect class="chart__ground" data-tone="{tone}" width="6" height="6"></rect>'
        f'<path class="chart__line" data-tone="{tone}" d="{lines}"></path></pattern>'
    )


PATTERNS = mark_safe(  # noqa: S308 (constants)
    "<defs>"
    + pattern("amber", "M-1 7 7 -1M-1 1 1 -1M5 7 7 5")
    + pattern("red", "M0 0 6 6M6 0 0 6")
    + pattern("grey", "M0 3H6")
    + "</defs>"
)
SOLID = ("blue", "green")
"""Beside these there are `amber`, `red`, `grey` with lines in them, and `none`, an outline."""


def fill(tone: str) -> SafeString:
    if tone in SOLID:
        return format_html('class="chart__solid" data-tone="{}"', tone)
    if tone == "none":
        return mark_safe('class="chart__none"')
    return format_html('class="chart__lined" data-tone="{0}" fill="url(#tone-{0})"', tone)


def bars(chart: Bars) -> SafeString:
    longest = max((sum(one.lengths) for one in chart.bars), default=0) or 1
    parts = [bar(one, chart.segments, place * ROW, longest) for place, one in enumerate(chart.bars)]
    return joined(parts)


def bar(one: Bar, segments: tuple[Segment, ...], top: int, longest: float) -> SafeString:
    pieces, begin = [], 0.0
    for segment, length in zip(segments, one.lengths, strict=True):
        if not length:
            continue
        pieces.append(
            format_html(
                '<rect x="{}%" y="{}" width="{}%" height="{}" {}><title>{}</title></rect>',
                at(begin / longest),
                top + BAR_AT,
                at(length / longest),
                BAR,
                fill(segment.tone),
                f"{one.label}: {segment.label}",
            )
        )
        begin += length
    return format_html(
        '<text class="chart__label" x="0" y="{}">{}</text>'
        '<text class="chart__said" x="100%" y="{}" text-anchor="end">{}</text>{}',
        top + 15,
        shortened(one.label),
        top + 15,
        one.said,
        joined(pieces),
    )


def columns(chart: Columns) -> SafeString:
    step = 100 / max(len(chart.columns), 1)
    wide = min(step * 0.7, WIDEST_COLUMN)
    drawn = [
        column(one, (place + 0.5) * step, wide, chart.highest or 1)
        for place, one in enumerate(chart.columns)
    ]
    return format_html("{}{}{}", grid(chart), joined(drawn), feet(chart, step))


def column(one: Column, middle: float, wide: float, highest: float) -> SafeString:
    if one.height is None:
        return format_html(
            '<text class="chart__said" x="{}%" y="{}" text-anchor="middle">–<title>{}</title></text>',
            f"{middle:.2f}",
            HEAD + TALL - 4,
            one.said,
        )
    tall = max(TALL * one.height / highest, 1)
    block = format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" {}><title>{}</title></rect>',
        f"{middle - wide / 2:.2f}",
        f"{HEAD + TALL - tall:.1f}",
        f"{wide:.2f}",
        f"{tall:.1f}",
        fill("blue"),
        one.said,
    )
    if one.mark is None:
        return block
    y = f"{HEAD + TALL - TALL * one.mark / highest:.1f}"
    return format_html(
        '{}<line class="chart__mark" x1="{}%" x2="{}%" y1="{}" y2="{}"></line>',
        block,
        f"{middle - wide / 2:.2f}",
        f"{middle + wide / 2:.2f}",
        y,
        y,
    )


def grid(chart: Columns) -> SafeString:
    lines = [
        format_html('<line class="chart__grid" x1="0" x2="100%" y1="{0}" y2="{0}"></line>', y)
        for y in (HEAD, HEAD + TALL // 2, HEAD + TALL)
    ]
    top = format_html('<text class="chart__said" x="0" y="{}">{}</text>', HEAD - 5, chart.top)
    return format_html("{}{}", joined(lines), top)


def feet(chart: Columns, step: float) -> SafeString:
    """The first, the last and, where there is room, the one in the middle."""
    last = len(chart.columns) - 1
    shown = [(0, "start", 0.0), (last, "end", 100.0)] if last > 0 else [(0, "middle", 50.0)]
    if last >= 4:
        shown.insert(1, (last // 2, "middle", (last // 2 + 0.5) * step))
    return joined(
        format_html(
            '<text class="chart__said" x="{}%" y="{}" text-anchor="{}">{}</text>',
            f"{x:.2f}",
            HEAD + TALL + 16,
            anchor,
            chart.columns[place].label,
        )
        for place, anchor, x in shown
    )


def legend(chart: Bars | Columns) -> list[tuple[SafeString, str]]:
    """Each look with its word."""
    if isinstance(chart, Bars):
        if len(chart.segments) == 1:
            return []
        return [(swatch(fill(one.tone)), one.label) for one in chart.segments]
    mark = mark_safe('<line class="chart__mark" x1="0" x2="14" y1="7" y2="7"></line>')
    marked = [(in_small(mark), chart.mark)] if chart.mark else []
    return [(swatch(fill("blue")), chart.height), *marked]


def swatch(look: SafeString) -> SafeString:
    return in_small(format_html('<rect x="1" y="1" width="12" height="12" {}></rect>', look))


def in_small(inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart__swatch" width="14" height="14" aria-hidden="true">{}</svg>', inside
    )


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def at(share: float) -> str:
    return f"{100 * share:.2f}"


def shortened(text: str) -> str:
    """Hangul counts twice."""
    room = LONGEST_LABEL
    for place, letter in enumerate(text):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{text[:place].rstrip()}…"
    return text
