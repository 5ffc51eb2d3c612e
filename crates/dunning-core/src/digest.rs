//! The canonical form of values as SHA-256 sees it: every field in a fixed order, each with its length or tag, so that two
//! inputs have the same digest only if they are the same. No key enters it. What fields a thing has stands beside it.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sha2::{Digest as _, Sha256};

use crate::money::Money;
use crate::time::{Moment, Weekdays, Window};
use crate::words::Word;

/// A SHA-256 digest (FIPS 180-4), shown in lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest in hex, all of it ASCII: records write some for every message.
    fn hex(self) -> [u8; 64] {
        let digit = |nibble: u8| nibble + if nibble < 10 { b'0' } else { b'a' - 10 };
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 0xf));
            }
        }
        hex
    }

    /// Writes the hex digits behind a text.
    pub(crate) fn write_to(self, text: &mut String) {
        text.push_str(std::str::from_utf8(&self.hex()).unwrap_or_default());
    }

    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What most values come to in canonical form: a case does in less.
const CANON_BYTES: usize = 1_000;

/// Writes values in canonical form, to be hashed at once: a hash fed field by field spends more on its own bookkeeping.
pub(crate) struct Canon(Vec<u8>);

impl Canon {
    pub(crate) fn digest(write: impl FnOnce(&mut Self)) -> Digest {
        let mut canon = Self(Vec::with_capacity(CANON_BYTES));
        write(&mut canon);
        Digest::of(&canon.0)
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn int(&mut self, value: i64) {
        self.raw(&value.to_be_bytes());
    }

    pub(crate) fn flag(&mut self, value: bool) {
        self.raw(&[u8::from(value)]);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.int(i64::try_from(text.len()).unwrap_or(i64::MAX));
        self.raw(text.as_bytes());
    }

    pub(crate) fn word<W: Word>(&mut self, word: W) {
        self.text(word.as_str());
    }

    pub(crate) fn instant(&mut self, at: DateTime<Utc>) {
        self.int(at.timestamp());
    }

    pub(crate) fn day(&mut self, day: NaiveDate) {
        self.int(i64::from(day.num_days_from_ce()));
    }

    pub(crate) fn money(&mut self, money: Money) {
        self.int(money.minor());
        self.text(money.currency().code());
    }

    pub(crate) fn window(&mut self, window: Window) {
        self.int(i64::from(window.start_s()));
        self.int(i64::from(window.end_s()));
    }

    pub(crate) fn moment(&mut self, moment: Moment) {
        match moment {
            Moment::Day(day) => {
                self.raw(&[0]);
                self.day(day);
            }
            Moment::Instant(at) => {
                self.raw(&[1]);
                self.instant(at);
            }
        }
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(crate) fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.int(i64::try_from(items.len()).unwrap_or(i64::MAX));
        for item in items {
            write(self, item);
        }
    }

    pub(crate) fn weekdays(&mut self, days: Weekdays) {
        self.raw(&[days.iter().fold(0, |bits, day| bits | 1 << day as u8)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_reads_back() {
        // FIPS 180-4 example: SHA-256("abc").
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::from_hex(abc), Some(Digest::of(b"abc")));
        assert_eq!(Digest::from_hex("ab"), None);
    }

    #[test]
    fn neighbouring_texts_do_not_run_together() {
        let of = |a: &str, b: &str| {
            Canon::digest(|c| {
                c.text(a);
                c.text(b);
            })
        };
        assert_ne!(of("ab", "c"), of("a", "bc"));
    }
}
