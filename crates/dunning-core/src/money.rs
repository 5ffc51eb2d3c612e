//! Exact amounts: `i64` minor units and an ISO 4217 currency. No floats, no sums across currencies.

use std::fmt;

pub use iso_currency::Currency;

use crate::fault::{Fault, nearest};

/// An amount of money, exact to its currency's minor unit (ISO 4217 exponent).
///
/// ```
/// use dunning_core::money::Money;
/// let due = Money::parse("1,280.50", "CNY").unwrap();
/// assert_eq!(due.minor(), 128_050);
/// assert_eq!(due.to_string(), "1280.50 CNY");
/// assert!(Money::parse("0.001", "CNY").is_err()); // finer than a fen
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount given in minor units.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a non-negative amount: digits, an optional point, thousands in groups of three with commas.
    ///
    /// # Errors
    /// `DATA-CURRENCY` for an unknown currency; `DATA-AMOUNT` for anything that is not such an amount, is finer than the
    /// currency's minor unit, or does not fit 64 bits.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, Fault> {
        Self::parse_in(amount, parse_currency(currency)?)
    }

    /// Reads a non-negative amount of a currency, as [`Money::parse`] does.
    ///
    /// # Errors
    /// `DATA-AMOUNT`.
    pub fn parse_in(amount: &str, currency: Currency) -> Result<Self, Fault> {
        Ok(Self { minor: parse_minor(amount, exponent(currency))?, currency })
    }

    /// Minor units (fen, cents; whole units where the currency has none).
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Decimal places of the currency (ISO 4217), 0 to 4.
    pub fn exponent(self) -> u32 {
        exponent(self.currency)
    }

    /// Whether nothing is owed.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum, or nothing when the currencies differ or 64 bits overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self { minor: self.minor.checked_add(other.minor)?, currency: self.currency })
    }

    /// The digits alone, with a point and the currency's decimals, no grouping: `1280.50`.
    pub fn digits(self) -> String {
        let exponent = self.exponent();
        let scale = 10_i64.pow(exponent);
        let sign = if self.minor < 0 { "-" } else { "" };
        let (whole, part) = ((self.minor / scale).unsigned_abs(), (self.minor % scale).unsigned_abs());
        if exponent == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part:0width$}", width = exponent as usize)
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.digits(), self.currency.code())
    }
}

/// Reads an ISO 4217 code.
///
/// # Errors
/// `DATA-CURRENCY` with the nearest known code.
pub fn parse_currency(code: &str) -> Result<Currency, Fault> {
    Currency::from_code(code).ok_or_else(|| {
        let fault = Fault::new("DATA-CURRENCY", "", "no ISO 4217 currency").of(code);
        match nearest(
            &code.to_uppercase(),
            ["CNY", "USD", "TWD", "EUR", "GBP", "JPY", "KRW", "HKD", "INR", "BRL", "MXN"],
        ) {
            Some(near) => fault.fix(format!("did you mean {near}?")),
            None => fault.fix("three capital letters, e.g. CNY"),
        }
    })
}

fn exponent(currency: Currency) -> u32 {
    currency.exponent().map_or(0, u32::from)
}

fn parse_minor(text: &str, exponent: u32) -> Result<i64, Fault> {
    let bad = |why: &str| Fault::new("DATA-AMOUNT", "", why.to_owned()).fix("write an amount like 1280.50 or 1,280.50");
    if text.starts_with('-') {
        return Err(bad("an amount is negative"));
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if text.ends_with('.') || whole.is_empty() {
        return Err(bad("an amount lacks digits before or after its point"));
    }
    if text.contains(['e', 'E']) {
        return Err(bad("an amount is in scientific notation: the spreadsheet that wrote it has lost digits"));
    }
    if !is_grouped(whole) || !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad("an amount holds something other than digits, a point and thousands' commas"));
    }
    let kept = part.trim_end_matches('0');
    if kept.len() > exponent as usize {
        return Err(bad("an amount is finer than its currency's minor unit"));
    }
    let zeros = std::iter::repeat_n(b'0', exponent as usize - kept.len());
    let mut digits = whole.bytes().filter(|b| *b != b',').chain(kept.bytes()).chain(zeros);
    let minor = digits.try_fold(0_i64, |minor, digit| minor.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    minor.ok_or_else(|| bad("an amount is too large"))
}

/// Whether these are digits, and the commas among them, if any, group thousands.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let alone = first.len() == whole.len();
    digits(first) && (alone || first.len() <= 3 && groups.all(|group| group.len() == 3 && digits(group)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_follow_iso_4217() {
        // ISO 4217 list one: JPY 0, CNY 2, KWD 3, CLF 4 decimals.
        for (text, code, minor) in [
            ("310", "JPY", 310),
            ("0.05", "CNY", 5),
            ("1.234", "KWD", 1234),
            ("1.2345", "CLF", 12345),
            ("12,345,678.9", "USD", 1_234_567_890),
        ] {
            assert_eq!(Money::parse(text, code).unwrap().minor(), minor, "{text} {code}");
        }
    }

    #[test]
    fn refuses_what_is_no_exact_amount() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "1e5",
            "1.2E3",
            "1,23",
            "1,2345",
            "12 000",
            "１２",
            "0.001",
            "99999999999999999999",
        ] {
            assert!(Money::parse(text, "CNY").is_err(), "{text:?}");
        }
        assert!(Money::parse("1.5", "JPY").is_err());
        assert!(Money::parse("1.0", "JPY").is_ok());
    }

    #[test]
    fn adds_only_within_a_currency() {
        let yuan = Money::parse("1", "CNY").unwrap();
        assert_eq!(yuan.checked_add(yuan).unwrap().digits(), "2.00");
        assert!(yuan.checked_add(Money::parse("1", "USD").unwrap()).is_none());
        assert!(Money::from_minor(i64::MAX, Currency::CNY).checked_add(yuan).is_none());
    }
}
