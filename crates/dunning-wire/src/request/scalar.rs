//! Texts with a meaning that several objects share: instants, days, moments, windows, zones.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Timelike, Utc};
use dunning_core::fault::Fault;
use dunning_core::time::{Moment, ZoneTable};

use crate::fields::Node;
use crate::format::day;

/// Reads an instant (RFC 3339, with offset). A fraction of a second is cut.
pub(crate) fn instant(text: &str) -> Result<DateTime<FixedOffset>, Fault> {
    DateTime::parse_from_rfc3339(text).ok().and_then(|at| at.with_nanosecond(0)).ok_or_else(|| {
        Fault::new("DATA-INSTANT", "", "no instant")
            .of(text)
            .fix("write it with its offset, like 2026-04-07T10:00:00-05:00")
    })
}

/// The same, on the clock of the world.
pub(crate) fn utc(text: &str) -> Result<DateTime<Utc>, Fault> {
    instant(text).map(|at| at.to_utc())
}

/// Reads a bare day or an instant.
pub(crate) fn moment(text: &str) -> Result<Moment, Fault> {
    if text.contains([':', 'T', 't']) { utc(text).map(Moment::Instant) } else { day(text).map(Moment::Day) }
}

/// Reads a time as clocks show it, without an offset: `2026-03-08T02:30` or with seconds.
pub(crate) fn local(text: &str) -> Result<NaiveDateTime, Fault> {
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(|| {
            Fault::new("DATA-LOCAL-TIME", "", "no local date and time")
                .of(text)
                .fix("write it without an offset, like 2026-03-08T02:30:00")
        })
}

/// A day that must be there for what it stands in; the fault is noted, and any day stands in its place.
pub(crate) fn day_or_any(node: Node<'_>) -> NaiveDate {
    node.parse(day).unwrap_or_default()
}

/// The name of a zone that the zone data know; without these, any name.
pub(crate) fn zone(node: Node<'_>, zones: Option<&ZoneTable>) -> Option<String> {
    match zones {
        Some(zones) => node.parse(|name| zones.parse(name)).map(|zone| zone.name().to_owned()),
        None => node.owned(),
    }
}
