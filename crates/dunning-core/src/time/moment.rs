//! A day or an instant, as facts are dated.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};

use super::{Day, Near, Second, Zone};

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
            Self::Day(day) => shifted(day, -Duration::hours(14)),
            Self::Instant(at) => at,
        }
    }

    /// The latest instant by which it is over anywhere on Earth (UTC-12 leaves a day last).
    pub fn latest(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => shifted(day, Duration::hours(36)),
            Self::Instant(at) => at,
        }
    }

    /// Its first instant in a zone.
    pub(crate) fn start_in(self, zone: &Near<'_>) -> Second {
        match self {
            Self::Day(day) => zone.start_of_day(Day::of(day)),
            Self::Instant(at) => Second::of(at),
        }
    }

    /// The exclusive end of a period that ends with it, in a zone.
    pub(crate) fn end_in(self, zone: &Near<'_>) -> Second {
        match self {
            Self::Day(day) => zone.start_of_day(Day::of(day) + 1),
            Self::Instant(at) => Second::of(at),
        }
    }

    /// The same moment without a fraction of a second; nothing outside the years 1 to 9999.
    pub(crate) fn whole(self) -> Option<Self> {
        match self {
            Self::Day(day) => (1..=9_999).contains(&day.year()).then_some(self),
            Self::Instant(at) => whole(at).map(Self::Instant),
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

/// What is wrong with an instant or day that no fact may bear.
pub(crate) const OUTSIDE: &str = "an instant or a day outside the years 1 to 9999";

/// An instant without its fraction of a second; nothing outside the years 1 to 9999.
pub(crate) fn whole(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let second = Second::clamped(at);
    (second == Second::of(at)).then(|| second.utc())
}

/// A day's midnight in UTC, shifted and held at the ends of time.
fn shifted(day: NaiveDate, by: Duration) -> DateTime<Utc> {
    let end = if by < Duration::zero() { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    day.and_time(NaiveTime::MIN).and_utc().checked_add_signed(by).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_last_days_of_time_do_not_overflow() {
        assert_eq!(Moment::Day(NaiveDate::MIN).earliest(), DateTime::<Utc>::MIN_UTC);
        assert_eq!(Moment::Day(NaiveDate::MAX).latest(), DateTime::<Utc>::MAX_UTC);
    }
}
