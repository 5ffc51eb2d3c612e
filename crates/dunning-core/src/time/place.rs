//! Places by their ISO 3166 code. It knows the shape of codes and the countries, not which states or cities exist.

use std::fmt;

use crate::fault::{Fault, nearest};
use crate::pairs::Pairs;

/// A country (`CN`), a state (`US-CA`, ISO 3166-2) or a city that makes its own rules (`US-NY-NYC`).
///
/// ```
/// use dunning_core::time::Place;
/// let place = |code| Place::parse(code).unwrap();
/// assert!(place("US-NY-NYC").within(place("US-NY")));
/// assert!(!place("US-NY").within(place("US-NY-NYC")));
/// assert!(Place::parse("UK").is_err()); // ISO 3166-1 writes GB
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The code, padded with zeros: the order is that of the text.
    code: [u8; PLACE_BYTES_MAX],
    length: u8,
}

/// Longest code: a country, a state of three and a city of four characters with their hyphens.
const PLACE_BYTES_MAX: usize = 11;

impl Place {
    /// Reads a code: two letters of ISO 3166-1, then at most a state of one to three and a city of two to four capital
    /// letters or digits, each after a hyphen.
    ///
    /// # Errors
    /// `DATA-PLACE` when it is no such code or its country is not in ISO 3166-1.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        let bad = || Fault::new("DATA-PLACE", "", "no place of ISO 3166").of(code);
        let mut parts = code.split('-');
        let country = parts.next().unwrap_or_default();
        if !KNOWN.contains(country) {
            return Err(match (country, nearest(&country.to_uppercase(), COUNTRIES.split(' '))) {
                ("UK", _) => bad().fix("ISO 3166-1 writes GB for the United Kingdom"),
                (_, Some(near)) => bad().fix(format!("did you mean {near:?}?")),
                (_, None) => bad().fix("write an ISO 3166 code like CN, US-CA or US-NY-NYC"),
            });
        }
        let spelt = |part: Option<&str>, lengths: std::ops::RangeInclusive<usize>| {
            part.is_none_or(|part| {
                lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            })
        };
        if !(spelt(parts.next(), 1..=3) && spelt(parts.next(), 2..=4) && parts.next().is_none()) {
            return Err(bad().fix("write an ISO 3166 code like CN, US-CA or US-NY-NYC"));
        }
        let mut bytes = [0; PLACE_BYTES_MAX];
        for (slot, byte) in bytes.iter_mut().zip(code.bytes()) {
            *slot = byte;
        }
        Ok(Self { code: bytes, length: u8::try_from(code.len()).map_err(|_| bad())? })
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// Whether this place is `other` or lies in it, by its code.
    pub fn within(self, other: Self) -> bool {
        self.bytes().strip_prefix(other.bytes()).is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'-'))
    }

    /// The place that this one lies in, by its code; none for a country.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let length = self.bytes().iter().rposition(|byte| *byte == b'-')?;
        let mut code = self.code;
        code.iter_mut().skip(length).for_each(|byte| *byte = 0);
        Some(Self { code, length: u8::try_from(length).ok()? })
    }

    /// The country.
    #[must_use]
    pub fn country(self) -> Self {
        let [first, second, ..] = self.code;
        let mut code = [0; PLACE_BYTES_MAX];
        (code[0], code[1]) = (first, second);
        Self { code, length: 2 }
    }

    fn bytes(&self) -> &[u8] {
        self.code.get(..usize::from(self.length)).unwrap_or(&self.code)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// ISO 3166-1 alpha-2 as listed by IANA's `iso3166.tab` of 2026f, and the user-assigned `XK` (Kosovo) that banks use.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

static KNOWN: Pairs = Pairs::of(COUNTRIES, b'A');

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str) -> Place {
        Place::parse(code).unwrap()
    }

    #[test]
    fn lies_within_by_whole_parts() {
        assert!(place("US-NY-NYC").within(place("US")));
        assert!(place("US-NY").within(place("US-NY")));
        assert!(!place("US").within(place("US-NY")));
        assert!(!place("AU-NT").within(place("AU-N")));
        assert_eq!(place("US-NY-NYC").parent(), Some(place("US-NY")));
        assert_eq!(place("US-NY-NYC").country(), place("US"));
        assert_eq!(place("US").parent(), None);
    }

    #[test]
    fn refuses_what_is_no_code() {
        for code in ["", "U", "us", "USA", "ZZ", "US-", "US-ny", "US-CALI", "US-NY-N", "US-NY-NYC-1", "US_NY", "中国"]
        {
            assert_eq!(Place::parse(code).unwrap_err().code, "DATA-PLACE", "{code:?}");
        }
        assert!(Place::parse("UK").unwrap_err().fix.contains("GB"));
    }

    #[test]
    fn knows_all_countries_of_iso_3166() {
        assert!(COUNTRIES.split(' ').all(|country| Place::parse(country).is_ok()));
        assert_eq!(COUNTRIES.split(' ').count(), 250); // 249 codes are officially assigned (ISO Online Browsing Platform)
    }
}
