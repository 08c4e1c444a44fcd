"""Where the invented company works. Rails zone names are what Greenhouse and its like print."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from connectors.sandbox.times import MINUTE, day_start
from connectors.sandbox.world.names import (
    ENGLISH,
    GERMAN,
    GLOBAL,
    IBERIAN,
    KOREAN,
    NORDIC_FRENCH,
    TURKISH,
    Culture,
)

OPENS = 9 * 60
CLOSES = 17 * 60 + 30


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    city: str
    zone: str
    rails_zone: str
    rooms: tuple[str, ...]
    cultures: tuple[Culture, ...]

    def instant(self, day: date, minute: int) -> int:
        """The instant at which this office's clock shows `minute` minutes past midnight."""
        return day_start(day) + minute * MINUTE - utc_offset(self.zone, day)


@lru_cache(maxsize=16384)
def utc_offset(zone: str, day: date) -> int:
    """Milliseconds east of UTC at noon of that day: no office hour lies near a change of the clocks."""
    offset = datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset()
    return round(offset.total_seconds() * 1000) if offset else 0


BERLIN = Office(
    "Berlin",
    "Europe/Berlin",
    "Berlin",
    ("Spree, 3rd floor", "Havel", "Raum Köpenick", "Panke (small)"),
    (GERMAN, TURKISH, GERMAN, GLOBAL, NORDIC_FRENCH),
)
LISBON = Office(
    "Lisbon",
    "Europe/Lisbon",
    "Lisbon",
    ("Sala Alfama", "Sala Belém", "Tejo"),
    (IBERIAN, IBERIAN, GLOBAL, NORDIC_FRENCH),
)
NEW_YORK = Office(
    "New York",
    "America/New_York",
    "Eastern Time (US & Canada)",
    ("Hudson, 14F", "Gowanus", "The Ferry", "Room 1402"),
    (ENGLISH, GLOBAL, ENGLISH, IBERIAN, GLOBAL),
)
SEOUL = Office(
    "Seoul",
    "Asia/Seoul",
    "Seoul",
    ("한강 회의실", "남산 회의실", "Meeting Room 7B"),
    (KOREAN, KOREAN, KOREAN, GLOBAL, ENGLISH),
)

OFFICES = (BERLIN, SEOUL, NEW_YORK, LISBON)
WEIGHTED = (BERLIN,) * 4 + (NEW_YORK,) * 3 + (SEOUL,) * 2 + (LISBON,) * 2
