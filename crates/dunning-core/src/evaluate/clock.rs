//! The customer's clock: every zone they may be in. Where several differ, each question takes the stricter reading;
//! where none is known, days are read as wide as the Earth has them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::case::{Case, Location};
use crate::finding::Need;
use crate::time::{Moment, Zone, ZoneTable};
use crate::words::Evidence;

/// Candidate zones, and what is missing to know them.
pub(crate) struct Clock<'a> {
    zones: Vec<&'a Zone>,
    /// Those that address, contract or the customer's word tell.
    stated: Vec<&'a Zone>,
    missing: Option<Need>,
    stated_missing: Option<Need>,
}

impl<'a> Clock<'a> {
    /// The candidate zones of a case at an instant.
    pub(crate) fn of(case: &'a Case, table: &'a ZoneTable, at: DateTime<Utc>) -> Self {
        let mut clock = Self {
            zones: Vec::new(),
            stated: Vec::new(),
            missing: Some(Need::Location),
            stated_missing: Some(Need::Location),
        };
        for location in &case.customer().locations {
            if location.since.is_some_and(|since| since.earliest() > at) {
                continue;
            }
            let found = zones(location, table);
            note(&mut clock.zones, &mut clock.missing, found);
            if location.evidence != Evidence::Number {
                note(&mut clock.stated, &mut clock.stated_missing, found);
            }
        }
        clock
    }

    /// All candidate zones, or what is missing to know them.
    pub(crate) fn candidates(&self) -> Result<&[&'a Zone], Need> {
        self.missing.map_or(Ok(&self.zones), Err)
    }

    /// The zones that more than a number tells, or what is missing to know them.
    pub(crate) fn stated(&self) -> Result<&[&'a Zone], Need> {
        self.stated_missing.map_or(Ok(&self.stated), Err)
    }

    /// The earliest local day that it may be.
    pub(crate) fn day_min(&self, at: DateTime<Utc>) -> NaiveDate {
        self.over(|zone| zone.day(at), Ord::min, || Self::earliest_day(at))
    }

    /// The earliest local day anywhere.
    pub(crate) fn earliest_day(at: DateTime<Utc>) -> NaiveDate {
        (at - WEST).date_naive()
    }

    /// The latest local day that it may be.
    pub(crate) fn day_max(&self, at: DateTime<Utc>) -> NaiveDate {
        self.over(|zone| zone.day(at), Ord::max, || (at + EAST).date_naive())
    }

    /// The earliest instant at which a day may have begun.
    pub(crate) fn start_min(&self, day: NaiveDate) -> DateTime<Utc> {
        self.over(|zone| zone.start_of_day(day), Ord::min, || midnight(day) - EAST)
    }

    /// The instant from which a day has begun wherever the customer may be.
    pub(crate) fn start_max(&self, day: NaiveDate) -> DateTime<Utc> {
        self.over(|zone| zone.start_of_day(day), Ord::max, || midnight(day) + WEST)
    }

    /// The earliest instant at which a moment may begin.
    pub(crate) fn begins(&self, moment: Moment) -> DateTime<Utc> {
        self.over(|zone| moment.start_in(zone), Ord::min, || moment.earliest())
    }

    /// The earliest instant at which a period that ends with a moment may be over.
    pub(crate) fn ends_min(&self, moment: Moment) -> DateTime<Utc> {
        self.over(
            |zone| moment.end_in(zone),
            Ord::min,
            || match moment {
                Moment::Day(day) => midnight(day) + TimeDelta::days(1) - EAST,
                Moment::Instant(at) => at,
            },
        )
    }

    /// The instant from which a period that ends with a moment is over wherever the customer may be.
    pub(crate) fn ends_max(&self, moment: Moment) -> DateTime<Utc> {
        self.over(|zone| moment.end_in(zone), Ord::max, || moment.latest())
    }

    /// What the zones say of it, picked among them; `unknown` when the zones aren't known.
    fn over<T>(&self, of: impl Fn(&Zone) -> T, pick: fn(T, T) -> T, unknown: impl FnOnce() -> T) -> T {
        match self.missing {
            Some(_) => unknown(),
            None => self.zones.iter().map(|zone| of(zone)).reduce(pick).unwrap_or_else(unknown),
        }
    }
}

/// How far clocks run behind UTC at most, and ahead (IANA: Etc/GMT+12, Pacific/Kiritimati).
const WEST: TimeDelta = TimeDelta::hours(12);
const EAST: TimeDelta = TimeDelta::hours(14);

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The zones one location tells: its own, else those of its place.
fn zones<'a>(location: &'a Location, table: &'a ZoneTable) -> Result<&'a [Zone], Need> {
    let found = match (&location.zone, location.place) {
        (Some(name), _) => table.zone(name).map(std::slice::from_ref).unwrap_or_default(),
        (None, Some(place)) => table.zones_of(place),
        (None, None) => &[],
    };
    if found.is_empty() { Err(Need::Offset) } else { Ok(found) }
}

/// Adds what a location tells. One that tells nothing leaves the whole unknown.
fn note<'a>(into: &mut Vec<&'a Zone>, missing: &mut Option<Need>, found: Result<&'a [Zone], Need>) {
    match found {
        Ok(zones) => {
            if *missing == Some(Need::Location) {
                *missing = None;
            }
            for zone in zones {
                if !into.iter().any(|known| known.name() == zone.name()) {
                    into.push(zone);
                }
            }
        }
        Err(need) => *missing = Some(need),
    }
}
