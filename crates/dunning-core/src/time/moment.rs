//! A day or an instant, as facts are dated.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};

use super::Zone;

/// A bare local day, or an instant. As a start a day begins at its first instant, as an end it is the last day that
/// still counts; an instant as an end is exclusive. Under several zones each question says which reading it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A local day at the customer.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl Moment {
    /// The earliest instant it can be anywhere on Earth (UTC+14 sees a day first).
    pub fn earliest(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_utc() - Duration::hours(14),
            Self::Instant(at) => at,
        }
    }

    /// The latest instant by which it is over anywhere on Earth (UTC-12 leaves a day last).
    pub fn latest(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(36),
            Self::Instant(at) => at,
        }
    }

    /// Its first instant in a zone.
    pub fn start_in(self, zone: &Zone) -> DateTime<Utc> {
        match self {
            Self::Day(day) => zone.start_of_day(day),
            Self::Instant(at) => at,
        }
    }

    /// The exclusive end of a period that ends with it, in a zone.
    pub fn end_in(self, zone: &Zone) -> DateTime<Utc> {
        match self {
            Self::Day(day) => day.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, |next| zone.start_of_day(next)),
            Self::Instant(at) => at,
        }
    }

    /// Its local day in a zone.
    pub fn day_in(self, zone: &Zone) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(at) => zone.day(at),
        }
    }
}
