#!/usr/bin/env python3
"""Writes calendars/*.toml (dunning.calendar/1): CN, TW, US-federal, US-6103a.

Needs: pip install chinesecalendar==1.11.0 holidays==0.109
Run:   python3 tools/calendars.py YYYY-MM-DD [CONSTANTS.RS]
with the day of retrieval, and src/constants.rs of the crate chinese_holiday 2026.0.1 to hold China against.

Nothing is written before the sources agree. A year is only taken once its notice is published: China's for the next
year comes in late autumn, Taiwan's in June.
"""

import datetime
import pathlib
import re
import sys

import chinese_calendar.constants as china
import holidays

FOLDER = pathlib.Path(__file__).parent.parent / "calendars"
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
Day = datetime.date


def write(name, title, source, years, off, moved=(), rows=(), note=""):
    """One calendar. `off` maps days to names; `moved` lists days of the weekend that are worked."""
    first, last = Day(years[0], 1, 1), Day(years[-1], 12, 31)
    inside = lambda days: [day for day in sorted(days) if first <= day <= last]
    quoted = lambda items: ", ".join(f'"{item}"' for item in items)
    by_year = [[day for day in inside(moved) if day.year == year] for year in years]
    by_year = "".join(f"\n  {quoted(days)}," for days in by_year if days)
    lines = [f"# {line}" for line in note.splitlines()] + [
        'format = "dunning.calendar/1"',
        f'id = "{name}"',
        f'title = "{title}"',
        f'source = "{source}"',
        f'retrieved_on = "{RETRIEVED}"',
        f'valid_from = "{first}"',
        f'valid_through = "{last}"',
        'weekend = ["sat", "sun"]',
        f"rows = [{quoted(rows)}]",
        f"moved_workdays = [{by_year}{chr(10) * bool(by_year)}]",
        "",
        "[holidays]",
        *(f'{day} = "{off[day]}"' for day in inside(off)),
    ]
    (FOLDER / f"{name}.toml").write_text("\n".join(lines) + "\n")


CHINESE = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


def cn(constants):
    """Days off and moved workdays of the yearly notices of the State Council's General Office."""
    years = range(2020, 2027)
    if max(china.holidays).year != years[-1]:
        sys.exit("CN: the source ends in another year than this script")
    off = {day: CHINESE[name] for day, name in china.holidays.items() if day.year in years}
    # The notice for 2024 says: 1 January off, joined with the weekend. The weekend is none of the holiday.
    del off[Day(2023, 12, 30)], off[Day(2023, 12, 31)]
    moved = set(china.workdays)
    if constants:
        found = re.findall(r"Ymd::new\((\d+), (\d+), (\d+)\),\s*DayKind::\w+?(Holiday|Workday)\b", constants.read_text())
        other = {kind: {Day(*map(int, day)) for *day, k in found if k == kind and int(day[0]) in years} for kind in ("Holiday", "Workday")}
        if other["Holiday"] != set(off) or other["Workday"] != {d for d in moved if d.year in years}:
            sys.exit("CN: the sources disagree")
    write(
        "CN",
        "mainland China: days off and moved workdays",
        "notices of the General Office of the State Council on the arrangement of holidays, 2020 to 2026, by PyPI "
        "chinesecalendar 1.11.0, equal to crate chinese_holiday 2026.0.1",
        years,
        off,
        moved,
        ["CN-HOL"],
        "Written by tools/calendars.py. The notice for the next year may still change the last days of December.",
    )


def tw():
    """Days off and moved workdays of the work calendars of the government's offices."""
    years = range(2020, 2028)
    found = holidays.Taiwan(years=years, language="zh_TW")
    moved = {day for day in found.weekend_workdays if day.year in years}
    write(
        "TW",
        "Taiwan: days off and moved workdays of the government's offices",
        "work calendars of the Directorate-General of Personnel Administration (政府行政機關辦公日曆表), 2020 to 2027, by PyPI "
        "holidays 0.109; 2027 equal to the open data of data.gov.tw (dataset 14718) as mirrored by ruyut/TaiwanCalendar",
        years,
        {day: found[day].replace("; ", "、") for day in found},
        moved,
        [],
        "Written by tools/calendars.py.",
    )


def us():
    """5 USC 6103(a) to the letter, and as federal offices observe it."""
    years = range(2020, 2029)
    nth = lambda y, m, weekday, n: Day(y, m, 1 + (weekday - Day(y, m, 1).weekday()) % 7 + 7 * (n - 1))
    letter = {}
    for y in [*years, years[-1] + 1]:
        last_monday = max(d for d in (Day(y, 5, 31) - datetime.timedelta(i) for i in range(7)) if d.weekday() == 0)
        letter |= {
            Day(y, 1, 1): "New Year's Day",
            nth(y, 1, 0, 3): "Birthday of Martin Luther King, Jr.",
            nth(y, 2, 0, 3): "Washington's Birthday",
            last_monday: "Memorial Day",
            Day(y, 7, 4): "Independence Day",
            nth(y, 9, 0, 1): "Labor Day",
            nth(y, 10, 0, 2): "Columbus Day",
            Day(y, 11, 11): "Veterans Day",
            nth(y, 11, 3, 4): "Thanksgiving Day",
            Day(y, 12, 25): "Christmas Day",
        }
        if y >= 2021:
            letter[Day(y, 6, 19)] = "Juneteenth National Independence Day"  # Pub. L. 117-17
    shift = {SATURDAY: -1, SUNDAY: 1}
    observed = {
        day + datetime.timedelta(shift[day.weekday()]): f"{name} (observed)" for day, name in letter.items() if day.weekday() in shift
    }
    federal = {**observed, **letter}
    known = set(holidays.UnitedStates(years=years))
    if known != {day for day in federal if day.year in years}:
        sys.exit(f"US: the sources disagree: {sorted(known ^ {d for d in federal if d.year in years})}")
    write(
        "US-6103a",
        "legal public holidays of the United States to the letter: one on a Saturday or Sunday has no other day",
        "5 USC 6103(a)",
        years,
        letter,
        note="Written by tools/calendars.py from the statute.",
    )
    write(
        "US-federal",
        "federal holidays of the United States as offices observe them: Friday for Saturday, Monday for Sunday",
        "5 USC 6103(a) and (b)(1), Executive Order 11582 section 3, equal to PyPI holidays 0.109",
        years,
        federal,
        note="Written by tools/calendars.py from the statute. Days closed by a single order of the President are not in it.",
    )


RETRIEVED = Day.fromisoformat(sys.argv[1])
cn(pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None)
tw()
us()
