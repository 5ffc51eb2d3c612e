//! A zone's clock seen from near an instant: the offset there is at hand, so that whoever asks much about one time looks
//! it up once. It answers for any other time too, and never otherwise than the zone. Contact windows stand in `hours`.

use crate::time::second::{Day, Second};
use crate::time::spans::Span;
use crate::time::zone::Zone;

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
    pub(crate) fn offset_seconds(&self, at: Second) -> i32 {
        i32::try_from(self.span(at.0).offset_s).unwrap_or(0)
    }

    /// What clocks show at an instant: the day, and the second of it, 0 to 86,399.
    pub(crate) fn reading(&self, at: Second) -> (Day, u32) {
        Day::reading(at.0.saturating_add(self.span(at.0).offset_s))
    }

    /// The local day at an instant.
    pub(crate) fn day(&self, at: Second) -> Day {
        self.reading(at).0
    }

    /// The second of the local day that clocks show at an instant, 0 to 86,399.
    pub(crate) fn second_of_day(&self, at: Second) -> u32 {
        self.reading(at).1
    }

    /// The first instant whose local day is `day` or later.
    pub(crate) fn start_of_day(&self, day: Day) -> Second {
        self.first_at(day.midnight())
    }

    /// The first instant at which clocks show a reading or later.
    pub(super) fn first_at(&self, local: i64) -> Second {
        // No change within a day of it: there is one reading.
        if self.here.holds(local.saturating_sub(OFFSET_MAX_S)) && self.here.holds(local.saturating_add(OFFSET_MAX_S)) {
            return Second(local - self.here.offset_s);
        }
        let span = self
            .spans_around(local)
            .find(|span| span.until_s == i64::MAX || local.saturating_sub(span.offset_s) < span.until_s);
        Second(span.map_or(local, |span| local.saturating_sub(span.offset_s).max(span.from_s)))
    }

    /// The last instant, exclusive, at which clocks show an earlier reading.
    pub(super) fn last_before(&self, local: i64) -> Second {
        let last = self
            .spans_around(local)
            .filter(|span| span.from_s == i64::MIN || local.saturating_sub(span.offset_s) > span.from_s)
            .map(|span| local.saturating_sub(span.offset_s).min(span.until_s))
            .last();
        Second(last.unwrap_or(local))
    }

    /// The instants, in order, at which clocks show a reading.
    pub(super) fn showing(&self, local: i64) -> impl Iterator<Item = Second> {
        self.spans_around(local)
            .map(move |span| (span, local.saturating_sub(span.offset_s)))
            .filter(|(span, second)| span.holds(*second))
            .map(|(_, second)| Second(second))
    }

    /// What a reading would be as an instant, had clocks kept the offset from before a change that skips it.
    pub(super) fn unskipped(&self, local: i64) -> Second {
        let before = self.spans_around(local).filter(|span| local - span.offset_s >= span.until_s).last();
        Second(local.saturating_sub(before.map_or(0, |span| span.offset_s)))
    }

    /// The spans, in order, in which clocks may show a reading (in seconds since 1970-01-01T00:00:00 on the clock).
    fn spans_around(&self, local: i64) -> impl Iterator<Item = Span> {
        let first = self.span(local.saturating_sub(OFFSET_MAX_S));
        let last = local.saturating_add(OFFSET_MAX_S);
        std::iter::successors(Some(first), move |span| (span.until_s <= last).then(|| self.span(span.until_s)))
    }
}
