//! The offsets of a zone as spans between clock changes, read once from TZif data (RFC 9636) by jiff. The only file that
//! knows jiff; it never asks jiff for the present.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A stretch of time with one offset from UTC, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    /// First second; `i64::MIN` for the first span.
    pub(crate) from_s: i64,
    /// First second of the next span; `i64::MAX` for the last.
    pub(crate) until_s: i64,
    /// What local clocks are ahead of UTC, in seconds.
    pub(crate) offset_s: i64,
}

impl Span {
    /// Whether it holds a second.
    pub(crate) const fn holds(&self, second: i64) -> bool {
        self.from_s <= second && second < self.until_s
    }
}

/// The offsets of a zone. Up to [`TABLE_END_S`] they are looked up in a table, made at the first question; later
/// instants, which only a zone with a yearly rule has changes in, are answered by jiff itself.
#[derive(Debug)]
pub(crate) struct Spans {
    zone: TimeZone,
    table: OnceLock<Table>,
}

#[derive(Debug)]
struct Table {
    /// Where each span starts, ascending; the first is `i64::MIN`.
    from_s: Box<[i64]>,
    /// The offset of each span.
    offset_s: Box<[i32]>,
    /// First second that the table says nothing of; `i64::MAX` when there are no more changes.
    end_s: i64,
}

/// 2100-01-01T00:00:00Z: no contact with a customer is decided beyond it.
const TABLE_END_S: i64 = 4_102_444_800;

/// Two years of seconds: a yearly rule changes the offset at least once in them.
const LOOK_BACK_S: i64 = 2 * 366 * 86_400;

impl Spans {
    /// Reads TZif data.
    pub(crate) fn read(tzif: &[u8]) -> Result<Self, jiff::Error> {
        Ok(Self { zone: TimeZone::tzif("", tzif)?, table: OnceLock::new() })
    }

    /// The span that holds a second.
    pub(crate) fn at(&self, second: i64) -> Span {
        let table = self.table.get_or_init(|| Table::of(&self.zone));
        if second >= table.end_s {
            return self.beyond(second, table.end_s);
        }
        let next = table.from_s.partition_point(|from| *from <= second);
        let last = next.saturating_sub(1);
        Span {
            from_s: table.from_s.get(last).copied().unwrap_or(i64::MIN),
            until_s: table.from_s.get(next).copied().unwrap_or(table.end_s),
            offset_s: table.offset_s.get(last).copied().map_or(0, i64::from),
        }
    }

    /// The span that holds a second at or past the end of the table, from jiff. Past jiff's last instant (9999-12-30)
    /// the last offset stays.
    ///
    /// Changes are only ever walked forwards: jiff 1.0.2, asked for the change before a second, skips the last one that
    /// the data list when the yearly rule goes on from it (America/Metlakatla, 2019-01-20).
    fn beyond(&self, second: i64, end_s: i64) -> Span {
        let since = timestamp(second.saturating_sub(LOOK_BACK_S).max(end_s.saturating_sub(1)));
        let offset_s = self.zone.to_offset(since).seconds();
        let mut span = Span { from_s: since.as_second(), until_s: i64::MAX, offset_s: i64::from(offset_s) };
        for change in self.zone.following(since) {
            let (changed_s, offset_s) = (change.timestamp().as_second(), i64::from(change.offset().seconds()));
            if offset_s == span.offset_s {
                continue;
            }
            if changed_s > second {
                span.until_s = changed_s;
                break;
            }
            span = Span { from_s: changed_s, until_s: i64::MAX, offset_s };
        }
        span
    }
}

impl Table {
    fn of(zone: &TimeZone) -> Self {
        let mut from_s = vec![i64::MIN];
        let mut offset_s = vec![zone.to_offset(Timestamp::MIN).seconds()];
        let mut end_s = i64::MAX;
        for change in zone.following(Timestamp::MIN) {
            let (second, offset) = (change.timestamp().as_second(), change.offset().seconds());
            if offset_s.last() == Some(&offset) {
                continue; // another name or another flag, the same clock
            }
            if second >= TABLE_END_S {
                end_s = second;
                break;
            }
            from_s.push(second);
            offset_s.push(offset);
        }
        Self { from_s: from_s.into(), offset_s: offset_s.into(), end_s }
    }
}

/// The instant for jiff, moved into its range (years -9999 to 9999).
fn timestamp(second: i64) -> Timestamp {
    let inside = second.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(inside).unwrap_or(Timestamp::UNIX_EPOCH)
}
