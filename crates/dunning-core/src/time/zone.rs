//! The wall clock of a zone: from an instant to what clocks show and back, over every change. It knows no law and no day
//! class; contact windows on its clock stand in `hours`.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::time::spans::{Span, Spans};
use crate::time::window::DAY_S;

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

/// No clock on Earth was ever farther from UTC (Manila's local mean time before 1845: -15:56:08); a day is ample.
const OFFSET_MAX_S: i64 = 86_400;

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
        i32::try_from(self.span(at.timestamp()).offset_s).unwrap_or(0)
    }

    /// The local day at an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        let second = at.timestamp();
        date(second.saturating_add(self.span(second).offset_s).div_euclid(i64::from(DAY_S)))
    }

    /// The second of the local day that clocks show at an instant, 0 to 86,399.
    pub fn second_of_day(&self, at: DateTime<Utc>) -> u32 {
        let second = at.timestamp();
        second_of_day(second.saturating_add(self.span(second).offset_s))
    }

    /// The first instant whose local day is `day` or later. Usually midnight; 01:00 where clocks skip midnight
    /// (Santiago on 2026-09-06); the next day's start where the whole day was skipped (Apia on 2011-12-30).
    pub fn start_of_day(&self, day: NaiveDate) -> DateTime<Utc> {
        self.first_at(day, 0)
    }

    /// The first instant at which clocks show `day` at `second` (0 to 86,400) or later. Where clocks skip that reading
    /// it is the instant of the change, where they show it twice the first.
    pub fn first_at(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = seconds(day).saturating_add(i64::from(second));
        let span = self
            .spans_near(local)
            .find(|span| span.until_s == i64::MAX || local.saturating_sub(span.offset_s) < span.until_s);
        instant(span.map_or(local, |span| local.saturating_sub(span.offset_s).max(span.from_s)))
    }

    /// The last instant, exclusive, at which clocks show a reading before `day` at `second` (0 to 86,400): from it on
    /// they never do again. It differs from [`Zone::first_at`] where clocks show that reading twice: then it is the
    /// second reading.
    pub fn last_before(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = seconds(day).saturating_add(i64::from(second));
        let last = self
            .spans_near(local)
            .filter(|span| span.from_s == i64::MIN || local.saturating_sub(span.offset_s) > span.from_s)
            .map(|span| local.saturating_sub(span.offset_s).min(span.until_s))
            .last();
        instant(last.unwrap_or(local))
    }

    /// What a wall-clock reading means as an instant.
    ///
    /// A fraction of a second is cut.
    pub fn resolve(&self, local: NaiveDateTime) -> LocalReading {
        let local = local.and_utc().timestamp();
        let mut readings = self
            .spans_near(local)
            .map(|span| (span, local.saturating_sub(span.offset_s)))
            .filter(|(span, second)| span.from_s <= *second && *second < span.until_s)
            .map(|(_, second)| instant(second));
        match (readings.next(), readings.last()) {
            (Some(first), Some(second)) => LocalReading::Twice(first, second),
            (Some(only), None) => LocalReading::One(only),
            (None, _) => {
                let before = self.spans_near(local).filter(|span| local - span.offset_s >= span.until_s).last();
                LocalReading::Gap(instant(local.saturating_sub(before.map_or(0, |span| span.offset_s))))
            }
        }
    }

    /// The span that holds a second since 1970-01-01T00:00:00Z.
    pub(crate) fn span(&self, second: i64) -> Span {
        self.spans.at(second)
    }

    /// The spans, in order, in which clocks may show a reading (in seconds since 1970-01-01T00:00:00 on the clock).
    fn spans_near(&self, local: i64) -> impl Iterator<Item = Span> {
        let first = self.span(local.saturating_sub(OFFSET_MAX_S));
        let last = local.saturating_add(OFFSET_MAX_S);
        std::iter::successors(Some(first), move |span| (span.until_s <= last).then(|| self.span(span.until_s)))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
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

/// Days from 0001-01-01 (chrono's count) to 1970-01-01.
const EPOCH_DAYS: i64 = 719_163;

/// The day that is `days` after 1970-01-01, or chrono's nearest.
pub(crate) fn date(days: i64) -> NaiveDate {
    i32::try_from(days.saturating_add(EPOCH_DAYS))
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

/// Seconds from 1970-01-01T00:00:00 to a day's midnight, on a clock without changes.
fn seconds(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// The second of the day of a reading in seconds since 1970-01-01T00:00:00.
pub(crate) fn second_of_day(local: i64) -> u32 {
    u32::try_from(local.rem_euclid(i64::from(DAY_S))).unwrap_or(0)
}

/// The instant of a second since 1970-01-01T00:00:00Z, or chrono's nearest.
pub(crate) fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or(if second < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    })
}
