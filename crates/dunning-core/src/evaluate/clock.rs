//! The customer's clock: every zone they may be in. Where several differ, each question takes the stricter reading;
//! where none is known, days are read as wide as the Earth has them.

use crate::case::{Case, Location};
use crate::few::Few;
use crate::finding::Need;
use crate::time::{Day, Moment, Near, Second, Zone, ZoneTable};
use crate::words::Evidence;

/// Candidate zones, seen from the instant at which they were asked for.
pub(crate) struct Clock<'a> {
    zones: Known<'a>,
    /// Those that address, contract or the customer's word tell.
    stated: Known<'a>,
}

impl<'a> Clock<'a> {
    /// The candidate zones of a case at an instant.
    pub(crate) fn of(case: &'a Case, table: &'a ZoneTable, at: Second) -> Self {
        let mut clock = Self { zones: Known::default(), stated: Known::default() };
        for location in &case.customer().locations {
            if location.since.is_some_and(|since| Second::of(since.earliest()) > at) {
                continue;
            }
            let found = zones(location, table);
            clock.zones.note(found, |zone| zone.near(at));
            if location.evidence != Evidence::Number {
                clock.stated.note(found, |zone| clock.zones.near(zone).unwrap_or_else(|| zone.near(at)));
            }
        }
        clock
    }

    /// A zone's clock, seen from the same instant if it is a candidate, else from `at`.
    pub(crate) fn near<'z>(&self, zone: &'z Zone, at: Second) -> Near<'z>
    where
        'a: 'z,
    {
        self.zones.near(zone).unwrap_or_else(|| zone.near(at))
    }

    /// All candidate zones, or what is missing to know them.
    pub(crate) fn candidates(&self) -> Result<&[Near<'a>], Need> {
        self.zones.all()
    }

    /// The zones that more than a number tells, or what is missing to know them.
    pub(crate) fn stated(&self) -> Result<&[Near<'a>], Need> {
        self.stated.all()
    }

    /// The earliest local day that it may be.
    pub(crate) fn day_min(&self, at: Second) -> Day {
        self.over(|zone| zone.day(at), Ord::min, || Self::earliest_day(at))
    }

    /// The earliest local day anywhere.
    pub(crate) fn earliest_day(at: Second) -> Day {
        Day::of_utc(at - WEST_S)
    }

    /// The instant from which a day has begun everywhere.
    pub(crate) fn earliest_day_begins(day: Day) -> Second {
        Second::of_midnight(day) + WEST_S
    }

    /// The latest local day that it may be.
    pub(crate) fn day_max(&self, at: Second) -> Day {
        self.over(|zone| zone.day(at), Ord::max, || Day::of_utc(at + EAST_S))
    }

    /// The earliest instant at which a day may have begun.
    pub(crate) fn start_min(&self, day: Day) -> Second {
        self.over(|zone| zone.start_of_day(day), Ord::min, || Second::of_midnight(day) - EAST_S)
    }

    /// The instant from which a day has begun wherever the customer may be.
    pub(crate) fn start_max(&self, day: Day) -> Second {
        self.over(|zone| zone.start_of_day(day), Ord::max, || Self::earliest_day_begins(day))
    }

    /// The earliest instant at which a moment may begin.
    pub(crate) fn begins(&self, moment: Moment) -> Second {
        self.over(|zone| moment.start_in(zone), Ord::min, || Second::of(moment.earliest()))
    }

    /// The earliest instant at which a period that ends with a moment may be over.
    pub(crate) fn ends_min(&self, moment: Moment) -> Second {
        self.over(
            |zone| moment.end_in(zone),
            Ord::min,
            || match moment {
                Moment::Day(day) => Second::of_midnight(Day::of(day) + 1) - EAST_S,
                Moment::Instant(at) => Second::of(at),
            },
        )
    }

    /// The instant from which a period that ends with a moment is over wherever the customer may be.
    pub(crate) fn ends_max(&self, moment: Moment) -> Second {
        self.over(|zone| moment.end_in(zone), Ord::max, || Second::of(moment.latest()))
    }

    /// What the zones say of it, picked among them; `unknown` when the zones aren't known.
    fn over<T>(&self, of: impl Fn(&Near<'a>) -> T, pick: fn(T, T) -> T, unknown: impl FnOnce() -> T) -> T {
        self.candidates().unwrap_or_default().iter().map(of).reduce(pick).unwrap_or_else(unknown)
    }
}

/// How far clocks run behind UTC at most, and ahead (IANA: Etc/GMT+12, Pacific/Kiritimati).
const WEST_S: i64 = 12 * 3_600;
const EAST_S: i64 = 14 * 3_600;

/// The zones one location tells: its own, else those of its place.
fn zones<'a>(location: &'a Location, table: &'a ZoneTable) -> Result<&'a [Zone], Need> {
    let found = match (&location.zone, location.place) {
        (Some(name), _) => table.zone(name).map(std::slice::from_ref).unwrap_or_default(),
        (None, Some(place)) => table.zones_of(place),
        (None, None) => &[],
    };
    if found.is_empty() { Err(Need::Offset) } else { Ok(found) }
}

/// Zones that locations tell, each once, or what is missing to know them.
struct Known<'a> {
    zones: Few<Near<'a>>,
    missing: Option<Need>,
}

impl Default for Known<'_> {
    fn default() -> Self {
        Self { zones: Few::None, missing: Some(Need::Location) }
    }
}

impl<'a> Known<'a> {
    /// Adds what a location tells, each zone as `near` sees it. One that tells nothing leaves the whole unknown.
    fn note(&mut self, found: Result<&'a [Zone], Need>, near: impl Fn(&'a Zone) -> Near<'a>) {
        match found {
            Ok(zones) => {
                if self.missing == Some(Need::Location) {
                    self.missing = None;
                }
                for zone in zones {
                    if self.near(zone).is_none() {
                        self.zones.push(near(zone));
                    }
                }
            }
            Err(need) => self.missing = Some(need),
        }
    }

    /// The zone among those told.
    fn near(&self, zone: &Zone) -> Option<Near<'a>> {
        self.zones.as_slice().iter().find(|known| known.zone() == zone).copied()
    }

    fn all(&self) -> Result<&[Near<'a>], Need> {
        self.missing.map_or(Ok(self.zones.as_slice()), Err)
    }
}
