//! The law under the random rules: a dozen zones with every kind of clock change, a few places, two small calendars.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::NaiveDate;
use dunning_core::id::{BookId, CalendarId};
use dunning_core::policy::{Law, PolicySpec};
use dunning_core::rule::RulebookSpec;
use dunning_core::time::{Calendar, CalendarSpec, Holiday, Weekday, Weekdays, Zone, ZoneTable, ZoneTableSpec};
use dunning_core::words::Effect;

use super::World;

/// Zones: New York and Chicago (clocks change at 02:00), St John's (a half-hour zone), Havana (00:00 to 01:00, and back
/// from 01:00), Santiago (a day that begins at 01:00), Beirut (the same, in spring), London, Lord Howe (a change of half
/// an hour), Shanghai, Taipei, Kathmandu (a quarter), Kiritimati and Pago Pago (a day apart at one time).
pub const ZONES: [&str; 13] = [
    "America/New_York",
    "America/Chicago",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "Asia/Beirut",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Shanghai",
    "Asia/Taipei",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
];

/// Places with their zones; `US-FL` lies in two.
pub const PLACES: [(&str, &[&str]); 6] = [
    ("CN", &["Asia/Shanghai"]),
    ("US-NY", &["America/New_York"]),
    ("US-FL", &["America/New_York", "America/Chicago"]),
    ("AU-LHI", &["Australia/Lord_Howe"]),
    ("CL", &["America/Santiago"]),
    ("GB", &["Europe/London"]),
];

/// The id of the book that holds the random rules.
pub(super) fn book_id() -> BookId {
    parsed(BookId::new("test"))
}

/// The law with these books.
pub(super) fn law(books: Vec<RulebookSpec>, one_calendar: bool) -> Law {
    let calendars = calendars().iter().take(if one_calendar { 1 } else { usize::MAX }).cloned().collect();
    Law { books, calendars, zones: zones().clone() }
}

pub(super) fn policy_spec(world: &World) -> PolicySpec {
    PolicySpec {
        source: String::new(),
        house: world.house.clone(),
        guidance: if world.guidance_defers { Effect::Defer } else { Effect::Note },
        relevance_s: world.relevance_s,
        ..PolicySpec::books_alone(vec![book_id()])
    }
}

/// The zone table.
pub fn zones() -> &'static ZoneTable {
    static TABLE: OnceLock<ZoneTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let bundled = dunning_rulebooks::zones::bundled();
        let zones = bundled.zones.into_iter().filter(|(name, _)| ZONES.contains(&name.as_ref())).collect();
        let places = PLACES.map(|(place, zones)| {
            (Cow::Borrowed(place), zones.iter().map(|zone| Cow::Borrowed(*zone)).collect::<Vec<_>>())
        });
        parsed(ZoneTable::new(ZoneTableSpec { version: bundled.version, zones, places: places.to_vec() }))
    })
}

/// One of [`ZONES`].
pub(super) fn zone(name: &str) -> &'static Zone {
    parsed(zones().zone(name).ok_or("no such zone"))
}

/// Two calendars that know 2026 alone, the first with moved workdays.
pub fn calendars() -> &'static [Calendar] {
    static CALENDARS: OnceLock<Vec<Calendar>> = OnceLock::new();
    CALENDARS.get_or_init(|| {
        let china = ["02-16", "02-17", "02-18", "04-05", "04-06", "10-01", "10-02", "10-05", "10-06"];
        let states = ["01-01", "05-25", "09-07", "11-11", "11-26", "12-25"];
        vec![calendar("CN", &china, &["02-14", "10-10", "09-20"]), calendar("US-federal", &states, &[])]
    })
}

fn calendar(id: &str, holidays: &[&str], moved: &[&str]) -> Calendar {
    let day = |text: &str| parsed(format!("2026-{text}").parse::<NaiveDate>());
    parsed(Calendar::new(CalendarSpec {
        id: parsed(CalendarId::new(id)),
        title: id.to_owned(),
        source: "made up".to_owned(),
        retrieved_on: day("01-01"),
        valid_from: day("01-01"),
        valid_through: day("12-31"),
        weekend: Weekdays::NONE.with(Weekday::Sat).with(Weekday::Sun),
        holidays: holidays.iter().map(|text| Holiday { day: day(text), name: "off".to_owned() }).collect(),
        moved_workdays: moved.iter().map(|text| day(text)).collect(),
        rows: Vec::new(),
    }))
}

/// The value of a literal of this crate.
#[expect(clippy::expect_used, reason = "a literal of this crate that doesn't parse is a fault of this crate")]
pub(super) fn parsed<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("a literal of the testkit")
}
