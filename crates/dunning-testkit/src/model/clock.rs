//! Wall clocks, from nothing but the offset of a zone at an instant.

use chrono::{Datelike, NaiveDate};
use dunning_core::case::Location;
use dunning_core::rule::CalendarRef;
use dunning_core::time::{CalendarSpec, Moment, Zone};
use dunning_core::words::Evidence;

use crate::generate::Scene;

pub(super) const DAY: i64 = 86_400;

/// The day of a date.
pub(super) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - 719_163
}

/// The date of a day.
pub(super) fn date(day: i64) -> NaiveDate {
    i32::try_from(day + 719_163).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(NaiveDate::MAX)
}

/// What clocks of a zone show, in seconds since 1970-01-01T00:00:00 on the clock.
pub(super) fn local(zone: &Zone, t: i64) -> i64 {
    let instant = chrono::DateTime::from_timestamp(t, 0).unwrap_or_default();
    t + i64::from(zone.offset_seconds(instant))
}

/// The clocks that the customer may live by.
pub(super) struct Clock {
    /// All of them; empty when they aren't known.
    pub(super) zones: Vec<Zone>,
    /// Those that more than a number tells; empty when they aren't known.
    pub(super) stated: Vec<Zone>,
}

impl Clock {
    pub(super) fn new(scene: &Scene, at: i64) -> Self {
        let current = |location: &&Location| match location.since {
            None => true,
            Some(Moment::Instant(since)) => since.timestamp() <= at,
            Some(Moment::Day(day)) => day_number(day) * DAY - 14 * 3_600 <= at,
        };
        let of = |location: &Location| match (&location.zone, location.place) {
            (Some(zone), _) => scene.law.zones.zone(zone).into_iter().cloned().collect(),
            (None, Some(place)) => scene.law.zones.zones_of(place).to_vec(),
            (None, None) => Vec::new(),
        };
        let all = |number_counts: bool| {
            let counted =
                |location: &&Location| current(location) && (number_counts || location.evidence != Evidence::Number);
            let told: Vec<Vec<Zone>> = scene.case.customer().locations.iter().filter(counted).map(of).collect();
            // One location that tells nothing leaves the whole unknown.
            if told.iter().any(Vec::is_empty) { Vec::new() } else { told.concat() }
        };
        Self { zones: all(true), stated: all(false) }
    }

    /// The earliest and the latest day that it may be: anywhere on Earth when the zones aren't known.
    pub(super) fn days(&self, t: i64) -> (i64, i64) {
        let days = || self.zones.iter().map(|zone| local(zone, t).div_euclid(DAY));
        match (days().min(), days().max()) {
            (Some(first), Some(last)) => (first, last),
            _ => ((t - 12 * 3_600).div_euclid(DAY), (t + 14 * 3_600).div_euclid(DAY)),
        }
    }

    /// The first instant at which a moment may have begun.
    pub(super) fn begins(&self, moment: Moment) -> i64 {
        match moment {
            Moment::Instant(at) => at.timestamp(),
            Moment::Day(date) => self.day_begins(day_number(date)),
        }
    }

    /// The first instant at which a day may have begun, by halving.
    pub(super) fn day_begins(&self, day: i64) -> i64 {
        let (mut before, mut after) = ((day - 2) * DAY, (day + 2) * DAY);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.days(middle).1 >= day { after = middle } else { before = middle }
        }
        after
    }

    /// Whether a moment may have begun.
    pub(super) fn begun(&self, moment: Moment, t: i64) -> bool {
        match moment {
            Moment::Instant(at) => at.timestamp() <= t,
            Moment::Day(date) => self.days(t).1 >= day_number(date),
        }
    }

    /// Whether a period that ends with a moment may be over.
    pub(super) fn may_be_over(&self, last: Moment, t: i64) -> bool {
        match last {
            Moment::Instant(at) => at.timestamp() <= t,
            Moment::Day(date) => self.days(t).1 > day_number(date),
        }
    }

    /// Whether a period that ends with a moment is over wherever the customer may be.
    pub(super) fn is_over(&self, last: Moment, t: i64) -> bool {
        match last {
            Moment::Instant(at) => at.timestamp() <= t,
            Moment::Day(date) => self.days(t).0 > day_number(date),
        }
    }
}

/// What a calendar says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Holiday,
    Moved,
    Weekend,
    Workday,
    Unknown,
}

pub(super) fn class(calendar: Option<&CalendarSpec>, day: i64) -> Class {
    let date = date(day);
    match calendar {
        None => Class::Unknown,
        Some(calendar) if date < calendar.valid_from || date > calendar.valid_through => Class::Unknown,
        Some(calendar) if calendar.holidays.iter().any(|holiday| holiday.day == date) => Class::Holiday,
        Some(calendar) if calendar.moved_workdays.contains(&date) => Class::Moved,
        Some(calendar) if calendar.weekend.contains(date.weekday()) => Class::Weekend,
        Some(_) => Class::Workday,
    }
}

/// The calendar that a rule names, or that of the one country in which the customer is.
pub(super) fn calendar<'s>(scene: &'s Scene, named: &CalendarRef) -> Option<&'s CalendarSpec> {
    let find = |id: &str| scene.law.calendars.iter().map(|c| c.spec()).find(|calendar| calendar.id.as_str() == id);
    match named {
        CalendarRef::Id(id) => find(id.as_str()),
        CalendarRef::Local => {
            let locations = &scene.case.customer().locations;
            let country = locations.first()?.place?.as_str().get(..2)?.to_owned();
            let there = locations.iter().all(|l| l.place.is_some_and(|place| place.as_str().starts_with(&country)));
            there.then(|| find(&country).or_else(|| find(&format!("{country}-federal"))))?
        }
    }
}

/// The so-many-th business day after a day; nothing when a day on the way isn't known.
pub(super) fn business_day(calendar: Option<&CalendarSpec>, after: i64, count: u32) -> Option<i64> {
    let mut day = after;
    let mut left = count;
    while left > 0 {
        day += 1;
        match class(calendar, day) {
            Class::Unknown => return None,
            Class::Workday | Class::Moved => left -= 1,
            Class::Holiday | Class::Weekend => {}
        }
    }
    Some(day)
}
