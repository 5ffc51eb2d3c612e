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
    match as_kept(text) {
        Some(at) => Ok(at),
        None => instant(text).map(|at| at.to_utc()),
    }
}

/// An instant in the one form in which we write them ourselves, `2026-04-07T15:00:00Z`, read at its places: of what is
/// kept of a customer much is instants. Nothing for another form, and for what is none.
fn as_kept(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let [year @ .., b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = bytes else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let two = |tens: &u8, ones: &u8| number(&[*tens, *ones]);
    let day = NaiveDate::from_ymd_opt(number(year)?.try_into().ok()?, two(m1, m2)?, two(d1, d2)?)?;
    // A leap second is another form's to read.
    Some(day.and_hms_opt(two(h1, h2)?, two(n1, n2)?, two(s1, s2)?)?.and_utc())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_we_write_reads_as_rfc_3339_does() {
        for text in [
            "2026-04-07T15:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "2028-02-29T09:08:07Z",
            "2027-02-29T09:08:07Z",
            "2026-04-07T24:00:00Z",
            "2026-13-07T15:00:00Z",
            "2026-04-07t15:00:00Z",
            "2026-04-07T15:00:0\u{661}",
            "+026-04-07T15:00:00Z",
            "2026-06-30T23:59:60Z",
        ] {
            let read = DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
            assert_eq!(utc(text).ok(), read.and_then(|at| at.with_nanosecond(0)), "{text}");
            assert!(as_kept(text).is_none() || as_kept(text) == read, "{text}");
        }
    }
}
