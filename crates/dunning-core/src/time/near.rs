//! A zone's clock seen from near an instant: the offset there is at hand, so that whoever asks much about one time looks
//! it up once. It answers for any other time too, and never otherwise than the zone. Contact windows stand in `hours`.

use chrono::{DateTime, NaiveDate, Utc};

use crate::time::spans::Span;
use crate::time::window::DAY_S;
use crate::time::zone::{LocalReading, Zone, date, instant, second_of_day, seconds};

/// A zone with the span that holds some instant.
#[derive(Clone, Copy)]
pub(crate) struct Near<'z> {
    zone: &'z Zone,
    here: Span,
}

/// No clock on Earth was ever farther from UTC (Manila's local mean time before 1845: -15:56:08); a day is ample.
const OFFSET_MAX_S: i64 = 86_400;

impl<'z> Near<'z> {
    pub(super) fn new(zone: &'z Zone, here: Span) -> Self {
        Self { zone, here }
    }

    /// The zone.
    pub(crate) const fn zone(&self) -> &'z Zone {
        self.zone
    }

    /// The span that holds a second since 1970-01-01T00:00:00Z.
    pub(super) fn span(&self, second: i64) -> Span {
        if self.here.holds(second) { self.here } else { self.zone.span(second) }
    }

    /// What clocks are ahead of UTC at an instant, in seconds.
    pub(crate) fn offset_seconds(&self, at: DateTime<Utc>) -> i32 {
        i32::try_from(self.span(at.timestamp()).offset_s).unwrap_or(0)
    }

    /// What clocks show at an instant: the day, and the second of it.
    pub(crate) fn reading(&self, at: DateTime<Utc>) -> (NaiveDate, u32) {
        let local = self.local_second(at);
        (date(local.div_euclid(i64::from(DAY_S))), second_of_day(local))
    }

    /// The local day at an instant.
    pub(crate) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.reading(at).0
    }

    /// The second of the local day that clocks show at an instant, 0 to 86,399.
    pub(crate) fn second_of_day(&self, at: DateTime<Utc>) -> u32 {
        second_of_day(self.local_second(at))
    }

    /// The first instant whose local day is `day` or later.
    pub(crate) fn start_of_day(&self, day: NaiveDate) -> DateTime<Utc> {
        self.first_at(day, 0)
    }

    /// The first instant at which clocks show `day` at `second` (0 to 86,400) or later.
    pub(super) fn first_at(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = seconds(day).saturating_add(i64::from(second));
        let span = self
            .spans_around(local)
            .find(|span| span.until_s == i64::MAX || local.saturating_sub(span.offset_s) < span.until_s);
        instant(span.map_or(local, |span| local.saturating_sub(span.offset_s).max(span.from_s)))
    }

    /// The last instant, exclusive, at which clocks show a reading before `day` at `second` (0 to 86,400).
    pub(super) fn last_before(&self, day: NaiveDate, second: u32) -> DateTime<Utc> {
        let local = seconds(day).saturating_add(i64::from(second));
        let last = self
            .spans_around(local)
            .filter(|span| span.from_s == i64::MIN || local.saturating_sub(span.offset_s) > span.from_s)
            .map(|span| local.saturating_sub(span.offset_s).min(span.until_s))
            .last();
        instant(last.unwrap_or(local))
    }

    /// What a reading in seconds since 1970-01-01T00:00:00 on the clock means as an instant.
    pub(super) fn resolve(&self, local: i64) -> LocalReading {
        let mut readings = self
            .spans_around(local)
            .map(|span| (span, local.saturating_sub(span.offset_s)))
            .filter(|(span, second)| span.holds(*second))
            .map(|(_, second)| instant(second));
        match (readings.next(), readings.last()) {
            (Some(first), Some(second)) => LocalReading::Twice(first, second),
            (Some(only), None) => LocalReading::One(only),
            (None, _) => {
                let before = self.spans_around(local).filter(|span| local - span.offset_s >= span.until_s).last();
                LocalReading::Gap(instant(local.saturating_sub(before.map_or(0, |span| span.offset_s))))
            }
        }
    }

    fn local_second(&self, at: DateTime<Utc>) -> i64 {
        let second = at.timestamp();
        second.saturating_add(self.span(second).offset_s)
    }

    /// The spans, in order, in which clocks may show a reading (in seconds since 1970-01-01T00:00:00 on the clock).
    fn spans_around(&self, local: i64) -> impl Iterator<Item = Span> {
        let first = self.span(local.saturating_sub(OFFSET_MAX_S));
        let last = local.saturating_add(OFFSET_MAX_S);
        std::iter::successors(Some(first), move |span| (span.until_s <= last).then(|| self.span(span.until_s)))
    }
}
