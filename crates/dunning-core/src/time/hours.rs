//! Contact windows on a zone's clock: when they next open and close, exact over every clock change.
//!
//! A window is open at an instant exactly when clocks show a time inside it on a day it holds on. So in a night in which
//! clocks go back over a window's bound it opens or closes twice, and a window that lies within a skipped hour does not
//! open on that day. That is the reading of the letter of the law ("the local time at the consumer's location", 12 CFR
//! 1006.6(b)(1)(i)), and the only one under which "open now" never disagrees with "opens at".

use chrono::{DateTime, NaiveDate, Utc};

use crate::time::near::Near;
use crate::time::second::{Day, Second};
use crate::time::window::{DAY_S, Window};
use crate::time::zone::Zone;

impl Zone {
    /// Whether one of the windows is open at an instant.
    pub fn is_open(&self, windows: &[Window], at: DateTime<Utc>) -> bool {
        let clock = self.second_of_day(at);
        windows.iter().any(|window| window.contains(clock))
    }

    /// The first instant from `at` to before `limit` at which one of the windows is open that `hours` gives for its
    /// local day.
    ///
    /// `hours` is asked for days in order, each at least once; a day without windows is closed.
    pub fn next_open<W: AsRef<[Window]>>(
        &self,
        at: DateTime<Utc>,
        limit: DateTime<Utc>,
        mut hours: impl FnMut(NaiveDate) -> W,
    ) -> Option<DateTime<Utc>> {
        let from = Second::of(at);
        let open = self.near(from).next_open(from, Second::ceil(limit), |day| hours(day.date()))?;
        Some(at.max(open.utc())).filter(|open| *open < limit)
    }

    /// The first instant from `at` to before `limit` at which none of the windows is open that `hours` gives for its
    /// local day.
    pub fn next_closed<W: AsRef<[Window]>>(
        &self,
        at: DateTime<Utc>,
        limit: DateTime<Utc>,
        mut hours: impl FnMut(NaiveDate) -> W,
    ) -> Option<DateTime<Utc>> {
        let from = Second::of(at);
        let closed = self.near(from).next_closed(from, Second::ceil(limit), |day| hours(day.date()))?;
        Some(at.max(closed.utc())).filter(|closed| *closed < limit)
    }

    /// The first instant from `at` on at which the window is open, every day being alike.
    pub fn next_in(&self, window: Window, at: DateTime<Utc>) -> DateTime<Utc> {
        self.next_open(at, DateTime::<Utc>::MAX_UTC, |_| [window]).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The first instant from `at` on at which the window is closed, every day being alike; none when it never is.
    pub fn end_of(&self, window: Window, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if window == Window::ALL_DAY { None } else { self.next_closed(at, DateTime::<Utc>::MAX_UTC, |_| [window]) }
    }
}

impl Near<'_> {
    /// See [`Zone::next_open`].
    pub(crate) fn next_open<W: AsRef<[Window]>>(
        &self,
        at: Second,
        limit: Second,
        mut hours: impl FnMut(Day) -> W,
    ) -> Option<Second> {
        self.search(at, limit, |day, second| {
            hours(day).as_ref().iter().filter_map(|window| window.opens(second)).min().unwrap_or(DAY_S)
        })
    }

    /// See [`Zone::next_closed`].
    pub(crate) fn next_closed<W: AsRef<[Window]>>(
        &self,
        at: Second,
        limit: Second,
        mut hours: impl FnMut(Day) -> W,
    ) -> Option<Second> {
        self.search(at, limit, |day, mut second| {
            let hours = hours(day);
            let windows = hours.as_ref();
            while let Some(open) = windows.iter().find(|window| second < DAY_S && window.contains(second)) {
                second = open.closes(second);
            }
            second
        })
    }

    /// Walks the stretches of time in which the clock runs evenly through one local day. `found` says for a day and a
    /// second of it the first second, this one or later, that is sought, or 86,400.
    fn search(&self, at: Second, limit: Second, mut found: impl FnMut(Day, u32) -> u32) -> Option<Second> {
        let mut now_s = at.0;
        let mut span = self.span(now_s);
        while now_s < limit.0 {
            let (day, second) = Day::reading(now_s + span.offset_s);
            let until_s = span.until_s.min(now_s + i64::from(DAY_S - second));
            let hit_s = now_s + i64::from(found(day, second) - second);
            if hit_s < until_s {
                return Some(Second(hit_s)).filter(|hit| *hit < limit);
            }
            now_s = until_s;
            if now_s >= span.until_s {
                span = self.span(now_s);
            }
        }
        None
    }
}
