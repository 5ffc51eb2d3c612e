//! Instants and local days as plain numbers, in which evaluators reckon. Values of chrono's are made of them where they
//! leave, and read into them where they come in.

use std::ops::{Add, Sub};

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::time::weekday::Weekday;
use crate::words::Word;

/// The first second of the year 1.
const FIRST_S: i64 = -62_135_596_800;
/// The last second of the year 9999, the last that RFC 3339 can write.
const LAST_S: i64 = 253_402_300_799;

/// A whole second, counted from 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Second(pub(super) i64);

impl Second {
    /// The end of time; as far from chrono's as to be no instant even when years are added.
    pub(crate) const MAX: Self = Self(i64::MAX / 2);

    /// An instant, its fraction cut.
    pub(crate) const fn of(at: DateTime<Utc>) -> Self {
        Self(at.timestamp())
    }

    /// An instant, its fraction cut, moved into the years 1 to 9999. Whatever is reckoned from there stays far inside what
    /// chrono holds.
    pub(crate) fn clamped(at: DateTime<Utc>) -> Self {
        Self(at.timestamp().clamp(FIRST_S, LAST_S))
    }

    /// The first whole second from an instant on.
    pub(super) fn ceil(at: DateTime<Utc>) -> Self {
        Self(at.timestamp() + i64::from(at.timestamp_subsec_nanos() > 0))
    }

    /// The first second of a day in UTC.
    pub(crate) const fn of_midnight(day: Day) -> Self {
        Self(day.midnight())
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub(crate) const fn number(self) -> i64 {
        self.0
    }

    /// The instant, or chrono's nearest.
    pub(crate) fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or(if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        })
    }
}

impl Add<i64> for Second {
    type Output = Self;

    fn add(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

impl Sub<i64> for Second {
    type Output = Self;

    fn sub(self, seconds: i64) -> Self {
        Self(self.0.saturating_sub(seconds))
    }
}

impl Sub for Second {
    type Output = i64;

    fn sub(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Seconds of a day.
const DAY_S: i64 = 86_400;

/// A local day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Day(i64);

/// Days from 0001-01-01, which chrono counts as day 1, to 1970-01-01.
const EPOCH_DAYS: i64 = 719_163;

impl Day {
    pub(crate) fn of(date: NaiveDate) -> Self {
        Self(i64::from(date.num_days_from_ce()) - EPOCH_DAYS)
    }

    /// The day that holds an instant in UTC.
    pub(crate) fn of_utc(at: Second) -> Self {
        Self::reading(at.0).0
    }

    /// The day that clocks show, and the second of it, at a reading in seconds since 1970-01-01T00:00:00 on the clock.
    pub(super) fn reading(local: i64) -> (Self, u32) {
        (Self(local.div_euclid(DAY_S)), u32::try_from(local.rem_euclid(DAY_S)).unwrap_or(0))
    }

    /// The reading of its midnight, in seconds since 1970-01-01T00:00:00 on the clock.
    pub(super) const fn midnight(self) -> i64 {
        self.0.saturating_mul(DAY_S)
    }

    /// The date, or chrono's nearest.
    pub(crate) fn date(self) -> NaiveDate {
        i32::try_from(self.0.saturating_add(EPOCH_DAYS))
            .ok()
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// Its number, counted from 0001-01-01 as day 1.
    pub(crate) const fn number(self) -> i64 {
        self.0.saturating_add(EPOCH_DAYS)
    }

    /// How many days it lies behind the Monday of its week.
    pub(crate) fn since_monday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from(self.0.saturating_add(3).rem_euclid(7)).unwrap_or(0)
    }

    /// The first day of its week, which begins on `first`.
    pub(crate) fn week_start(self, first: Weekday) -> Self {
        self - (i64::from(self.since_monday()) - i64::from(first.index())).rem_euclid(7)
    }

    /// The first day of its month.
    pub(crate) fn month_start(self) -> Self {
        self - i64::from(self.date().day0())
    }
}

impl Add<i64> for Day {
    type Output = Self;

    fn add(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl Sub<i64> for Day {
    type Output = Self;

    fn sub(self, days: i64) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

impl Sub for Day {
    type Output = i64;

    fn sub(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
