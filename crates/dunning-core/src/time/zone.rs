//! The wall clock of a zone: from an instant to what clocks show and back, over every change. It knows no law and no day
//! class; contact windows on its clock stand in `hours`.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::time::near::Near;
use crate::time::second::{Day, Second};
use crate::time::spans::{Span, Spans};

/// A time zone: its name and its clock. Cheap to clone; zones are equal when they have the same name.
#[derive(Clone)]
pub struct Zone {
    name: Arc<str>,
    spans: Arc<Spans>,
}

/// What a wall-clock reading means as an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalReading {
    /// Clocks read so once.
    One(DateTime<Utc>),
    /// Clocks skip this reading. The instant is that of the reading with the offset from before the change, so clocks
    /// show a later reading at it: 02:30 in a spring night becomes 03:30.
    Gap(DateTime<Utc>),
    /// Clocks read so twice, at these two instants.
    Twice(DateTime<Utc>, DateTime<Utc>),
}

impl Zone {
    pub(crate) fn new(name: Arc<str>, spans: Arc<Spans>) -> Self {
        Self { name, spans }
    }

    /// The name, e.g. `America/New_York`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What clocks show at an instant.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        let utc = at.naive_utc();
        let offset = TimeDelta::seconds(self.span(at.timestamp()).offset_s);
        utc.checked_add_signed(offset).unwrap_or(utc)
    }

    /// What clocks are ahead of UTC at an instant, in seconds (negative west of Greenwich).
    pub fn offset_seconds(&self, at: DateTime<Utc>) -> i32 {
        let at = Second::of(at);
        self.near(at).offset_seconds(at)
    }

    /// The local day at an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        let at = Second::of(at);
        self.near(at).day(at).date()
    }

    /// The second of the local day that clocks show at an instant, 0 to 86,399.
    pub fn second_of_day(&self, at: DateTime<Utc>) -> u32 {
        let at = Second::of(at);
        self.near(at).second_of_day(at)
    }

    /// The first instant whose local day is `day` or later. Usually midnight; 01:00 where clocks skip midnight
    /// (Santiago on 2026-09-06); the next day's start where the whole day was skipped (Apia on 2011-12-30).
    pub fn start_of_day(&self, day: NaiveDate) -> DateTime<Utc> {
        self.first_at(day, 0)
    }

    /// The first instant at which clocks show `day` at `second` (0 to 86,400) or later. Where clocks skip that reading
    /// it is the instant of the change, where they show it twice the first.
    pub fn first_at(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = Day::of(day).midnight().saturating_add(i64::from(second));
        self.near(Second(local)).first_at(local).utc()
    }

    /// The last instant, exclusive, at which clocks show a reading before `day` at `second` (0 to 86,400): from it on
    /// they never do again. It differs from [`Zone::first_at`] where clocks show that reading twice: then it is the
    /// second reading.
    pub fn last_before(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = Day::of(day).midnight().saturating_add(i64::from(second));
        self.near(Second(local)).last_before(local).utc()
    }

    /// What a wall-clock reading means as an instant.
    ///
    /// A fraction of a second is cut.
    pub fn resolve(&self, local: NaiveDateTime) -> LocalReading {
        let local = local.and_utc().timestamp();
        let near = self.near(Second(local));
        let mut showing = near.showing(local).map(Second::utc);
        match (showing.next(), showing.last()) {
            (Some(first), Some(second)) => LocalReading::Twice(first, second),
            (Some(only), None) => LocalReading::One(only),
            (None, _) => LocalReading::Gap(near.unskipped(local).utc()),
        }
    }

    /// The clock as seen from an instant.
    pub(crate) fn near(&self, at: Second) -> Near<'_> {
        Near::new(self, self.span(at.0))
    }

    /// The span that holds a second since 1970-01-01T00:00:00Z.
    pub(super) fn span(&self, second: i64) -> Span {
        self.spans.at(second)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.name, &other.name) || self.name == other.name
    }
}

impl Eq for Zone {}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
