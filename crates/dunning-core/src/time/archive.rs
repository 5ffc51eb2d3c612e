//! Zone data as one piece of bytes: what a store keeps, so that a past decision can be taken again with the clocks of its
//! day. Equal data have equal bytes, whatever order they came in; their SHA-256 is the digest of the table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::fault::{Fault, Faults};
use crate::time::table::ZoneTableSpec;

/// The first bytes: the format and its version.
const MAGIC: &[u8] = b"dunning.zones/1\n";

impl ZoneTableSpec {
    /// The data as bytes: the magic, the version, then counted lists of distinct TZif data in order of bytes, of zones
    /// (name, index of its data) and of places (code, zones) in order of name. Numbers are 32 bits, big-endian; text and
    /// data have their length before them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut distinct: BTreeMap<&[u8], usize> = self.zones.iter().map(|(_, data)| (&**data, 0)).collect();
        for (i, index) in distinct.values_mut().enumerate() {
            *index = i;
        }
        let mut bytes = MAGIC.to_vec();
        piece(&mut bytes, self.version.as_bytes());
        number(&mut bytes, distinct.len());
        for data in distinct.keys() {
            piece(&mut bytes, data);
        }
        let mut zones: Vec<_> = self.zones.iter().collect();
        zones.sort_unstable();
        number(&mut bytes, zones.len());
        for (name, data) in zones {
            piece(&mut bytes, name.as_bytes());
            number(&mut bytes, distinct.get(&**data).copied().unwrap_or(usize::MAX));
        }
        let mut places: Vec<_> = self.places.iter().collect();
        places.sort_unstable();
        number(&mut bytes, places.len());
        for (code, names) in places {
            piece(&mut bytes, code.as_bytes());
            let mut names: Vec<_> = names.iter().collect();
            names.sort_unstable();
            number(&mut bytes, names.len());
            for name in names {
                piece(&mut bytes, name.as_bytes());
            }
        }
        bytes
    }

    /// Reads what [`ZoneTableSpec::to_bytes`] wrote.
    ///
    /// # Errors
    /// `DATA-ZONE` when the bytes are no such data, are cut short or go on.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Faults> {
        let broken = || Fault::new("DATA-ZONE", "", "these bytes are no stored zone data, or were cut short");
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(broken)?;
        let spec = spec(&mut rest).filter(|_| rest.is_empty());
        spec.ok_or_else(|| broken().into())
    }
}

fn number(bytes: &mut Vec<u8>, n: usize) {
    bytes.extend_from_slice(&u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes());
}

fn piece(bytes: &mut Vec<u8>, part: &[u8]) {
    number(bytes, part.len());
    bytes.extend_from_slice(part);
}

fn spec(rest: &mut &[u8]) -> Option<ZoneTableSpec> {
    let version = take_text(rest)?;
    let data = take_list(rest, |rest| take_piece(rest).map(<[u8]>::to_vec))?;
    let zones = take_list(rest, |rest| {
        let name = take_text(rest)?;
        Some((Cow::Owned(name), Cow::Owned(data.get(take_number(rest)?)?.clone())))
    })?;
    let places = take_list(rest, |rest| {
        let code = take_text(rest)?;
        Some((Cow::Owned(code), take_list(rest, |rest| take_text(rest).map(Cow::Owned))?))
    })?;
    Some(ZoneTableSpec { version, zones, places })
}

fn take_list<T>(rest: &mut &[u8], mut take: impl FnMut(&mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
    (0..take_number(rest)?).map(|_| take(rest)).collect()
}

fn take_number(rest: &mut &[u8]) -> Option<usize> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    usize::try_from(u32::from_be_bytes(*number)).ok()
}

fn take_piece<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = take_number(rest)?;
    let (piece, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(piece)
}

fn take_text(rest: &mut &[u8]) -> Option<String> {
    take_piece(rest).and_then(|piece| std::str::from_utf8(piece).ok()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::tests::zones;
    use crate::time::{Place, ZoneTable};

    #[test]
    fn bytes_give_the_same_table_back() {
        let table = zones();
        let bytes = table.spec().to_bytes();
        let again = ZoneTable::new(ZoneTableSpec::from_bytes(&bytes).unwrap()).unwrap();
        assert_eq!(again, table);
        assert_eq!(again.spec().to_bytes(), bytes);
        let florida = Place::parse("US-FL").unwrap();
        assert_eq!(again.zones_of(florida), table.zones_of(florida));
        assert!(again.names().eq(table.names()));
    }

    #[test]
    fn order_does_not_count_and_content_does() {
        let mut spec = zones().spec().clone();
        let bytes = spec.to_bytes();
        spec.zones.reverse();
        spec.places.reverse();
        spec.places.iter_mut().for_each(|(_, names)| names.reverse());
        assert_eq!(spec.to_bytes(), bytes);
        spec.places.pop();
        assert_ne!(spec.to_bytes(), bytes);
    }

    #[test]
    fn broken_bytes_are_refused() {
        let small = ZoneTableSpec {
            version: "2026f".to_owned(),
            zones: vec![("UTC".into(), b"TZif".as_slice().into()), ("Etc/UTC".into(), b"TZif".as_slice().into())],
            places: vec![("AQ".into(), vec!["UTC".into()])],
        };
        let bytes = small.to_bytes();
        // Laid out by hand from the format's description.
        let expected = b"dunning.zones/1\n\0\0\0\x052026f\0\0\0\x01\0\0\0\x04TZif\0\0\0\x02\0\0\0\x07Etc/UTC\0\0\0\0\
            \0\0\0\x03UTC\0\0\0\0\0\0\0\x01\0\0\0\x02AQ\0\0\0\x01\0\0\0\x03UTC";
        assert_eq!(bytes, expected);
        assert_eq!(ZoneTableSpec::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        for cut in 0..bytes.len() {
            assert!(ZoneTableSpec::from_bytes(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        assert!(ZoneTableSpec::from_bytes(&[&bytes[..], b"x"].concat()).is_err());
        let huge = [MAGIC, &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]].concat();
        assert!(ZoneTableSpec::from_bytes(&huge).is_err());
    }
}
